"""The catalogue page: what it finds, where it leads, and what it offers when nothing is found."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from sample_works import add_works
from school_worlds import World


@pytest.fixture
def library(world: World) -> World:
    add_works(world.application)
    return world


def page(library: World, who: str, asked: str = "") -> str:
    answer = library.browser(library.north, who).get(f"/catalogue{asked}")
    assert answer.status_code == 200
    return unescape(answer.text)


def titles(html: str) -> list[str]:
    found = re.findall(r"<h2>(.*?)</h2>", html)
    return [re.sub(r"<.*?>", "", title) for title in found]


def test_a_book_says_in_which_paragraphs_the_words_stand(library: World) -> None:
    html = page(library, "teacher", f"?q={quote('сила упругости')}")

    assert titles(html) == ["Физика. 9 класс"]
    assert 'href="/textbooks/library-textbook/1#p1"' in html
    assert 'href="/textbooks/library-textbook/1#p3"' in html
    assert "с <mark>силой</mark> <mark>упругости</mark>" in html


def test_formulas_are_found_as_they_are_typed(library: World) -> None:
    assert titles(page(library, "teacher", "?q=F%3Dma&kind=textbook")) == ["Физика. 9 класс"]


def test_tasks_are_shown_to_who_asks_for_them(library: World) -> None:
    everything, tasks = page(library, "teacher"), page(library, "teacher", "?kind=task")

    assert "Седьмая часть" not in everything
    assert any("Седьмая часть" in title for title in titles(tasks))


def test_students_find_the_library_and_no_notebooks_nor_tasks(library: World) -> None:
    html = page(library, "student")

    assert {"Механика за неделю", "Опыт с пружиной", "Физика. 9 класс"} <= set(titles(html))
    assert "Урок о силах" not in html
    assert not re.search('value="(task|notebook)"', html)
    assert titles(page(library, "student", "?kind=task")) == titles(html)


@pytest.mark.parametrize(
    ("kind", "address"),
    [("textbook", "textbooks"), ("scenario", "lessons"), ("course", "courses"), ("video", "library")],
)
def test_each_kind_leads_to_a_page_of_its_own(library: World, kind: str, address: str) -> None:
    assert f'href="/{address}/library-{kind}"' in page(library, "teacher", f"?kind={kind}")


def test_each_filter_is_a_chip_that_can_be_taken_away(library: World) -> None:
    html = page(library, "teacher", f"?q={quote('силы')}&kind=scenario&audio=no&grade=9")

    assert titles(html) == ["Урок о силах"]
    chips = re.findall(r'<li><a href="([^"]*)"><span class="hidden-text">', html)
    assert [("kind=" in url, "grade=" in url, "q=" in url) for url in chips] == [
        (True, True, False),
        (False, True, True),
        (True, False, True),
    ]


def test_a_slip_of_the_keyboard_leads_to_what_was_meant(library: World) -> None:
    html = page(library, "teacher", f"?q={quote('ghe;byf')}&sort=newest")

    assert "Ничего не подходит" in html
    assert re.search(r'href="[^"]*q=%D0%BF%D1[^"]*"><strong>пружина</strong>', html)


def test_past_the_last_page_the_last_one_is_shown(library: World) -> None:
    assert titles(page(library, "teacher", "?page=99")) == titles(page(library, "teacher"))


def test_suggestions_lead_to_works_and_never_beyond_the_school(library: World) -> None:
    add_works(library.application, library.south.school)

    answer: Any = library.browser(library.north, "student").get(f"/catalogue/suggestions?q={quote('физ')}")

    assert answer.json() == [
        {"text": "физика", "kind": "", "url": None},
        {"text": "Физика. 9 класс", "kind": "textbook", "url": "/textbooks/library-textbook"},
    ]

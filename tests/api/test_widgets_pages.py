from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from html_nesting import faults_in
from page_server import render
from sample_pages import SAMPLES, notebook, task
from sample_tasks import DRAWN, TYPED

API = Path(__file__).parents[2] / "api"
PAGES = API / "pages"
METHODS = [("pages/**.html", "jinja2"), ("**.py", "python")]


def messages_of_the_application() -> set[str]:
    found = extract_from_dir(API, METHODS, {"pages/**.html": {"silent": "false"}})
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def russian() -> dict[str, Message]:
    with (PAGES / "translations" / "ru.po").open("rb") as source:
        return {
            message.id if isinstance(message.id, str) else message.id[0]: message
            for message in read_po(source, locale="ru")
            if message.id
        }


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_is_made_of_what_its_first_comment_lists(name: str, language: str) -> None:
    html = render(name, SAMPLES[name], language=language, roles="student+teacher+publisher+reviewer+operator")

    assert html.startswith("<!doctype html>")
    assert " style=" not in html.replace("<svg", "")
    assert "<script>" not in html


def test_every_word_of_the_application_is_in_russian() -> None:
    catalogue = russian()

    assert messages_of_the_application() - set(catalogue) == set()
    assert [name for name, message in catalogue.items() if not all(message.string or [""])] == []


def test_what_a_student_typed_is_never_markup() -> None:
    typed = '"><script>alert(1)</script>'
    values = {"a": typed, "law": typed}

    html = render("student/notebook.html", notebook(task(TYPED, "1", values=values)), language="en")

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert") == 2


def test_keys_and_mistakes_are_nowhere_in_the_page() -> None:
    html = render("student/notebook.html", notebook(task(TYPED, "1"), task(DRAWN, "2")), language="ru")

    for secret in ("3.95", "3,95", "m*g*cos", "Al2(SO4)3"):
        assert secret not in html


def test_every_page_opens_with_what_it_expects() -> None:
    without = [path.name for path in PAGES.rglob("*.html") if not path.read_text("utf-8").startswith("{#-")]

    assert without == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if name.startswith("bench/")])
def test_elements_of_a_bench_close_in_the_order_they_were_opened(name: str) -> None:
    assert faults_in(render(name, SAMPLES[name], language="ru", roles="student+teacher")) == []

"""A textbook's road: checked, described, submitted, returned, mended, accepted, found, withdrawn."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from schools import RoadSchool
from walking import Walker

sys.path.append(str(Path(__file__).parent.parent / "library_core"))

from epub_builders import BookPlan, Chapter, build_epub

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]
ACCESSIBLE = "".join(
    f'<meta property="schema:{name}">{value}</meta>'
    for name, value in (
        ("accessMode", "textual"),
        ("accessModeSufficient", "textual"),
        ("accessibilityFeature", "tableOfContents"),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", "Только текст."),
    )
)
SAID = {
    "rights_holder": "Издательство «Наука»",
    "publisher": "Издательство «Наука»",
    "authors": "А. Автор",
    "description-ru": "О силах и движении.",
}


def book(words: str = "Пружина тянет тело.", picture: str = "") -> bytes:
    chapter = Chapter(title="Силы", body=f'<h1 id="h">Силы</h1><p id="p1">{words}</p>{picture}')
    plan = BookPlan(title="Учебник о пружинах", language="ru", metadata=ACCESSIBLE, chapters=(chapter,))
    return build_epub(plan)


def send(publisher: Walker, content: bytes, folder: Path) -> str:
    """Upload a package in parts, and return the path of the page that follows."""
    file = folder / "kniga.epub"
    file.write_bytes(content)
    publisher.go("/documents/packages")
    publisher.page.set_input_files("#f-files", file)
    with publisher.page.expect_navigation():
        publisher.page.locator("[data-send]").click()
    publisher.settle()
    return publisher.page.url.partition("/documents")[2]


def press(walker: Walker, ending: str) -> None:
    walker.page.locator(f'main form[action$="/{ending}"] button').first.click()
    walker.settle()


def say_rights(publisher: Walker) -> None:
    publisher.page.locator('main a[href$="/description"]').first.click()
    publisher.settle()
    for name, words in SAID.items():
        publisher.page.locator(f"#f-{name}").fill(words)
    publisher.page.locator("#f-subject").select_option("physics")
    publisher.page.locator("#f-section").select_option("mechanics")
    publisher.page.locator('[name="grade-9"]').check()
    publisher.page.locator("#f-licence").select_option("CC-BY-4.0")
    publisher.page.locator("main form button.main").click()
    publisher.settle()


def decide(reviewer: Walker, decision: str, reason: str = "") -> None:
    reviewer.go("/reviews")
    reviewer.page.locator("main li a").first.click()
    reviewer.settle()
    press(reviewer, "taking-up")
    reviewer.page.locator("#f-category").select_option("accessibility")
    reviewer.page.locator("#f-reason").fill(reason)
    reviewer.page.locator(f'button[value="{decision}"]').click()
    reviewer.settle()


def publish(people: tuple[Walker, Walker], content: bytes, folder: Path) -> str:
    publisher, reviewer = people
    path = send(publisher, content, folder)
    if publisher.page.locator("#preflight a").count():
        say_rights(publisher)
    press(publisher, "submission")
    decide(reviewer, "accept")
    return path


@pytest.fixture
def people(school: RoadSchool, walk: Walk) -> tuple[Walker, Walker]:
    return walk().sign_in(school, "publisher"), walk().sign_in(school, "reviewer")


def test_a_broken_package_is_told_of_and_not_kept(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    publisher = walk(width=360).sign_in(school, "publisher")

    assert send(publisher, book(picture='<img src="none.png" alt="x"/>'), tmp_path) == "/packages"

    expect(publisher.page.locator("#preflight")).to_contain_text("RSC-007")
    publisher.go("/documents")
    assert publisher.page.locator("main li").count() == 0


def test_rights_are_said_before_a_package_is_submitted(people: tuple[Walker, Walker], tmp_path: Path) -> None:
    publisher, _ = people
    send(publisher, book(), tmp_path)

    press(publisher, "submission")
    expect(publisher.page.locator("main [role=alert]")).to_contain_text("Сначала исправьте")
    say_rights(publisher)
    press(publisher, "submission")

    expect(publisher.page.locator("main .badge").first).to_have_text("ждёт рецензента")
    press(publisher, "taking-back")
    expect(publisher.page.locator("main .badge").first).to_have_text("черновик")


def test_a_returned_book_is_mended_and_found(
    school: RoadSchool, walk: Walk, people: tuple[Walker, Walker], tmp_path: Path
) -> None:
    publisher, reviewer = people
    send(publisher, book(), tmp_path)
    say_rights(publisher)
    press(publisher, "submission")
    decide(reviewer, "return", "Опишите <b>рисунки</b>.")
    publisher.go("/documents")
    expect(publisher.page.locator("main .note.wrong")).to_have_text("доступность: Опишите <b>рисунки</b>.")

    publish(people, book("Пружина тянет тело вверх."), tmp_path)

    teacher = walk().sign_in(school, "teacher")
    teacher.go('/catalogue?q="учебник о пружинах"&kind=textbook&grade=9')
    expect(teacher.page.locator("main .card h2")).to_have_text(["Учебник о пружинах"])
    teacher.page.locator("main .card h2 a").click()
    expect(teacher.page.locator("h1")).to_have_text("Учебник о пружинах")


def test_a_second_edition_takes_the_place_of_the_first_until_withdrawn(
    people: tuple[Walker, Walker], tmp_path: Path
) -> None:
    publisher, _ = people
    publish(people, book(), tmp_path)
    path = publish(people, book("Пружина тянет тело вниз."), tmp_path)
    publisher.go("/documents")
    badges = publisher.page.locator("main li .badge")
    expect(badges).to_have_text(["опубликован", "заменён новым изданием"])

    publisher.go(f"/documents{path}")
    publisher.page.locator("main details summary").last.click()
    publisher.page.locator("#f-reason").fill("Опечатка в формуле.")
    press(publisher, "withdrawal")

    expect(publisher.page.locator("main .badge").first).to_have_text("отозван")
    publisher.go('/catalogue?q="учебник о пружинах"&kind=textbook')
    assert publisher.page.locator("main .card h2").count() == 0

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from schools import RoadSchool
from walking import Walker

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
TASK = """\
id: road-cart
title: {en: A cart, ru: Тележка}
subject: physics
section: mechanics
grades: [9]
skills: [uniform-motion]
given:
  v: {from: 2, to: 9, step: 1, unit: m/s}
  t: {from: 3, to: 12, step: 1, unit: s}
solve:
  s: v*t
certify:
  - s/t = v
ask:
  s: {kind: quantity, unit: m, tolerance: 2%, label: {en: Distance, ru: Путь}}
statement:
  en: |
    A cart rolls at {{v}} for {{t}}. How far does it go?
  ru: |
    Тележка катится со скоростью {{v}} в течение {{t}}. Какой путь она пройдёт?
solution:
  en: |
    $s = vt = {{s}}$
  ru: |
    $s = vt = {{s}}$
"""
PAGE = """\
---
id: road-notebook
title: {title}
language: {language}
subject: physics
section: mechanics
grades: [9]
---

$s = vt$

::: slot {{id=1 points=2}}
road-cart
:::
"""


def upload(publisher: Walker, files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    publisher.go("/documents/new")
    publisher.page.set_input_files("#f-files", [folder / name for name in files])
    publisher.page.locator("main form button.main").click()
    publisher.settle()


def submit(publisher: Walker) -> None:
    publisher.page.locator('main form[action$="/submission"] button').click()
    publisher.settle()


def decide(reviewer: Walker, decision: str, reason: str = "") -> None:
    reviewer.go("/reviews")
    reviewer.page.locator("main li a").first.click()
    reviewer.page.locator("#f-reason").fill(reason)
    reviewer.page.locator(f'button[value="{decision}"]').click()
    reviewer.settle()


def publish(people: tuple[Walker, Walker], files: dict[str, str], folder: Path) -> None:
    publisher, reviewer = people
    upload(publisher, files, folder)
    submit(publisher)
    decide(reviewer, "accept")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_wrong_task_is_refused_line_by_line(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    publisher = walk().sign_in(school, "publisher")

    upload(publisher, {"road-cart.yaml": TASK.replace("s: v*t", "s: v*tt")}, tmp_path)

    expect(publisher.page.locator("main [role=alert]")).to_contain_text("11")
    expect(publisher.page.locator("main [role=alert]")).to_contain_text("s: v*tt")
    publisher.go("/documents")
    assert publisher.page.locator("main li").count() == 0


def test_a_task_is_returned_mended_and_accepted(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    publisher, reviewer = walk().sign_in(school, "publisher"), walk().sign_in(school, "reviewer")

    upload(publisher, {"road-cart.yaml": TASK}, tmp_path)
    submit(publisher)
    decide(reviewer, "return", "Say what the cart stands on.")
    publisher.go("/documents")
    expect(publisher.page.locator("main .note.wrong")).to_contain_text("what the cart stands on")
    mended = TASK.replace("A cart rolls", "A cart on a table rolls")
    publish((publisher, reviewer), {"road-cart.yaml": mended}, tmp_path)

    publisher.go("/documents")
    expect(publisher.page.locator("main .badge.right")).to_have_count(1)


@pytest.mark.parametrize("language", ["en"])
def test_issued_work_stays_on_its_edition(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    people = walk().sign_in(school, "publisher"), walk().sign_in(school, "reviewer")
    teacher, student = walk().sign_in(school, "teacher"), walk().sign_in(school, "student-1")
    publish(people, {"road-cart.yaml": TASK}, tmp_path)
    publish(people, _notebook("First road"), tmp_path)
    teacher.go("/catalogue?q=road&kind=notebook")
    teacher.page.locator('main a.button.main[href$="/assign"]').first.click()
    teacher.page.locator("main form button.main").click()
    teacher.settle()

    publish(people, _notebook("Second road"), tmp_path)
    teacher.go("/catalogue?q=road&kind=notebook")
    student.go("/assignments")

    expect(teacher.page.locator("main .card h2")).to_have_text(["Second road"])
    expect(student.page.locator("main .card h2")).to_have_text(["First road"])


def _notebook(title: str) -> dict[str, str]:
    return {
        f"road-notebook.{language}.md": PAGE.format(title=title, language=language)
        for language in ("ru", "en")
    }

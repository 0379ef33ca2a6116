"""Labs where they stand in other pages: in notebooks, in practice, in the work of a student, in a list."""

from pathlib import Path

import pytest
from school_worlds import World
from test_bench_pages import reading, sent
from world_labs import FRICTION

from content.loader import find_documents, publish_documents
from library_core.editions import EditionKey
from library_core.library import Act

PAGE = """\
---
id: slopes
title: Slopes
language: en
subject: physics
section: mechanics
grades: [10]
---
Before the lab, a task.

::: slot {{id=1 points=2}}
seventh
:::

::: lab {{id=2 lab={lab} points=10}}
:::
"""


@pytest.fixture
def notebook(world: World, tmp_path: Path) -> EditionKey:
    """A notebook of the school with a task and a lab in it."""
    (tmp_path / "slopes.en.md").write_text(PAGE.format(lab=FRICTION), encoding="utf-8")
    act = Act(school=world.north.school, at=5)
    (outcome,) = publish_documents(world.application.press, find_documents(tmp_path), act)
    assert not outcome.problems, [problem.in_language("en") for problem in outcome.problems]
    assert outcome.edition is not None
    return outcome.edition.key


def test_a_lab_in_a_notebook_is_looked_at_on_its_own_page(world: World, notebook: EditionKey) -> None:
    page = world.browser(world.north, "teacher").get(f"/catalogue/{notebook}").text

    assert f'href="/labs/{world.north.lab.edition}"' in page
    assert "Седьмая часть" in page


def test_a_lab_of_a_notebook_is_practised_at_a_bench(world: World, notebook: EditionKey) -> None:
    student = world.browser(world.north, "student")

    started = student.post(f"/practice/new/{notebook}/2")

    assert started.headers["location"].endswith("/lab")
    assert student.get(started.headers["location"]).status_code == 200


def test_what_can_be_practised_has_labs_of_its_own(world: World) -> None:
    page = world.browser(world.north, "student").get("/practice").text

    assert f'action="/practice/new/{world.north.lab.edition}/1"' in page


def test_an_address_of_a_preview_leads_to_the_page_of_the_lab(world: World) -> None:
    answer = world.browser(world.north, "teacher").get(f"/catalogue/{world.north.lab.edition}")

    assert answer.headers["location"] == f"/labs/{world.north.lab.edition}"


def test_a_notebook_has_no_page_of_a_lab(world: World, notebook: EditionKey) -> None:
    assert world.browser(world.north, "teacher").get(f"/labs/{notebook}").status_code == 404


def test_the_work_of_a_student_leads_to_the_steps_of_the_session(world: World) -> None:
    attempt = world.north.lab.attempt
    student = world.browser(world.north, "student")
    sent(student, f"/assignments/{attempt}/labs/1/readings", reading())
    report = {"answer.table-slides_down.t1.0": "#1", "answer.mass": "same", "idempotency": "c"}
    student.post(f"/assignments/{attempt}/labs/1/check", report)

    page = world.browser(world.north, "teacher").get(f"/students-work/{attempt}").text

    assert f'href="/students-work/{attempt}/labs/1"' in page
    assert 'data-part="provenance"' in page
    assert "{&#34;rows" not in page


def test_a_slot_that_holds_no_lab_has_no_bench(world: World) -> None:
    student = world.browser(world.north, "student")

    statuses = [
        student.get(f"/assignments/{world.north.attempt}/labs/1").status_code,
        student.get(f"/assignments/{world.north.lab.attempt}/labs/9").status_code,
        student.get(f"/practice/{world.north.run}/lab").status_code,
    ]

    assert statuses == [404] * 3


def test_who_publishes_a_lab_sees_it_whole(world: World) -> None:
    page = world.browser(world.north, "publisher").get(f"/documents/{world.north.lab.edition}").text

    assert 'id="bench-description"' in page
    assert "На что обратить внимание" in page
    assert "lab.yaml" in page


def test_addresses_of_tasks_send_a_lab_s_report_to_its_bench(world: World) -> None:
    student = world.browser(world.north, "student")
    form = {"answer.mu": "0,3", "idempotency": "c"}

    answers = [
        student.post(f"/assignments/{world.north.lab.attempt}/1/check", form, hx_request="true"),
        student.post(f"/practice/{world.north.lab.run}/check", form, hx_request="true"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert f'href="/assignments/{world.north.lab.attempt}/labs/1">Открыть установку' in answers[0].text
    assert "заполняется на странице установки" in answers[1].text

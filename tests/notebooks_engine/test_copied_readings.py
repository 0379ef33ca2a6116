"""Readings that were never issued to a student and stand in a classmate's log are shown to the teacher."""

import pytest
from engine_worlds import NOW, World
from lab_worlds import assign_lab, hand_in, honest_report, labs, opened

from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment
from notebooks_engine.insight.copies import Copies, dismiss, look_for_copies
from variants.keys import Answer


def look(world: World, assignment: Assignment) -> Copies:
    return look_for_copies(world.store, world.teacher, assignment.key, labs)


def typed_out(world: World, student: Actor, report: dict[str, Answer]) -> dict[str, Answer]:
    """A report in which the readings are typed as this student's log has them."""
    texts = {entry.number: entry.text for entry in opened(world, student).log}
    return {name: _typed(answer, texts) for name, answer in report.items()}


def _typed(answer: Answer, texts: dict[int, str]) -> Answer:
    if not isinstance(answer, dict) or "rows" not in answer:
        return answer
    rows = [
        {name: texts[cell["entry"]] if isinstance(cell, dict) else cell for name, cell in row.items()}
        for row in answer["rows"]
    ]
    return {"rows": rows}


@pytest.fixture
def copied(world: World) -> Assignment:
    """The first student measures; the second types the first one's table and results."""
    assignment = assign_lab(world)
    owner, copier, honest = world.students
    report = honest_report(world, owner)
    hand_in(world, owner, report, now=NOW + 1)
    opened(world, copier)
    hand_in(world, copier, typed_out(world, owner, report), now=NOW + 2)
    hand_in(world, honest, honest_report(world, honest), now=NOW + 3)
    return assignment


def test_a_copied_table_is_shown_with_whose_it_is(world: World, copied: Assignment) -> None:
    (shown,) = look(world, copied).hints

    hint = shown.hint
    assert (hint.student, hint.source_student) == (world.students[1].person, world.students[0].person)
    assert hint.chance < 1e-6
    places = {agreement.place.part for agreement in hint.agreements}
    assert {"table-slides_down.t1:0", "table-loads.tt:2"} <= places
    assert all(place in shown.labels and place in shown.titles for place in shown.labels)
    label = next(shown.labels[one.place] for one in hint.agreements if one.place.part == "table-loads.tt:2")
    assert label.in_language("en") == "Acceleration and load: t, row 3"
    assert label.in_language("ru").endswith("строка 3")


def test_readings_put_in_by_their_number_copy_nothing(world: World) -> None:
    assignment = assign_lab(world)
    for student in world.students:
        hand_in(world, student, honest_report(world, student))

    assert look(world, assignment).hints == ()


def test_one_s_own_readings_typed_by_hand_copy_nothing(world: World) -> None:
    assignment = assign_lab(world)
    for student in world.students[:2]:
        report = honest_report(world, student)
        hand_in(world, student, typed_out(world, student, report))

    assert look(world, assignment).hints == ()


def test_a_single_reading_that_happens_to_fit_is_not_shown(world: World) -> None:
    assignment = assign_lab(world)
    owner, other, _ = world.students
    report = honest_report(world, owner)
    hand_in(world, owner, report)
    theirs = honest_report(world, other)
    theirs["table-loads"]["rows"][0]["tt"] = opened(world, owner).log[0].text
    hand_in(world, other, theirs)

    assert look(world, assignment).hints == ()


def test_readings_taken_after_they_were_typed_were_not_copied(world: World) -> None:
    assignment = assign_lab(world)
    owner, typist, _ = world.students
    opened(world, typist)
    report = honest_report(world, owner)
    hand_in(world, typist, typed_out(world, owner, report), now=NOW - 1)

    assert [hint for hint in look(world, assignment).hints if hint.hint.source_student == owner.person] == []


def test_a_hint_at_readings_can_be_put_aside(world: World, copied: Assignment) -> None:
    hint = look(world, copied).hints[0].hint

    dismiss(world.store, world.teacher, (copied.key, hint.attempt, hint.source), "talked", (NOW, labs))

    assert look(world, copied).hints[0].dismissal is not None


def test_a_classmate_s_result_stands_beside_the_readings(world: World) -> None:
    assignment = assign_lab(world)
    owner, copier, _ = world.students
    report = honest_report(world, owner)
    hand_in(world, owner, report, now=NOW + 1)
    own = honest_report(world, copier)
    hand_in(world, copier, {**own, "mu": report["mu"], "limit": report["limit"]}, now=NOW + 2)

    found = [one.hint for one in look(world, assignment).hints if one.hint.student == copier.person]

    assert [{agreement.place.part for agreement in hint.agreements} for hint in found] == [{"mu", "limit"}]

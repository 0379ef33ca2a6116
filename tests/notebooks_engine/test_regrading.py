from collections.abc import Callable
from fractions import Fraction
from typing import TypeVar

import pytest
from engine_worlds import NOW, RIVALS, World, at, new_key, no_labs
from regrade_worlds import (
    LATER,
    by_corrected_key,
    floats,
    history,
    keys,
    look,
    order,
    plan,
    points,
    refuse,
    regrade,
    reweigh,
    undo,
)

from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.assignments import Assignment, Rules
from notebooks_engine.insight.queue import list_waiting
from notebooks_engine.refusals import Missing, NotNow
from notebooks_engine.regrades import Mode
from notebooks_engine.regrading.applying import apply_regrade, list_regrades
from notebooks_engine.regrading.planning import plan_regrade
from notebooks_engine.regrading.undoing import undo_regrade
from notebooks_engine.repositories import Engine
from notebooks_engine.studying.opening import open_work
from notebooks_engine.studying.submitting import CHECKER, HandIn, submit
from notebooks_engine.teaching.changing_assignments import unassign
from notebooks_engine.teaching.marking import Decision, mark

T = TypeVar("T")


def answered(world: World) -> Assignment:
    """The first student is right by the corrected key, the second by the old one, the third by none."""
    assignment = world.assign()
    first, second, third = world.students
    world.submit(first, {"x": by_corrected_key(world, first)})
    world.submit(second, {"x": world.right(second)})
    world.submit(third, {"x": "1"})
    return assignment


def test_a_dry_run_says_who_gets_what_and_keeps_nothing(world: World) -> None:
    assignment = answered(world)

    planned = plan(world, assignment)

    assert [floats(line.change.was, line.change.by_key, line.change.points) for line in planned.lines] == [
        (0, 2, 2),
        (2, 0, 2),
        (0, 0, 0),
    ]
    assert [floats(line.total_was, line.total, line.out_of) for line in planned.changed] == [
        (0, 2, 2),
        (2, 2, 2),
    ]
    assert planned.unchanged == 1
    assert points(world, assignment) == [0, 2, 0]
    assert history(world, assignment) == ()


@pytest.mark.parametrize(("mode", "after"), [("raise", [2, 2, 0]), ("replace", [2, 0, 0])])
def test_raise_only_takes_nothing_from_anybody_and_replace_goes_by_the_key(
    world: World, mode: Mode, after: list[int]
) -> None:
    assignment = answered(world)

    made = regrade(world, assignment, mode)

    assert points(world, assignment) == after
    assert [look(world, student).grade.points for student in world.students] == after
    assert [floats(one.was, one.by_key, one.points) for one in made.changes] == [
        (0, 2, 2),
        (2, 0, after[1]),
        (0, 0, 0),
    ]


def test_both_results_are_kept_and_the_trail_says_who_and_when(world: World) -> None:
    assignment = answered(world)

    made = regrade(world, assignment)

    submission = look(world, world.students[0]).submissions[0]
    assert submission.verdicts["x"].outcome == "right"
    assert submission.first_verdicts["x"].outcome == "wrong"
    assert history(world, assignment) == (made,)
    assert (made.teacher, made.made_at, made.mode, made.edition) == ("teacher", LATER, "raise", "length@2")
    assert {change.edition for change in made.changes} == {"length@1"}


def test_a_student_sees_old_and_new_points_and_the_corrected_solution(world: World) -> None:
    answered(world)
    student = world.students[0]
    regrade(world, world.store.read(lambda engine: engine.assignments.list(world.teacher))[0])

    work = world.store.read(lambda engine: open_work(engine, student, world.attempt(student), LATER))

    slot = work.slots["1"]
    assert slot.regraded is not None
    assert floats(slot.regraded.was, slot.regraded.points) == (0, 2)
    assert slot.regraded.made_at == LATER
    assert slot.refusal is not None
    assert look(world, student).variant.solution.en == "<p>corrected</p>"
    assert look(world, student).variant.statement.en == "<p>Find x.</p>"


def test_later_checks_are_judged_by_the_key_in_force(world: World) -> None:
    assignment = answered(world)
    third = world.students[2]
    old = world.right(third)
    regrade(world, assignment)

    assert world.submit(third, {"x": old}, now=LATER + 1).grade.points == 0
    assert world.submit(third, {"x": by_corrected_key(world, third)}, now=LATER + 2).grade.points == 2


def test_tries_drafts_and_the_last_activity_are_not_touched(world: World) -> None:
    assignment = answered(world)
    before = look(world, world.students[2])
    head = world.store.read(lambda engine: engine.attempts.list_own(world.students[2]))[0]

    regrade(world, assignment, "replace")

    assert look(world, world.students[2]).grade.tries == before.grade.tries
    assert world.store.read(lambda engine: engine.attempts.list_own(world.students[2]))[0] == head


def test_a_right_answer_that_was_called_wrong_counts_though_others_followed(world: World) -> None:
    assignment = world.assign(rules=Rules(tries=3))
    student = world.students[0]
    world.submit(student, {"x": by_corrected_key(world, student)})
    world.submit(student, {"x": "5"})

    regrade(world, assignment, "replace")

    assert look(world, student).grade.points == 2
    work = world.store.read(lambda engine: open_work(engine, student, world.attempt(student), LATER))
    assert work.slots["1"].last is not None
    assert work.slots["1"].last.try_number == 1


def test_a_teacher_s_mark_stays_in_force_above_a_regrade(world: World) -> None:
    assignment = answered(world)
    student = world.students[0]
    decision = Decision(attempt=world.attempt(student), slot="1", ask="", try_number=1, points="1")
    world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))

    regrade(world, assignment, "replace")

    work = look(world, student)
    assert floats(work.grade.points, work.grade.machine) == (1, 2)


def test_what_can_t_be_keyed_anew_is_named_and_stays_as_it_is(world: World) -> None:
    assignment = answered(world)

    planned = plan(world, assignment, by=keys(refuse))

    assert [str(line.change.refused.en)[:28] for line in planned.refused if line.change.refused] == [
        "length, line 3: no place for"
    ] * 3
    with pytest.raises(NotNow, match="nothing"):
        regrade(world, assignment, by=keys(refuse))
    assert history(world, assignment) == ()


def test_taking_a_regrade_back_restores_everything_and_is_in_the_trail(world: World) -> None:
    assignment = answered(world)
    before = [look(world, student).submissions for student in world.students]
    made = regrade(world, assignment, "replace")

    undone = undo(world, made)

    assert points(world, assignment) == [0, 2, 0]
    assert [look(world, student).submissions for student in world.students] == before
    assert [(one.mode, one.undone_at is None) for one in history(world, assignment)] == [
        ("replace", False),
        ("undo", True),
    ]
    assert (undone.undoes, undone.edition) == (made.key, "length@1")
    assert [floats(one.was, one.points) for one in undone.changes] == [(2, 0), (0, 2), (0, 0)]


def test_answers_given_under_keys_that_were_taken_back_are_judged_by_the_former_ones(world: World) -> None:
    assignment = answered(world)
    third = world.students[2]
    old = world.right(third)
    made = regrade(world, assignment)
    world.submit(third, {"x": old}, now=LATER + 1)

    undo(world, made)

    assert look(world, third).grade.points == 2
    assert look(world, third).submissions[1].first_verdicts["x"].outcome == "wrong"


def test_regrades_are_taken_back_in_the_reverse_order_and_once(world: World) -> None:
    assignment = answered(world)
    first = regrade(world, assignment)
    second = regrade(world, assignment, "replace", keys(edition="length@3"))

    with pytest.raises(NotNow, match="first"):
        undo(world, first)
    assert undo(world, second).edition == "length@2"
    undo(world, first)
    with pytest.raises(NotNow):
        undo(world, first)

    assert points(world, assignment) == [0, 2, 0]
    assert [one.number for one in history(world, assignment)] == [1, 2, 3, 4]


def test_a_regrade_once_more_begins_where_the_last_one_ended(world: World) -> None:
    assignment = answered(world)
    regrade(world, assignment, "raise")

    planned = plan(world, assignment, "replace", keys(edition="length@3"))

    assert [line.change.was for line in planned.lines] == [2, 2, 0]
    assert plan(world, assignment).lines == ()


def test_what_was_not_begun_is_keyed_for_later_and_is_no_line_of_changes(world: World) -> None:
    assignment = world.assign()
    student = world.students[0]

    made = regrade(world, assignment)

    assert (plan(world, assignment, by=keys(edition="length@3")).waiting, made.changed) == (3, ())
    assert world.submit(student, {"x": by_corrected_key(world, student)}, now=LATER).grade.points == 2


def test_a_plan_seen_before_another_regrade_is_not_applied(world: World) -> None:
    assignment = answered(world)
    regrade(world, assignment)

    with pytest.raises(NotNow, match="meanwhile"):
        apply_regrade(world.store, world.teacher, order(assignment), 0, at(LATER))


def test_an_assignment_that_was_regraded_before_anybody_began_can_be_taken_back(world: World) -> None:
    assignment = world.assign()
    regrade(world, assignment)

    world.store.write(lambda engine: unassign(engine, world.teacher, assignment.key))

    assert history(world, assignment) == ()


class BusyStore:
    """A store in which something happens once between a read and the write that follows."""

    def __init__(self, store: SqlStore, happens: Callable[[], object]) -> None:
        self._store = store
        self._happens: Callable[[], object] | None = happens

    def read(self, work: Callable[[Engine], T]) -> T:
        return self._store.read(work)

    def write(self, work: Callable[[Engine], T]) -> T:
        happens, self._happens = self._happens, None
        if happens is not None:
            happens()
        return self._store.write(work)


def test_an_answer_handed_in_while_others_are_judged_again_is_judged_too(world: World) -> None:
    assignment = answered(world)
    third = world.students[2]
    right = by_corrected_key(world, third)
    store = BusyStore(world.store, lambda: world.submit(third, {"x": right}))

    made = apply_regrade(store, world.teacher, order(assignment), 0, at(LATER))

    assert [change.points for change in made.changes] == [2, 2, 2]
    assert points(world, assignment) == [2, 2, 2]


def test_an_answer_checked_while_a_regrade_was_made_is_judged_by_the_key_in_force(world: World) -> None:
    assignment = world.assign()
    student = world.students[0]
    store = BusyStore(world.store, lambda: regrade(world, assignment, now=NOW))
    answers = {"x": by_corrected_key(world, student)}
    handed = HandIn(
        attempt=world.attempt(student), slot="1", answers=answers, language="en", request=new_key()
    )

    assert submit(store, student, handed, at(), no_labs).grade.points == 2


def test_a_newer_checker_judges_again_what_an_older_one_judged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assignment = world.assign()
    with monkeypatch.context() as older:
        older.setattr("notebooks_engine.studying.submitting.CHECKER", "0.0.1")
        world.submit(world.students[0], {"x": "1"})
    world.submit(world.students[1], {"x": "1"})
    again = keys(None, "length@1")

    planned = plan(world, assignment, by=again)
    regrade(world, assignment, by=again)

    assert [line.change.student for line in planned.lines] == [world.students[0].person]
    assert look(world, world.students[0]).submissions[0].checker == CHECKER
    assert plan(world, assignment, by=again).lines == ()


def test_what_waits_for_a_person_goes_on_waiting(world: World) -> None:
    assignment = world.assign(("reason",))
    student = world.students[0]
    world.submit(student, {"x": by_corrected_key(world, student), "why": "because"})

    regrade(world, assignment, by=keys(reweigh, "reason@2"))

    waiting = world.store.read(lambda engine: list_waiting(engine, world.teacher))
    assert [(one.ask, one.answer) for one in waiting] == [("why", "because")]
    assert look(world, student).grade.points == Fraction(2, 3)


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_regrades_or_reads_regrades_of_another_teachers_class(world: World, rival: str) -> None:
    who = world.rivals[rival]
    assignment = answered(world)
    made = regrade(world, assignment)
    by = order(assignment, "replace", keys(edition="length@3"))

    with pytest.raises(Missing):
        plan_regrade(world.store, who, by)
    with pytest.raises(Missing):
        apply_regrade(world.store, who, by, 1, at(LATER))
    with pytest.raises(Missing):
        world.store.write(
            lambda engine: undo_regrade(engine, who, (assignment.key, made.key), at(LATER), no_labs)
        )
    with pytest.raises(Missing):
        world.store.read(lambda engine: list_regrades(engine, who, assignment.key))


def test_repositories_keep_regrades_of_schools_apart(world: World) -> None:
    assignment = answered(world)
    regrade(world, assignment)
    strange = world.rivals["another school"].school

    found = world.store.read(
        lambda engine: (
            engine.regrades.list_of(strange, [assignment.key]),
            engine.regrades.count_attempts(strange, [assignment.key]),
            engine.regrades.checkers_of(strange, assignment.key),
        )
    )

    assert found == ({}, {}, frozenset())

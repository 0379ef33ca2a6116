import threading
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from engine_worlds import DUE, NOW, World, at, new_key, no_labs

from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.assignments import LateRule, Rules
from notebooks_engine.attempts import Draft
from notebooks_engine.refusals import BadEntry, Missing, NotNow, Refused
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.opening import OpenSlot, open_work, save_draft
from notebooks_engine.studying.submitting import HandedIn, HandIn, submit
from notebooks_engine.teaching.changing_assignments import close_assignment


def look(world: World, student: Actor, *, slot: str = "1", now: int = NOW) -> OpenSlot:
    key = world.attempt(student)
    return world.store.read(lambda engine: open_work(engine, student, key, now)).slots[slot]


def hand_in(world: World, student: Actor, answers: Mapping[str, Any], request: str) -> HandIn:
    key = world.attempt(student)
    return HandIn(attempt=key, slot="1", answers=answers, language="en", request=request)


def test_a_right_answer_wins_all_points_and_closes_the_slot(world: World) -> None:
    world.assign()
    student = world.students[0]

    result = world.submit(student, {"x": world.right(student)})

    assert result.grade.points == result.grade.out_of == 2
    assert result.grade.tries == 1
    with pytest.raises(NotNow, match="finished"):
        world.submit(student, {"x": "1"})


def test_a_wrong_answer_spends_a_try_and_is_kept_as_entered(world: World) -> None:
    world.assign()
    student = world.students[0]

    world.submit(student, {"x": " 7 "})
    slot = look(world, student)

    assert slot.tries_left == 2
    assert slot.last is not None
    assert slot.last.answers == {"x": " 7 "}
    assert slot.last.verdicts["x"].outcome == "wrong"


def test_a_misprint_costs_no_try_and_names_its_ask(world: World) -> None:
    world.assign(("reason",))
    student = world.students[0]

    with pytest.raises(AnswersUnreadable) as refused:
        world.submit(student, {"x": "3*+", "why": "so"})

    assert list(refused.value.problems) == ["x"]
    assert look(world, student).tries_left == 3


@pytest.mark.parametrize(
    "answers", [{}, {"x": "  "}, {"other": "1"}, {"x": "1" * 70_000}, {"x": [[[[[[["1"]]]]]]]}]
)
def test_what_is_no_answer_costs_no_try(world: World, answers: dict[str, Any]) -> None:
    world.assign()
    student = world.students[0]

    with pytest.raises(BadEntry):
        world.submit(student, answers)

    assert look(world, student).tries_left == 3


def test_an_empty_answer_beside_others_is_not_answered(world: World) -> None:
    world.assign(("reason",))
    student = world.students[0]

    result = world.submit(student, {"x": world.right(student), "why": ""})

    assert result.submission.verdicts["why"].reason == "not_answered"
    assert result.grade.points == Fraction(4, 3)
    assert not result.grade.pending


def test_after_the_last_try_the_slot_is_closed(world: World) -> None:
    world.assign(rules=Rules(tries=2))
    student = world.students[0]
    world.submit(student, {"x": "1"})
    world.submit(student, {"x": "2"})

    with pytest.raises(NotNow, match="tries"):
        world.submit(student, {"x": world.right(student)})


def test_the_last_try_counts(world: World) -> None:
    world.assign(("reason",))
    student = world.students[0]
    world.submit(student, {"x": world.right(student)})

    result = world.submit(student, {"x": "1"})

    assert result.grade.points == 0


def test_the_same_request_again_returns_the_first_result(world: World) -> None:
    world.assign()
    student = world.students[0]
    handed = hand_in(world, student, {"x": "1"}, "request-1")
    first = submit(world.store, student, handed, at(), no_labs)

    again = submit(world.store, student, handed, at(NOW + 1), no_labs)

    assert again.repeated
    assert again.submission == first.submission
    assert look(world, student).tries_left == 2


def test_a_request_key_is_not_reused_for_other_answers(world: World) -> None:
    world.assign()
    student = world.students[0]
    submit(world.store, student, hand_in(world, student, {"x": "1"}, "request-1"), at(), no_labs)

    with pytest.raises(BadEntry, match="used before"):
        submit(world.store, student, hand_in(world, student, {"x": "2"}, "request-1"), at(), no_labs)


def test_a_crash_between_check_and_write_leaves_nothing(world: World) -> None:
    world.assign()
    student = world.students[0]

    def crash() -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        submit(
            world.store,
            student,
            hand_in(world, student, {"x": "1"}, "request-1"),
            Occasion(now=NOW, secret=b"", new_key=crash),
            no_labs,
        )

    slot = look(world, student)
    assert (slot.tries_left, slot.last) == (3, None)


def submit_together(world: World, student: Actor, requests: list[str]) -> list[HandedIn | Refused]:
    outcomes: list[HandedIn | Refused] = []
    gate = threading.Barrier(len(requests))

    def run(request: str) -> None:
        gate.wait()
        try:
            handed = hand_in(world, student, {"x": "1"}, request)
            outcomes.append(submit(world.store, student, handed, at(), no_labs))
        except Refused as refused:
            outcomes.append(refused)

    threads = [threading.Thread(target=run, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_simultaneous_checks_spend_one_try_each_and_never_more_than_allowed(world: World) -> None:
    world.assign(rules=Rules(tries=3))
    student = world.students[0]

    outcomes = submit_together(world, student, [new_key() for _ in range(6)])

    kept = sorted(one.submission.try_number for one in outcomes if isinstance(one, HandedIn))
    assert kept == [1, 2, 3]
    assert sum(isinstance(one, NotNow) for one in outcomes) == 3


def test_one_request_sent_many_times_at_once_spends_one_try(world: World) -> None:
    world.assign(rules=Rules(tries=3))
    student = world.students[0]

    outcomes = submit_together(world, student, ["the same"] * 5)

    assert {one.submission.key for one in outcomes if isinstance(one, HandedIn)} == {
        look(world, student).last.key  # type: ignore[union-attr]
    }
    assert look(world, student).tries_left == 2


@pytest.mark.parametrize("late", ["accept", "mark"])
def test_a_late_answer_is_taken_and_known_as_late(world: World, late: LateRule) -> None:
    world.assign(rules=Rules(late=late))
    student = world.students[0]

    result = world.submit(student, {"x": world.right(student)}, now=DUE + 1)

    assert result.submission.late
    assert result.grade.points == 2


def test_a_late_answer_is_refused_where_the_rules_say_so(world: World) -> None:
    world.assign(rules=Rules(late="refuse"))

    with pytest.raises(NotNow, match="due date"):
        world.submit(world.students[0], {"x": "1"}, now=DUE + 1)


def test_a_closed_assignment_takes_neither_answers_nor_drafts(world: World) -> None:
    assignment = world.assign()
    student = world.students[0]
    key = world.attempt(student)
    world.store.write(lambda engine: close_assignment(engine, world.teacher, assignment.key, NOW))

    with pytest.raises(NotNow):
        world.submit(student, {"x": "1"})
    draft = Draft(slot="1", answers={"x": "1"}, saved_at=NOW)
    with pytest.raises(NotNow):
        world.store.write(lambda engine: save_draft(engine, student, key, draft))


def test_nobody_hands_in_for_another(world: World) -> None:
    world.assign()
    mine = hand_in(world, world.students[0], {"x": "1"}, "request-1")

    for stranger in (world.students[1], world.teacher, *world.rivals.values()):
        if stranger != world.students[0]:
            with pytest.raises(Missing):
                submit(world.store, stranger, mine, at(), no_labs)


def test_a_draft_is_shown_until_it_is_handed_in(world: World) -> None:
    world.assign()
    student = world.students[0]
    key = world.attempt(student)
    draft = Draft(slot="1", answers={"x": "10"}, saved_at=NOW)
    world.store.write(lambda engine: save_draft(engine, student, key, draft))
    assert look(world, student).answers == {"x": "10"}

    world.submit(student, {"x": "11"})

    assert look(world, student).answers == {"x": "11"}
    assert look(world, student).draft_saved_at is None


@pytest.mark.parametrize(("right", "why"), [(False, "All tries are used"), (True, "This task is finished")])
def test_what_was_typed_before_the_last_check_and_comes_after_it_is_refused(
    world: World, right: bool, why: str
) -> None:
    world.assign(rules=Rules(tries=1))
    student = world.students[0]
    key = world.attempt(student)
    answer = world.right(student) if right else "11"
    world.submit(student, {"x": answer})

    draft = Draft(slot="1", answers={"x": "7"}, saved_at=NOW)
    with pytest.raises(NotNow, match=why):
        world.store.write(lambda engine: save_draft(engine, student, key, draft))

    assert look(world, student).answers == {"x": answer}
    assert look(world, student).draft_saved_at is None


def test_a_draft_goes_on_while_tries_are_left(world: World) -> None:
    world.assign(rules=Rules(tries=2))
    student = world.students[0]
    key = world.attempt(student)
    world.submit(student, {"x": "11"})

    draft = Draft(slot="1", answers={"x": "7"}, saved_at=NOW)
    world.store.write(lambda engine: save_draft(engine, student, key, draft))

    assert look(world, student).answers == {"x": "7"}

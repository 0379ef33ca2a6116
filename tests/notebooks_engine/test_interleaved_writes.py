"""Whoever writes at the same moment as another comes before or after: nothing of either is lost."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import TypeVar

import pytest
from engine_worlds import NOW, World, at, supplies
from interleaving import Interrupted, interleave
from regrade_worlds import regrade
from test_appealing import decide, points, slips, twice, undo
from test_drafting import write

from library_core.adapters.database import Database
from library_core.adapters.leased_database import Transactions
from library_core.people import PersonKey
from notebooks_engine.adapters.sql_engine import SqlStore
from notebooks_engine.assignments import Rules
from notebooks_engine.refusals import NotNow
from notebooks_engine.studying.opening import OpenWork, open_work
from notebooks_engine.teaching.assigning import deal_to_newcomers, find_assignment
from notebooks_engine.teaching.changing_assignments import change_assignment, close_assignment, unassign
from notebooks_engine.teaching.marking import Decision, mark
from notebooks_engine.teaching.running_classes import add_students, list_members

T = TypeVar("T")
U = TypeVar("U")


def at_once(
    world: World, database: Database, first: Callable[[World], T], second: Callable[[World], U]
) -> tuple[T, "Future[U]"]:
    """Return what both came to; the second begins before the first commits."""

    def begin(one: Transactions) -> T:
        return first(replace(world, store=SqlStore(one)))

    return interleave(database, begin, lambda _: second(world))


def work(world: World, number: int = 0) -> OpenWork:
    student = world.students[number]
    key = world.attempt(student)
    return world.store.read(lambda engine: open_work(engine, student, key, NOW + 9))


def hand_in(world: World, number: int, answer: str) -> None:
    world.submit(world.students[number], {"x": answer})


def give_points(world: World, typed: str, at_try: int = 1) -> None:
    decision = Decision(
        attempt=world.attempt(world.students[0]), slot="1", ask="x", try_number=at_try, points=typed
    )
    world.store.write(lambda engine: mark(engine, world.teacher, decision, at(NOW + 5)))


def test_of_two_devices_that_save_at_once_both_are_kept_and_the_second_is_told(
    world: World, database: Database
) -> None:
    world.assign()
    known = write(world, NOW, 0, "a", a="1").draft.saved_at

    here = partial(write, at=NOW + 1, known=known, changed="b", a="1", b="here")
    there = partial(write, at=NOW + 1, known=known, changed="c", a="1", c="there")
    _, second = at_once(world, database, here, there)

    assert work(world).slots["1"].answers == {"a": "1", "b": "here", "c": "there"}
    assert second.result().others == {"b": "here"}


def test_two_devices_that_began_from_one_draft_in_the_same_millisecond_are_told_apart(
    world: World, database: Database
) -> None:
    world.assign()
    known = write(world, NOW, 0, "a", a="1").draft.saved_at

    same = partial(write, at=NOW, known=known, changed="a")
    _, second = at_once(world, database, partial(same, a="here"), partial(same, a="there"))

    assert second.result().others == {"a": "here"}


def test_a_draft_that_comes_while_its_slot_is_handed_in_is_told_so(world: World, database: Database) -> None:
    world.assign()
    known = write(world, NOW, 0, "x", x="1").draft.saved_at

    late = partial(write, at=NOW + 1, known=known, changed="x", x="2")
    _, second = at_once(world, database, partial(hand_in, number=0, answer="1"), late)

    assert second.result().handed_in


def test_an_answer_handed_in_while_one_like_it_is_accepted_is_right(world: World, database: Database) -> None:
    (appeal,) = slips(world, 1)
    alike = twice(world, world.students[1])

    at_once(world, database, partial(decide, appeal=appeal), partial(hand_in, number=1, answer=alike))

    assert points(world) == [2, 2, 0]


def test_one_like_an_answer_that_is_being_handed_in_is_accepted_for_it_too(
    world: World, database: Database
) -> None:
    (appeal,) = slips(world, 1)
    alike = twice(world, world.students[1])

    at_once(world, database, partial(hand_in, number=1, answer=alike), partial(decide, appeal=appeal))

    assert points(world) == [2, 2, 0]


def test_an_answer_handed_in_between_a_look_at_an_appeal_and_its_acceptance_counts(
    world: World, database: Database
) -> None:
    (appeal,) = slips(world, 1)
    alike = partial(hand_in, world, 1, twice(world, world.students[1]))

    decide(replace(world, store=SqlStore(Interrupted(database, alike))), appeal)

    assert points(world) == [2, 2, 0]


def test_an_answer_handed_in_while_an_acceptance_is_undone_is_judged_without_it(
    world: World, database: Database
) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    alike = partial(hand_in, number=1, answer=twice(world, world.students[1]))

    at_once(world, database, partial(undo, accepted=accepted), alike)

    assert points(world) == [0, 0, 0]


def test_an_acceptance_undone_while_an_answer_is_judged_by_it_lowers_that_one(
    world: World, database: Database
) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    alike = partial(hand_in, number=1, answer=twice(world, world.students[1]))

    at_once(world, database, alike, partial(undo, accepted=accepted))

    assert points(world) == [0, 0, 0]


def test_a_mark_for_a_try_that_another_one_follows_at_this_moment_is_refused(
    world: World, database: Database
) -> None:
    world.assign(rules=Rules(tries=3))
    hand_in(world, 0, "7")

    again = partial(hand_in, number=0, answer="8")
    _, second = at_once(world, database, again, partial(give_points, typed="1"))

    with pytest.raises(NotNow, match="handed in once more"):
        second.result()


def test_a_grade_has_the_mark_and_the_try_that_come_at_once(world: World, database: Database) -> None:
    world.assign(rules=Rules(tries=3))
    hand_in(world, 0, "7")

    right = partial(hand_in, number=0, answer=world.right(world.students[0]))
    at_once(world, database, partial(give_points, typed="1"), right)

    grade = work(world).slots["1"].grade
    assert (grade.tries, grade.points) == (2, Fraction(2))


def test_what_is_handed_in_while_its_keys_are_corrected_is_judged_by_the_new_ones(
    world: World, database: Database
) -> None:
    made = world.assign(rules=Rules(tries=3))
    hand_in(world, 1, "7")
    corrected = str(int(world.right(world.students[0])) + 1000)

    at_once(
        world,
        database,
        partial(regrade, assignment=made),
        partial(hand_in, number=0, answer=corrected),
    )

    assert points(world)[0] == 2


def test_keys_corrected_while_an_answer_is_handed_in_judge_it_again(world: World, database: Database) -> None:
    made = world.assign()
    corrected = str(int(world.right(world.students[0])) + 1000)

    at_once(world, database, partial(hand_in, number=0, answer=corrected), partial(regrade, assignment=made))

    assert points(world)[0] == 2


def test_an_assignment_is_not_taken_back_from_one_who_begins_at_this_moment(
    world: World, database: Database
) -> None:
    made = world.assign()

    begin = partial(write, at=NOW, known=0, changed="x", x="1")
    _, second = at_once(
        world,
        database,
        begin,
        lambda one: one.store.write(lambda engine: unassign(engine, one.teacher, made.key)),
    )

    with pytest.raises(NotNow, match="have begun: 1"):
        second.result()


def test_new_rules_and_a_closing_that_come_at_once_are_both_kept(world: World, database: Database) -> None:
    made = world.assign()

    at_once(
        world,
        database,
        lambda one: one.store.write(
            lambda engine: change_assignment(engine, one.teacher, made.key, Rules(tries=5), None)
        ),
        lambda one: one.store.write(lambda engine: close_assignment(engine, one.teacher, made.key, NOW + 1)),
    )

    now = world.store.read(lambda engine: find_assignment(engine, world.teacher, made.key))
    assert (now.rules.tries, now.due_at, now.closed_at) == (5, None, NOW + 1)


def enrol(world: World, name: str) -> None:
    world.store.write(
        lambda engine: add_students(engine, world.teacher, world.room.key, [(PersonKey(name), "")])
    )


def test_two_who_are_put_into_a_class_at_once_have_places_of_their_own(
    world: World, database: Database
) -> None:
    at_once(world, database, partial(enrol, name="one"), partial(enrol, name="other"))

    members = world.store.read(lambda engine: list_members(engine, world.teacher, world.room.key))
    assert [member.position for member in members] == [0, 1, 2, 3, 4]


def test_two_teachers_who_deal_to_a_newcomer_at_once_deal_once(world: World, database: Database) -> None:
    made = world.assign()
    enrol(world, "late")

    def deal(one: World) -> tuple[PersonKey, ...]:
        return deal_to_newcomers(one.store, one.teacher, made.key, supplies, at(NOW + 1))

    _, second = at_once(world, database, deal, deal)

    with pytest.raises(NotNow, match="dealing at the same moment"):
        second.result()
    heads = world.store.read(lambda engine: engine.attempts.list_of(world.teacher.school, made.key))
    assert len(heads) == 4

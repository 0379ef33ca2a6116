"""Counts of all that a teacher has assigned are those of each assignment's own table."""

import pytest
from engine_worlds import NOW, World, at, notebook, supplies
from seen_reads import reads

from notebooks_engine.assignments import Rules
from notebooks_engine.insight.progress import watch
from notebooks_engine.insight.standings import Standing, list_standings
from notebooks_engine.repositories import Engine
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.further_attempts import give_another_attempt
from notebooks_engine.teaching.running_classes import add_students, create_class, remove_student

TWO_SLOTS = (("length",), ("reason",))


def stands(world: World) -> list[tuple[int, int, int]]:
    """Return students, begun and finished of each assignment, found to be those of its own table."""
    listed = world.store.read(lambda engine: list_standings(engine, world.teacher))
    counts = [(one.students, one.begun, one.finished) for one in listed]
    assert counts == world.store.read(lambda engine: [watched(engine, world, one) for one in listed])
    return counts


def watched(engine: Engine, world: World, standing: Standing) -> tuple[int, int, int]:
    progress = watch(engine, world.teacher, standing.assignment.key)
    return len(progress.gradebook.lines), progress.begun, progress.finished


def add_class(world: World, number: int) -> None:
    """Make another class of two students, who are dealt a notebook, begin, and get another attempt."""
    room = world.store.write(lambda engine: create_class(engine, world.teacher, f"9-{number}", at()))
    people = [(student.person, "") for student in world.students[:2]]
    world.store.write(lambda engine: add_students(engine, world.teacher, room.key, people))
    order = Order(classes=(room.key,), notebook=notebook(("length",)))
    (made,) = assign(world.store, world.teacher, order, supplies, at(NOW + number))
    world.submit(world.students[0], {"x": "1"})
    give_another_attempt(world.store, world.teacher, (made.key, None), supplies, at(secret=b"2" * 32))


def test_nothing_assigned_stands_nowhere(world: World) -> None:
    assert stands(world) == []


def test_only_what_is_closed_in_all_its_slots_is_finished(world: World) -> None:
    world.assign(*TWO_SLOTS, rules=Rules(tries=2))
    first, second, _ = world.students

    world.submit(first, {"x": world.right(first)})
    world.submit(second, {"x": world.right(second)})
    assert stands(world) == [(3, 2, 0)]
    for _ in range(2):
        world.submit(first, {"x": "1", "why": ""}, slot="2")
    world.submit(second, {"x": "1", "why": ""}, slot="2")

    assert stands(world) == [(3, 2, 1)]


def test_what_waits_for_a_person_is_not_finished(world: World) -> None:
    world.assign(("reason",), rules=Rules(tries=1))

    world.submit(world.students[0], {"x": "1", "why": "Because of gravity."})

    assert stands(world) == [(3, 1, 0)]


@pytest.mark.parametrize("better", [False, True])
def test_of_several_attempts_the_better_one_counts(world: World, better: bool) -> None:
    key, student = world.assign(rules=Rules(tries=1)).key, world.students[0]
    world.submit(student, {"x": "1"})
    give_another_attempt(world.store, world.teacher, (key, student.person), supplies, at(secret=b"2" * 32))
    assert stands(world) == [(3, 1, 1)]

    world.submit(student, {"x": world.right(student) if better else "1"})

    assert stands(world) == [(3, 1, 1)]


def test_who_has_left_is_counted_where_they_worked(world: World) -> None:
    world.assign()
    gone = world.students[0]

    world.store.write(lambda engine: remove_student(engine, world.teacher, world.room.key, gone.person))

    assert stands(world) == [(3, 0, 0)]


def test_one_class_is_told_of_alone(world: World) -> None:
    key = world.assign().key
    add_class(world, 1)

    listed = world.store.read(lambda engine: list_standings(engine, world.teacher, world.room.key))

    assert [one.assignment.key for one in listed] == [key]


def test_nobody_is_told_of_anybody_elses_classes(world: World) -> None:
    world.assign()

    for rival in world.rivals.values():
        assert world.store.read(lambda engine, who=rival: list_standings(engine, who)) == ()  # type: ignore[misc]
        assert world.store.read(lambda engine, who=rival: engine.attempts.turnouts(who)) == {}  # type: ignore[misc]
        assert world.store.read(lambda engine, who=rival: engine.classes.count_members(who)) == {}  # type: ignore[misc]


def test_thirty_classes_take_as_many_statements_as_three(world: World) -> None:
    taken = []

    for numbers in (range(3), range(3, 30)):
        for number in numbers:
            add_class(world, number)
        with reads() as seen:
            stood = stands_of(world)
        taken.append(len(seen))

    assert len(stood) == 30
    assert taken[0] == taken[1] <= 8


def stands_of(world: World) -> tuple[Standing, ...]:
    return world.store.read(lambda engine: list_standings(engine, world.teacher))

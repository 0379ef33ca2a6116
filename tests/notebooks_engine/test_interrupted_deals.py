"""A deal to many classes that was interrupted is gone on with: everybody is dealt to once, and the same."""

from dataclasses import replace
from itertools import islice

from engine_worlds import World, at, notebook, supplies

from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey, DealKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.teaching.assigning import Dealt, Order, assign_in_steps
from notebooks_engine.teaching.running_classes import add_students, create_class

SLOTS = ("length", "height")


def classes(world: World) -> tuple[ClassKey, ...]:
    """Make three classes of three students."""
    made = []
    for number in range(3):
        name = f"9{'ABC'[number]}"
        room = world.store.write(lambda engine, name=name: create_class(engine, world.teacher, name, at()))  # type: ignore[misc]
        people = [(PersonKey(f"{name}-{place}"), "") for place in range(3)]
        world.store.write(
            lambda engine, room=room, people=people: add_students(engine, world.teacher, room.key, people)  # type: ignore[misc]
        )
        made.append(room.key)
    return tuple(made)


def order(world: World) -> Order:
    rooms = classes(world)
    return Order(
        classes=rooms,
        notebook=notebook(SLOTS),
        deal=DealKey("deal"),
        keys={room: AssignmentKey(f"assignment-{place}") for place, room in enumerate(rooms)},
        together=1,
    )


def go_on(world: World, wanted: Order, steps: int | None = None) -> list[Dealt]:
    return list(islice(assign_in_steps(world.store, world.teacher, wanted, supplies, at()), steps))


def givens(world: World) -> list[tuple[int, object]]:
    dealt = world.store.read(lambda engine: engine.deals.attempts(world.teacher.school, DealKey("deal")))
    return sorted((one.position, repr(one.givens)) for one in dealt)


def test_an_interrupted_deal_goes_on_where_it_was(world: World) -> None:
    wanted = order(world)
    go_on(world, wanted, steps=2)
    before = givens(world)

    *_, last = go_on(world, wanted)

    assert len(before) == 3
    assert givens(world)[:3] == before
    assert [position for position, _ in givens(world)] == list(range(9))
    assert (last.done, [one.key for one in last.assignments]) == (9, list(wanted.keys.values()))


def test_a_deal_that_is_done_is_not_dealt_again(world: World) -> None:
    wanted = order(world)
    go_on(world, wanted)
    before = givens(world)

    *_, last = go_on(world, wanted)

    assert givens(world) == before
    assert len(last.assignments) == 3


def test_how_far_a_deal_is_is_told_class_after_class(world: World) -> None:
    steps = go_on(world, order(world))

    assert [(step.done, step.planned) for step in steps] == [(0, 9), (3, 9), (6, 9), (9, 9)]


def test_a_deal_without_keys_makes_its_own(world: World) -> None:
    wanted = replace(order(world), deal=None, keys={}, together=0)

    *_, last = go_on(world, wanted)

    assert len({one.key for one in last.assignments}) == 3

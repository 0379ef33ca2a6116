import pytest
from engine_worlds import RIVALS, World, at, notebook, supplies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_core.people import PersonKey
from notebooks_engine.assignments import Assignment, DealKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching import assigning
from notebooks_engine.teaching.assigning import Order, assign, deal_to_newcomers
from notebooks_engine.teaching.running_classes import add_students, create_class
from variants.dealing.stocks import SharedGiven, Stock


def room(world: World, *names: str) -> ClassKey:
    """Another class of the teacher, with these students."""
    made = world.store.write(lambda engine: create_class(engine, world.teacher, "9C", at()))
    join(world, made.key, *names)
    return made.key


def join(world: World, key: ClassKey, *names: str) -> None:
    people = [(PersonKey(name), "") for name in names]
    world.store.write(lambda engine: add_students(engine, world.teacher, key, people))


def send(
    world: World, *classes: ClassKey, slots: tuple[tuple[str, ...], ...] = (("length",),)
) -> tuple[Assignment, ...]:
    order = Order(classes=classes, notebook=notebook(*slots))
    return assign(world.store, world.teacher, order, supplies, at())


def shown(world: World, deal: DealKey) -> list[tuple[str, str]]:
    """What everybody in a deal was given in slot 1, in the order of the deal."""
    found = world.store.read(lambda engine: engine.deals.attempts(world.teacher.school, deal))
    assert [one.position for one in found] == list(range(len(found)))
    return [one.givens["1"] for one in found]


def test_parallel_classes_are_dealt_apart_in_one_deal(world: World) -> None:
    first, second = send(world, world.room.key, room(world, "a", "b", "c"))

    assert (first.deal, first.secret, first.planned) == (second.deal, second.secret, 6)
    assert (first.class_key, first.key) != (second.class_key, second.key)
    assert len(set(shown(world, first.deal))) == 6


def test_who_joins_one_of_the_classes_gets_what_none_of_them_has(world: World) -> None:
    other = room(world, "a", "b")
    first, second = send(world, world.room.key, other)
    join(world, other, "late")

    deal_to_newcomers(world.store, world.teacher, second.key, supplies, at())
    join(world, world.room.key, "later")
    deal_to_newcomers(world.store, world.teacher, first.key, supplies, at())

    assert len(set(shown(world, first.deal))) == 7


def test_the_separation_is_kept_with_every_assignment_and_follows_newcomers(world: World) -> None:
    other = room(world, "a", "b")
    made = send(world, world.room.key, other)
    join(world, other, "late")
    deal_to_newcomers(world.store, world.teacher, made[1].key, supplies, at())

    kept = world.store.read(lambda engine: engine.assignments.list(world.teacher))

    assert [one.separation[0].dealt for one in made] == [5, 5]
    assert [one.separation[0].dealt for one in kept] == [6, 6]


def test_thousands_are_written_class_after_class(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assigning, "WRITTEN_TOGETHER", 4)

    made = send(world, world.room.key, room(world, "a", "b"), room(world, "c", "d"))

    assert len(set(shown(world, made[0].deal))) == 7
    assert {one.separation for one in made} == {made[0].separation}


def test_who_is_in_two_classes_is_not_given_the_same_again_while_there_is_other(world: World) -> None:
    join(world, world.room.key, *(f"a{number}" for number in range(37)))
    twice = world.students[0].person
    (first, _) = send(world, world.room.key, room(world, twice, "b"))

    found = world.store.read(lambda engine: engine.deals.attempts(world.teacher.school, first.deal))

    own = [one.givens["1"] for one in found if one.student == twice]
    assert len(found) == 42
    assert len(set(own)) == len(own) == 2


@pytest.mark.parametrize("rival", RIVALS)
def test_a_class_of_another_among_ones_own_is_refused_whole(world: World, rival: str) -> None:
    order = Order(classes=(world.room.key,), notebook=notebook(("length",)))

    with pytest.raises(Missing):
        assign(world.store, world.rivals[rival], order, supplies, at())
    with pytest.raises(Missing):
        send(world, world.room.key, ClassKey("foreign"))
    assert world.store.read(lambda engine: engine.assignments.list(world.teacher)) == ()


def test_no_class_at_all_is_refused(world: World) -> None:
    with pytest.raises(BadEntry, match="from 1 to 100"):
        send(world)


@given(st.integers(1, 12), st.integers(0, 12), st.integers(0, 6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_is_given_equal_givens_within_capacity(
    world: World, first: int, second: int, late: int
) -> None:
    one = room(world, *(f"a{number}" for number in range(first)))
    other = room(world, *(f"b{number}" for number in range(second + 1)))
    made = send(world, one, other, slots=(("length", "height"), ("length",)))
    join(world, one, *(f"c{number}" for number in range(late)))
    deal_to_newcomers(world.store, world.teacher, made[0].key, supplies, at())

    found = world.store.read(lambda engine: engine.deals.attempts(world.teacher.school, made[0].deal))

    given_out = [attempt.givens[slot] for attempt in found for slot in ("1", "2")]
    assert len(set(given_out)) == len(given_out) == 2 * (first + second + 1 + late)


def test_tasks_that_share_a_parameter_under_other_limits_are_refused(world: World) -> None:
    def differing(edition: str) -> Supply:
        plain = supplies(edition)  # type: ignore[arg-type]
        shared = {"t": SharedGiven(limits=edition, value=lambda member: member % 2)}
        stock = Stock(members=plain.stock.members, displayed=plain.stock.displayed, shared=shared)
        return Supply(
            stock=stock,
            practice=plain.practice,
            assemble_all=plain.assemble_all,
            compiler=plain.compiler,
        )

    order = Order(classes=(world.room.key,), notebook=notebook(("length",), ("width",)))

    with pytest.raises(BadEntry, match="width: `t` is shared, but task length gives other limits"):
        assign(world.store, world.teacher, order, differing, at())

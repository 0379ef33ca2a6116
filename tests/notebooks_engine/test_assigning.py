import pytest
from engine_worlds import DUE, NOW, RIVALS, World, at, notebook, supplies

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import AssignmentKey, Rules
from notebooks_engine.attempts import Draft
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.studying.opening import save_draft
from notebooks_engine.teaching.assigning import Order, assign, deal_to_newcomers, find_assignment
from notebooks_engine.teaching.changing_assignments import (
    change_assignment,
    close_assignment,
    reopen_assignment,
    unassign,
)
from notebooks_engine.teaching.running_classes import add_students, create_class


def members_of(world: World, key: AssignmentKey) -> list[int]:
    heads = world.store.read(lambda engine: engine.attempts.list_of(world.teacher.school, key))
    found = []
    for head in heads:
        student = Actor(school=world.teacher.school, person=head.student)
        found.append(int(world.right(student)))
    return found


def test_every_student_gets_another_variant(world: World) -> None:
    assignment = world.assign()

    members = members_of(world, assignment.key)

    assert len(members) == len(set(members)) == 3


def test_an_attempt_freezes_the_variant_and_its_edition(world: World) -> None:
    world.assign(("length", "height"))
    student = world.students[0]
    key = world.attempt(student)

    opened = world.store.read(lambda engine: engine.attempts.open_own(student, key))

    assert opened is not None
    frozen = opened.attempt.slots[0]
    assert frozen.edition == f"{frozen.task}@1"
    assert frozen.variant.asks[0].key.value == 100 + frozen.member  # type: ignore[union-attr]
    assert frozen.compiler == "test-1"


def test_the_secret_of_a_deal_is_not_printed(world: World) -> None:
    assert "secret" not in repr(world.assign())


def join(world: World, *names: str) -> None:
    people = [(PersonKey(name), "") for name in names]
    world.store.write(lambda engine: add_students(engine, world.teacher, world.room.key, people))


def test_late_joiners_continue_the_deal(world: World) -> None:
    assignment = world.assign()
    join(world, "late-1", "late-2")

    joined = deal_to_newcomers(world.store, world.teacher, assignment.key, supplies, at())

    assert joined == ("late-1", "late-2")
    assert len(set(members_of(world, assignment.key))) == 5


def test_dealing_to_newcomers_twice_changes_nothing(world: World) -> None:
    assignment = world.assign()
    join(world, "late-1")
    deal_to_newcomers(world.store, world.teacher, assignment.key, supplies, at())

    assert deal_to_newcomers(world.store, world.teacher, assignment.key, supplies, at()) == ()


@pytest.mark.parametrize(
    ("slots", "rules", "due_at"),
    [
        ((("empty",),), Rules(), DUE),
        ((("length",),), Rules(tries=0), DUE),
        ((("length",),), Rules(tries=1000), DUE),
        ((("length",),), Rules(), NOW - 1),
    ],
)
def test_an_order_that_cannot_be_filled_is_refused(
    world: World, slots: tuple[tuple[str, ...], ...], rules: Rules, due_at: int
) -> None:
    with pytest.raises(BadEntry):
        world.assign(*slots, rules=rules, due_at=due_at)

    assert world.store.read(lambda engine: engine.assignments.list(world.teacher)) == ()


def test_an_empty_class_gets_nothing(world: World) -> None:
    room = world.store.write(lambda engine: create_class(engine, world.teacher, "9C", at()))
    order = Order(classes=(room.key,), notebook=notebook(("length",)))

    with pytest.raises(BadEntry, match="no students"):
        assign(world.store, world.teacher, order, supplies, at())


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_assigns_to_a_class_of_another(world: World, rival: str) -> None:
    order = Order(classes=(world.room.key,), notebook=notebook(("length",)))

    with pytest.raises(Missing):
        assign(world.store, world.rivals[rival], order, supplies, at())


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_reads_or_changes_an_assignment_of_another(world: World, rival: str) -> None:
    key, who = world.assign().key, world.rivals[rival]

    with pytest.raises(Missing):
        world.store.read(lambda engine: find_assignment(engine, who, key))
    with pytest.raises(Missing):
        world.store.write(lambda engine: close_assignment(engine, who, key, NOW))
    with pytest.raises(Missing):
        world.store.write(lambda engine: unassign(engine, who, key))
    with pytest.raises(Missing):
        deal_to_newcomers(world.store, who, key, supplies, at())


def test_rules_and_dates_can_change_afterwards(world: World) -> None:
    key = world.assign().key
    rules = Rules(tries=5, solutions="never", late="refuse")

    world.store.write(lambda engine: change_assignment(engine, world.teacher, key, rules, None))

    found = world.store.read(lambda engine: find_assignment(engine, world.teacher, key))
    assert (found.rules, found.due_at) == (rules, None)


def test_an_assignment_closes_and_reopens(world: World) -> None:
    key = world.assign().key

    closed = world.store.write(lambda engine: close_assignment(engine, world.teacher, key, NOW))
    reopened = world.store.write(lambda engine: reopen_assignment(engine, world.teacher, key))

    assert not closed.takes_answers(NOW)
    assert reopened.takes_answers(NOW)


def test_it_is_taken_back_while_nobody_has_begun(world: World) -> None:
    key = world.assign().key

    world.store.write(lambda engine: unassign(engine, world.teacher, key))

    assert world.store.read(lambda engine: engine.assignments.list(world.teacher)) == ()
    assert world.store.read(lambda engine: engine.attempts.list_own(world.students[0])) == ()


def test_it_is_not_taken_back_once_somebody_has_begun(world: World) -> None:
    key = world.assign().key
    student = world.students[0]
    attempt = world.attempt(student)
    draft = Draft(slot="1", answers={"x": "1"}, saved_at=NOW)
    world.store.write(lambda engine: save_draft(engine, student, attempt, draft))

    with pytest.raises(NotNow, match="begun: 1"):
        world.store.write(lambda engine: unassign(engine, world.teacher, key))

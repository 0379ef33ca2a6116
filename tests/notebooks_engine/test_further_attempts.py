from fractions import Fraction
from functools import partial

import pytest
from engine_worlds import DUE, HOUR, NOW, RIVALS, SECRET, World, at, notebook, supplies

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import AssignmentKey, Rules
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.refusals import Missing, NotNow
from notebooks_engine.repositories import Engine, OpenedAttempt
from notebooks_engine.studying.opening import list_work
from notebooks_engine.studying.practising import solve_practice, start_practice
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.changing_assignments import close_assignment
from notebooks_engine.teaching.class_gradebook import open_class_gradebook
from notebooks_engine.teaching.exports import class_sheet, slot_sheet
from notebooks_engine.teaching.further_attempts import give_another_attempt, take_back_attempts
from notebooks_engine.teaching.gradebook import open_gradebook
from notebooks_engine.teaching.running_classes import add_students, create_class, remove_student


def again(world: World, key: AssignmentKey, student: Actor | None = None) -> tuple[PersonKey, ...]:
    where = (key, student.person if student else None)
    return give_another_attempt(world.store, world.teacher, where, supplies, at(secret=b"2" * 32))


def givens(world: World, student: Actor) -> list[str]:
    """What the student was given in slot 1 of each attempt, the last one first."""
    heads = world.store.read(lambda engine: engine.attempts.list_own(student))
    found = []
    for head in heads:
        opened = world.store.read(partial(_open, student=student, key=head.key))
        assert opened is not None
        found.append(opened.attempt.slots[0].givens)
    return found


def _open(engine: Engine, *, student: Actor, key: AttemptKey) -> OpenedAttempt | None:
    return engine.attempts.open_own(student, key)


def begin(world: World, *students: Actor) -> None:
    for student in students:
        world.submit(student, {"x": "1"})


def test_another_attempt_has_other_givens_and_the_next_number(world: World) -> None:
    key, student = world.assign().key, world.students[0]
    begin(world, student)

    assert again(world, key, student) == (student.person,)

    heads = world.store.read(lambda engine: engine.attempts.list_own(student))
    assert [head.number for head in heads] == [2, 1]
    assert len(set(givens(world, student))) == 2


def test_nobody_gets_again_what_a_classmate_has(world: World) -> None:
    key = world.assign().key
    begin(world, *world.students)

    again(world, key)

    shown = [one for student in world.students for one in givens(world, student)]
    assert len(set(shown)) == len(shown) == 6


def test_all_get_another_attempt_who_have_begun_their_last(world: World) -> None:
    key = world.assign().key
    begin(world, *world.students[:2])

    assert again(world, key) == tuple(student.person for student in world.students[:2])
    with pytest.raises(NotNow, match="not been begun"):
        again(world, key)


def test_who_has_left_the_class_gets_no_other_attempt(world: World) -> None:
    key, gone = world.assign().key, world.students[0]
    begin(world, gone)
    world.store.write(lambda engine: remove_student(engine, world.teacher, world.room.key, gone.person))

    with pytest.raises(Missing):
        again(world, key, gone)


def test_a_closed_assignment_gives_no_other_attempt(world: World) -> None:
    key = world.assign().key
    begin(world, *world.students)
    world.store.write(lambda engine: close_assignment(engine, world.teacher, key, NOW))

    with pytest.raises(NotNow, match="takes no answers"):
        again(world, key)


def test_it_is_undone_until_it_is_begun(world: World) -> None:
    key, (first, second, _) = world.assign().key, world.students
    begin(world, first, second)
    again(world, key)
    begin(world, first)

    undone = world.store.write(lambda engine: take_back_attempts(engine, world.teacher, key, None))

    assert undone == (second.person,)
    assert (len(givens(world, first)), len(givens(world, second))) == (2, 1)
    with pytest.raises(NotNow):
        world.store.write(lambda engine: take_back_attempts(engine, world.teacher, key, first.person))


def test_what_a_student_begins_meanwhile_is_not_removed(world: World) -> None:
    key, student = world.assign().key, world.students[0]
    begin(world, student)
    again(world, key, student)
    last = world.attempt(student)
    begin(world, student)

    world.store.write(lambda engine: engine.deals.remove_attempts([last]))

    assert world.attempt(student) == last


def test_who_is_in_two_classes_of_a_deal_gets_other_givens_in_each(world: World) -> None:
    other = world.store.write(lambda engine: create_class(engine, world.teacher, "9C", at()))
    people = [(student.person, "") for student in world.students[:2]]
    world.store.write(lambda engine: add_students(engine, world.teacher, other.key, people))
    order = Order(classes=(world.room.key, other.key), notebook=notebook(("length",)))

    assign(world.store, world.teacher, order, supplies, at())

    assert len({one for student in world.students for one in givens(world, student)}) == 5


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_gives_or_takes_back_attempts_in_a_class_of_another(world: World, rival: str) -> None:
    key, who = world.assign().key, world.rivals[rival]

    with pytest.raises(Missing):
        give_another_attempt(world.store, who, (key, None), supplies, at())
    with pytest.raises(Missing):
        world.store.write(lambda engine: take_back_attempts(engine, who, key, None))


def test_the_better_attempt_counts_and_is_named(world: World) -> None:
    key, student = world.assign().key, world.students[0]
    begin(world, student)
    again(world, key, student)
    world.submit(student, {"x": world.right(student)})

    book = world.store.read(lambda engine: open_gradebook(engine, world.teacher, key))

    line = next(line for line in book.lines if line.student == student.person)
    assert len(book.lines) == 3
    assert (line.number, line.points) == (2, Fraction(2))
    assert [(one.number, one.points) for one in line.attempts] == [(1, Fraction(0)), (2, Fraction(2))]


def test_a_worse_second_attempt_takes_nothing_away(world: World) -> None:
    key, student = world.assign().key, world.students[0]
    world.submit(student, {"x": world.right(student)})
    again(world, key, student)
    begin(world, student)

    listed = world.store.read(lambda engine: list_work(engine, student, NOW))
    book = world.store.read(lambda engine: open_gradebook(engine, world.teacher, key))

    assert [(one.head.number, one.attempts, one.counts) for one in listed] == [(2, 2, False), (1, 2, True)]
    assert next(line.number for line in book.lines if line.student == student.person) == 1


def test_exported_tables_say_which_attempt_counts(world: World) -> None:
    key, student = world.assign().key, world.students[0]
    begin(world, student)
    again(world, key, student)
    world.submit(student, {"x": world.right(student)})

    book = world.store.read(lambda engine: open_gradebook(engine, world.teacher, key))
    table = world.store.read(lambda engine: open_class_gradebook(engine, world.teacher, world.room.key))

    assert slot_sheet(book, {}, "ru").rows[0][-1] == "Засчитанная работа"
    assert [row[-1] for row in slot_sheet(book, {}, "en").rows[1:]] == ["2 of 2", "1 of 1", "1 of 1"]
    assert class_sheet(table, {}, "en").rows[0][2:4] == ("Notebook", "Notebook: attempt that counts")
    assert class_sheet(table, {}, "en").rows[1][2:4] == (Fraction(2), "2 of 2")


def test_a_later_assignment_of_the_same_tasks_shows_other_givens(world: World) -> None:
    world.assign(("length",))
    world.assign(("length", "height"))

    assert all(len(set(givens(world, student))) == 2 for student in world.students)


def test_what_was_practised_is_not_given_in_an_attempt(world: World) -> None:
    student = world.students[0]
    run = start_practice(world.store, student, (notebook(("length",)), "1"), supplies, at())

    shown = world.store.read(
        lambda engine: engine.deals.shown(world.teacher.school, [student.person], {"length"})
    )

    assert shown == {student.person: {"length": [run.frozen.givens]}}


def test_a_solution_shown_in_practice_belongs_to_nobodys_attempt(world: World) -> None:
    student, pinned = world.students[0], notebook(("length",))
    shown = set()
    for number in range(6):
        moment = at(NOW + number, secret=bytes([number]) * 32)
        run = start_practice(world.store, student, (pinned, "1"), supplies, moment)
        world.store.write(partial(solve_practice, person=student, key=run.key))
        shown.add(run.frozen.givens)

    for number in range(12):
        order = Order(classes=(world.room.key,), notebook=pinned)
        assign(world.store, world.teacher, order, supplies, at(NOW + number))

    given = {one for who in world.students for one in givens(world, who)}
    assert len(shown) == 4
    assert not shown & given
    assert all(len(set(givens(world, who))) == 12 for who in world.students)


def test_late_work_may_still_be_given_another_attempt(world: World) -> None:
    key = world.assign(rules=Rules(late="mark")).key
    begin(world, *world.students)
    where = (key, None)

    given = give_another_attempt(world.store, world.teacher, where, supplies, at(DUE + HOUR, secret=SECRET))

    assert len(given) == 3

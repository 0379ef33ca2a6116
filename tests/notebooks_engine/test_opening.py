import pytest
from engine_worlds import DUE, NOW, World
from sqlalchemy import event

from library_core.adapters.database import Database
from library_core.people import SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.sql_engine import engine_on
from notebooks_engine.assignments import Rules, Solutions
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.studying.opening import OpenSlot, list_work, open_work, save_draft
from notebooks_engine.teaching.changing_assignments import close_assignment
from variants.variant import ChoiceShape


def look(world: World, student: Actor, now: int = NOW) -> OpenSlot:
    key = world.attempt(student)
    return world.store.read(lambda engine: open_work(engine, student, key, now)).slots["1"]


def test_nothing_secret_leaves_before_the_rules_allow(world: World) -> None:
    world.assign()
    student = world.students[0]

    slot = look(world, student)

    shown = repr(slot.variant)
    assert not slot.variant.solved
    assert world.right(student) not in shown
    assert "worked" not in shown
    assert "скрыто" not in shown


def test_remarks_on_options_stay_inside(world: World) -> None:
    world.assign(("choice",))

    shape = look(world, world.students[0]).variant.asks[0].shape

    assert isinstance(shape, ChoiceShape)
    assert [option.say.languages for option in shape.options] == [(), ()]


@pytest.mark.parametrize(
    ("solutions", "finished", "now", "shown"),
    [
        ("after_due", True, NOW, False),
        ("after_due", True, DUE + 1, True),
        ("after_due", False, DUE + 1, False),
        ("after_answer", False, NOW, False),
        ("after_answer", True, NOW, True),
        ("never", True, DUE + 1, False),
    ],
)
def test_a_solution_shows_when_no_check_can_count_any_more(
    world: World, solutions: Solutions, finished: bool, now: int, shown: bool
) -> None:
    world.assign(rules=Rules(solutions=solutions, tries=1))
    student = world.students[0]
    if finished:
        world.submit(student, {"x": "1"})

    variant = look(world, student, now).variant

    assert variant.solved is shown
    assert bool(variant.solution.languages) is shown
    assert bool(variant.asks[0].right) is shown


def test_after_the_due_date_all_is_shown_where_late_work_is_refused(world: World) -> None:
    world.assign(rules=Rules(late="refuse"))

    assert look(world, world.students[0], DUE + 1).variant.solved


def test_closing_shows_solutions_where_there_is_no_due_date(world: World) -> None:
    key = world.assign(due_at=None).key
    world.store.write(lambda engine: close_assignment(engine, world.teacher, key, NOW))

    assert look(world, world.students[0]).variant.solved


@pytest.mark.parametrize("stranger", ["a classmate", "the teacher", "a namesake in another school"])
def test_an_attempt_is_opened_by_its_student_alone(world: World, stranger: str) -> None:
    world.assign()
    key = world.attempt(world.students[0])
    who = {
        "a classmate": world.students[1],
        "the teacher": world.teacher,
        "a namesake in another school": Actor(school=SchoolKey("elsewhere"), person=world.students[0].person),
    }[stranger]

    with pytest.raises(Missing):
        world.store.read(lambda engine: open_work(engine, who, key, NOW))


def statements_of_opening(database: Database, student: Actor, key: AttemptKey) -> list[str]:
    """Return the first word of each statement."""
    statements: list[str] = []
    with database.engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *args: statements.append(args[2]))
        open_work(engine_on(connection), student, key, NOW)
    return [one.split()[0] for one in statements if one != "BEGIN IMMEDIATE"]


def test_opening_takes_one_statement_and_two_once_something_was_done(
    world: World, database: Database
) -> None:
    world.assign()
    student, key = world.students[0], world.attempt(world.students[0])

    before = statements_of_opening(database, student, key)
    world.submit(student, {"x": world.right(student)})
    after = statements_of_opening(database, student, key)

    assert (before, after) == (["SELECT"], ["SELECT", "SELECT"])


def test_a_list_says_how_each_assignment_stands(world: World) -> None:
    world.assign()
    student = world.students[0]
    before = world.store.read(lambda engine: list_work(engine, student, NOW))

    world.submit(student, {"x": world.right(student)})

    after = world.store.read(lambda engine: list_work(engine, student, NOW))
    assert [one.stage for one in (*before, *after)] == ["new", "done"]
    assert [one.points for one in (*before, *after)] == [0, 2]


def test_unfinished_work_is_overdue_after_the_due_date(world: World) -> None:
    world.assign()

    listed = world.store.read(lambda engine: list_work(engine, world.students[0], DUE + 1))

    assert listed[0].overdue


def test_a_draft_of_no_slot_is_refused(world: World) -> None:
    world.assign()
    student, key = world.students[0], world.attempt(world.students[0])
    draft = Draft(slot="9", answers={"x": "1"}, saved_at=NOW)

    with pytest.raises(Missing):
        world.store.write(lambda engine: save_draft(engine, student, key, draft))


def test_a_huge_draft_is_refused(world: World) -> None:
    world.assign()
    student, key = world.students[0], world.attempt(world.students[0])
    draft = Draft(slot="1", answers={"x": "1" * 70_000}, saved_at=NOW)

    with pytest.raises(BadEntry):
        world.store.write(lambda engine: save_draft(engine, student, key, draft))


def test_nobody_writes_a_draft_for_another(world: World) -> None:
    world.assign()
    key = world.attempt(world.students[0])
    draft = Draft(slot="1", answers={"x": "1"}, saved_at=NOW)

    with pytest.raises(Missing):
        world.store.write(lambda engine: save_draft(engine, world.students[1], key, draft))

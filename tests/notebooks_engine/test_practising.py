import pytest
from engine_worlds import NOW, World, at, no_labs, notebook, supplies

from notebooks_engine.actors import Actor
from notebooks_engine.practice import PracticeRun
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.studying.checking import AnswersUnreadable, Entered
from notebooks_engine.studying.practising import (
    check_practice,
    find_practice,
    show_practice,
    solve_practice,
    start_practice,
)
from variants.keys import Answer


def start(world: World, *tasks: str, now: int = NOW, secret: bytes = b"s") -> PracticeRun:
    where = (notebook(tasks or ("length",)), "1")
    return start_practice(world.store, world.students[0], where, supplies, at(now, secret))


def entered(answers: dict[str, Answer]) -> Entered:
    return Entered(answers=answers, language="en")


def test_practice_never_gives_a_variant_that_could_be_dealt(world: World) -> None:
    assert start(world).frozen.member in (40, 41, 42, 43)


def test_fresh_variants_come_until_all_were_seen_then_the_oldest(world: World) -> None:
    members = [start(world, now=NOW + number).frozen.member for number in range(5)]

    assert len(set(members[:4])) == 4
    assert members[4] == members[0]


def test_tasks_of_a_slot_change(world: World) -> None:
    tasks = [start(world, "length", "height", now=NOW + number).frozen.task for number in range(2)]

    assert set(tasks) == {"length", "height"}


def test_answers_are_checked_as_often_as_one_likes(world: World) -> None:
    run, student = start(world), world.students[0]
    for _ in range(5):
        check_practice(world.store, student, run.key, entered({"x": "1"}), no_labs)

    checked = check_practice(
        world.store, student, run.key, entered({"x": str(100 + run.frozen.member)}), no_labs
    )

    assert checked.checks == 6
    assert checked.verdicts["x"].outcome == "right"
    assert world.store.read(lambda engine: find_practice(engine, student, run.key)) == checked


def test_a_misprint_changes_nothing(world: World) -> None:
    run, student = start(world), world.students[0]

    with pytest.raises(AnswersUnreadable):
        check_practice(world.store, student, run.key, entered({"x": "3*+"}), no_labs)
    with pytest.raises(BadEntry):
        check_practice(world.store, student, run.key, entered({}), no_labs)

    assert world.store.read(lambda engine: find_practice(engine, student, run.key)).checks == 0


def test_the_solution_shows_when_it_is_asked_for(world: World) -> None:
    run, student = start(world), world.students[0]
    assert not show_practice(run).solution.languages

    solved = world.store.write(lambda engine: solve_practice(engine, student, run.key))

    assert show_practice(solved).solution.en == "<p>worked</p>"


def test_a_slot_without_variants_for_practice_says_so(world: World) -> None:
    with pytest.raises(NotNow, match="no variants"):
        start(world, "empty")


def test_a_slot_that_is_not_there_is_missing(world: World) -> None:
    with pytest.raises(Missing):
        start_practice(world.store, world.students[0], (notebook(("length",)), "9"), supplies, at())


def test_a_run_is_found_by_its_person_alone(world: World) -> None:
    run = start(world)
    elsewhere = Actor(school=world.rivals["another school"].school, person=world.students[0].person)

    for stranger in (world.students[1], world.teacher, elsewhere):
        assert world.store.read(lambda engine: engine.practices.find(stranger, run.key)) is None  # noqa: B023

"""Students of one class who work at the same moment don't stand in each other's way."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from engine_worlds import NOW, World

from library_core.adapters.database import Database
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import Draft
from notebooks_engine.studying.drafting import Written, keep_written

TRIES = 8


def draft_and_hand_in(world: World, student: Actor) -> list[int]:
    """Save a draft before each try, and return the numbers of the tries."""
    key, numbers = world.attempt(student), []
    for number in range(TRIES):
        draft = Draft(slot="1", answers={"x": f"{number}"}, saved_at=NOW + number)
        written = Written(draft=draft, known=0, changed=frozenset({"x"}))
        world.store.write(partial(keep_written, student=student, key=key, written=written))
        handed = world.submit(student, {"x": f"{number}.5"})
        numbers.append(handed.submission.try_number)
    return numbers


def test_a_class_that_writes_and_hands_in_at_once_runs_nothing_again(
    world: World, database: Database
) -> None:
    world.assign(rules=Rules(tries=2 * TRIES))

    with ThreadPoolExecutor(len(world.students)) as class_:
        found = list(class_.map(lambda student: draft_and_hand_in(world, student), world.students))

    assert found == [list(range(1, TRIES + 1))] * len(world.students)
    assert database.conflicts == 0


def test_one_student_at_two_devices_spends_each_try_once(world: World, database: Database) -> None:
    world.assign(rules=Rules(tries=2 * TRIES))
    student = world.students[0]

    with ThreadPoolExecutor(2) as devices:
        both = list(
            devices.map(
                lambda _: [world.submit(student, {"x": f"{number}.5"}) for number in range(TRIES)],
                ("here", "there"),
            )
        )

    numbers = sorted(handed.submission.try_number for one in both for handed in one)
    assert numbers == list(range(1, 2 * TRIES + 1))
    assert database.conflicts == 0

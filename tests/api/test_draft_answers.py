"""What a script is told of what is being written: whether it is kept, and why it isn't."""

from typing import Any

import pytest
from school_worlds import Browser, World

from variants.checkers.registry import type_key


@pytest.fixture
def student(world: World) -> Browser:
    return world.browser(world.north, "student")


def write(world: World, student: Browser, typed: str) -> Any:  # noqa: ANN401 - the client's own response
    path = f"/assignments/{world.north.attempt}/1/draft"
    return student.post(
        path, {"answer.part": typed, "known": "0", "changed": "part"}, accept="application/json"
    )


def check(world: World, student: Browser, typed: str) -> None:
    path = f"/assignments/{world.north.attempt}/1/check"
    assert student.post(path, {"answer.part": typed, "idempotency": "once"}).status_code == 303


def right_answer(world: World) -> str:
    opened = world.application.read(
        lambda unit: unit.engine.attempts.open_own(world.north.actor("student"), world.north.attempt)
    )
    assert opened is not None
    return str(type_key(opened.attempt.slots[0].variant.asks[0].key, "ru"))


def test_what_is_written_in_an_open_task_is_kept(world: World, student: Browser) -> None:
    assert write(world, student, "12 кг").status_code == 200
    assert world.count("drafts") == 1


def test_what_is_written_in_a_finished_task_is_not_kept_and_it_says_why(
    world: World, student: Browser
) -> None:
    check(world, student, right_answer(world))

    late = write(world, student, "12 кг")

    assert (late.status_code, late.json()) == (409, {"error": "Эта задача уже закончена."})
    assert world.count("drafts") == 0

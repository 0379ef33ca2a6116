"""Who is let in, who waits and who is sent away, decided by the event loop alone."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest

from api.admission.gate import Gate, Overloaded, patience_of_turns, stay_away
from api.admission.turns import Turn, turn_of
from api.route_table import PAGES

T = TypeVar("T")


class Clock:
    """Stands still, but for what a scene says has passed."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def play_slowly(part: Callable[[Gate], Coroutine[Any, Any, None]], patience: float) -> None:
    """Play a scene before a gate with one place where requests take a little less than a second."""
    clock = Clock()
    gate = Gate(1, patience_of_turns(patience), clock=clock)
    for _ in range(40):
        async with gate.place(Turn.OPENING):
            clock.now += 1.0
    await part(gate)


def play(part: Callable[[Gate], Coroutine[Any, Any, T]], patience: float = 5.0) -> T:
    """Play a scene before a gate with one place."""

    async def scene() -> T:
        return await asyncio.wait_for(part(Gate(1, patience_of_turns(patience))), 20)

    return asyncio.run(scene())


async def visit(gate: Gate, turn: Turn, name: str, order: list[str], seconds: float = 0.0) -> None:
    async with gate.place(turn):
        order.append(name)
        await asyncio.sleep(seconds)


def test_work_already_begun_goes_before_openings_and_those_before_looking_around() -> None:
    async def scene(gate: Gate) -> list[str]:
        order: list[str] = []
        async with asyncio.TaskGroup() as group:
            group.create_task(visit(gate, Turn.LOOKING, "first", order, 0.05))
            await asyncio.sleep(0.01)
            for turn in (Turn.LOOKING, Turn.OPENING, Turn.BEGUN):
                group.create_task(visit(gate, turn, turn.name, order))
        return order

    assert play(scene) == ["first", "BEGUN", "OPENING", "LOOKING"]


def test_who_has_waited_too_long_is_sent_away_and_stands_in_no_line() -> None:
    async def scene(gate: Gate) -> int:
        async with gate.place(Turn.BEGUN):
            with pytest.raises(Overloaded) as sent:
                await visit(gate, Turn.LOOKING, "late", [])
            assert sent.value.seconds >= 4
        return gate.waiting

    assert play(scene, patience=0.1) == 0


def test_who_would_wait_too_long_is_sent_away_at_once() -> None:
    async def scene(gate: Gate) -> None:
        async with gate.place(Turn.OPENING):
            gate.require_hope(Turn.BEGUN)
            with pytest.raises(Overloaded):
                gate.require_hope(Turn.LOOKING)

    asyncio.run(play_slowly(scene, patience=1.6))


def test_work_begun_is_let_in_when_who_opens_is_no_longer() -> None:
    async def scene(gate: Gate) -> None:
        async with gate.place(Turn.OPENING):
            # With the first four in line the next one would wait for longer than there is patience.
            opening = [asyncio.create_task(visit(gate, Turn.OPENING, "one", [])) for _ in range(4)]
            await asyncio.sleep(0)
            with pytest.raises(Overloaded):
                gate.require_hope(Turn.OPENING)
            gate.require_hope(Turn.BEGUN)
        await asyncio.gather(*opening)

    asyncio.run(play_slowly(scene, patience=4.0))


def test_one_request_that_takes_very_long_counts_for_a_second_at_most() -> None:
    moments = iter((0.0, 3600.0, 3600.0))
    gate = Gate(1, patience_of_turns(2), clock=lambda: next(moments))

    async def scene() -> float:
        async with gate.place(Turn.BEGUN):
            pass
        await gate.place(Turn.BEGUN).__aenter__()
        return gate.expected_wait(Turn.BEGUN)

    assert asyncio.run(scene()) <= 0.1


def test_one_slow_request_after_a_start_sends_nobody_away() -> None:
    async def scene(gate: Gate) -> None:
        await visit(gate, Turn.OPENING, "cold", [], 0.3)
        async with gate.place(Turn.OPENING):
            gate.require_hope(Turn.LOOKING)

    play(scene, patience=0.2)


def test_nobody_is_sent_away_while_there_is_a_place() -> None:
    async def scene(gate: Gate) -> None:
        for _ in range(40):
            await visit(gate, Turn.OPENING, "slow", [], 0.02)
        gate.require_hope(Turn.LOOKING)

    play(scene, patience=0.01)


def test_who_leaves_the_line_takes_no_place_along() -> None:
    async def scene(gate: Gate) -> list[str]:
        order: list[str] = []
        async with gate.place(Turn.BEGUN):
            leaving = asyncio.create_task(visit(gate, Turn.BEGUN, "leaving", order))
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.wait({leaving})
        await visit(gate, Turn.LOOKING, "next", order)
        return order

    assert play(scene) == ["next"]


def test_who_is_given_a_place_and_leaves_in_that_moment_hands_it_on() -> None:
    async def scene(gate: Gate) -> list[str]:
        order: list[str] = []
        async with gate.place(Turn.BEGUN):
            leaving = asyncio.create_task(visit(gate, Turn.BEGUN, "leaving", order))
            await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait({leaving})
        await visit(gate, Turn.LOOKING, "next", order)
        return order

    assert play(scene) == ["next"]


def test_times_to_stay_away_differ_and_are_bounded() -> None:
    times = {stay_away(expected) for expected in (0.0, 3.0, 8.0, 1000.0) for _ in range(200)}

    assert len(times) > 10
    assert min(times) >= 4
    assert max(times) <= 30


def test_every_errand_of_a_student_at_work_goes_first() -> None:
    errands = {page.name for page in PAGES if page.method == "POST" and "{attempt}" in page.path}

    teachers = {name for name in errands if name.startswith("decide")}
    assert {turn_of(name, "POST") for name in errands - teachers} == {Turn.BEGUN}


def test_the_names_that_have_turns_are_pages() -> None:
    known = {page.name for page in PAGES}

    assert {name for name in known if turn_of(name, "GET") is Turn.BEGUN} >= {
        "draft",
        "check",
        "bench_measure",
    }
    assert turn_of("catalogue", "GET") is Turn.LOOKING

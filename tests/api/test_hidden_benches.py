"""What no response at a bench holds before the rules allow: hidden constants, truths, the secret."""

import json
import re
from typing import Any

from school_worlds import Browser, World
from test_bench_pages import bench_of, practice_of, reading, sent

from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.lab_sessions import BenchPlace, PracticeBench, WorkBench
from variants.checkers.registry import type_key
from variants.texts import LANGUAGES

NAMES = {'"mu"', '"gate"', '"limit"', "certify"}
"""How hidden constants and truths would be called in JSON; the results asked for are fields of their own."""


def frozen_slots(world: World) -> tuple[FrozenSlot, FrozenSlot]:
    north = world.north
    student = north.actor("student")
    attempt = world.application.read(lambda unit: unit.engine.attempts.open_own(student, north.lab.attempt))
    run = world.application.read(lambda unit: unit.engine.practices.find(student, north.lab.run))
    assert attempt is not None
    assert run is not None
    return attempt.attempt.slots[0], run.frozen


def constants_of(frozen: FrozenSlot) -> set[str]:
    """Return the hidden numbers and right answers as printed in either language, those of three digits."""
    variant = frozen.variant
    printed = {
        one.plain.in_language(language).split("\u202f")[0].split("\u00a0")[0]
        for one in variant.given
        if one.hidden
        for language in LANGUAGES
    }
    typed = {
        str(type_key(ask.key, language)).split()[0]
        for ask in variant.asks
        if ask.kind == "quantity"
        for language in LANGUAGES
    }
    return {text for text in printed | typed if len(re.sub(r"\D", "", text)) >= 3}


def secrets_of(world: World) -> set[str]:
    north = world.north
    places: tuple[BenchPlace, ...] = (
        WorkBench(attempt=north.lab.attempt, slot="1"),
        PracticeBench(run=north.lab.run),
    )
    found = world.application.read(
        lambda unit: [unit.engine.lab_sessions.find(north.school, place) for place in places]
    )
    return {session.secret.hex() for session in found if session is not None}


def responses_at(student: Browser, path: str) -> list[Any]:
    angles = (12, 24, 33, 42, 51)
    measured = [sent(student, f"{path}/readings", reading(angle, f"r{angle}")) for angle in angles]
    report = {
        "answer.table-slides_down.angle.0": "33",
        "answer.table-slides_down.t1.0": "#3",
        "answer.mu": "0,9",
        "answer.limit": "1,7",
        "answer.uncertainty.mu": "0,5",
        "answer.mass": "more",
        "answer.slope": "mu",
        "answer.plot-line.x": "xx",
        "answer.plot-line.y": "yy",
    }
    return [
        *measured,
        student.get(path),
        student.get(path, accept_language="en"),
        sent(student, f"{path}/look", {"settings": {"alpha": 42}}),
        sent(student, f"{path}/readings", reading(90, "wrong")),
        student.get(f"{path}/log"),
        student.post(f"{path}/draft", report, accept="application/json"),
        student.post(
            f"{path}/draft", {**report, "formula.table-slides_down.acc": "mu", "calculate": "slides_down.acc"}
        ),
        student.post(f"{path}/readings", {"set.alpha": "33", "measure": "timer", "idempotency": "f"}),
        student.post(f"{path}/check", {**report, "idempotency": "c"}),
        student.get(path),
    ]


def leaks(response: Any, secrets: set[str]) -> set[str]:  # noqa: ANN401 - the client's own response
    """Return which secrets stand in a response, its tokens and what the student typed aside."""
    shown = re.sub(r"[0-9a-f]{128,}", "", response.text)
    return {secret for secret in secrets if re.search(rf"(?<![\d.,]){re.escape(secret)}(?![\d])", shown)}


def test_the_secrets_of_this_test_are_real(world: World) -> None:
    constants = [constants_of(frozen) for frozen in frozen_slots(world)]

    assert all(constants)


def test_nothing_at_a_bench_tells_a_hidden_constant_or_a_truth(world: World) -> None:
    student = world.browser(world.north, "student")
    paths = (bench_of(world), practice_of(world))

    found = [
        leaks(response, constants_of(frozen) | secrets_of(world))
        for path, frozen in zip(paths, frozen_slots(world), strict=True)
        for response in responses_at(student, path)
    ]

    assert found == [set()] * len(found)


def test_the_data_for_the_scripts_names_nothing_that_is_hidden(world: World) -> None:
    page = world.browser(world.north, "student").get(bench_of(world)).text

    block = re.search(r'<script type="application/json" id="bench-data">(.*?)</script>', page, re.DOTALL)

    assert block is not None
    assert not {name for name in NAMES if name in block[1]}
    assert set(json.loads(block[1])["now"]["view"]["shows"]) <= {"go", "lasting"}


def test_a_reading_does_not_change_when_the_page_is_loaded_again(world: World) -> None:
    student, path = world.browser(world.north, "student"), bench_of(world)
    first = sent(student, f"{path}/readings", reading(40, "one")).json()["entry"]["text"]

    student.get(path)
    again = student.get(f"{path}/log").json()["log"][0]["text"]

    assert first == again


def test_the_solution_tells_them_once_it_may_be_shown(world: World) -> None:
    student = world.browser(world.north, "student")
    student.post(f"/practice/{world.north.lab.run}/solution")

    page = student.get(practice_of(world))

    assert leaks(page, constants_of(frozen_slots(world)[1]))

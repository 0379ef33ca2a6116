"""What is remembered of logs never stands in for what is kept."""

import pytest
from engine_worlds import SECRET, World
from test_lab_sessions import append, bench, found, opened, reading

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.adapters.recent_logs import RecentLogs
from notebooks_engine.lab_sessions import LabSession, SessionKey
from notebooks_engine.repositories import Engine


class Undone(Exception):
    """Raised to have a write undone."""


def known(number: int, lines: int) -> LabSession:
    log = tuple(reading(line) for line in range(1, lines + 1))
    requests = tuple(bytes([line]) for line in range(1, lines + 1))
    return LabSession(
        key=SessionKey(number), person=PersonKey("p"), secret=SECRET, log=log, requests=requests
    )


def test_a_log_that_grew_is_read_as_if_nothing_had_been_known(world: World) -> None:
    world.assign()
    opened(world)

    logs = []
    for number in range(1, 40):
        append(world, reading(number, alpha=float(number // 3)))
        logs.append(found(world).log)

    whole = tuple(reading(number, alpha=float(number // 3)) for number in range(1, 40))
    assert logs == [whole[:length] for length in range(1, 40)]


def test_a_line_that_was_undone_is_forgotten(world: World) -> None:
    world.assign()
    opened(world)
    append(world, reading(1), "first")

    with pytest.raises(Undone):
        world.store.write(lambda engine: _append_read_and_undo(world, engine))
    append(world, reading(2, alpha=3.0), "third")

    assert found(world).log == (reading(1), reading(2, alpha=3.0))


def test_a_session_made_anew_begins_with_an_empty_log(world: World) -> None:
    assignment = world.assign()
    opened(world)
    append(world, reading(1))
    found(world)
    world.store.write(lambda engine: engine.assignments.remove(assignment.key))

    world.assign()
    opened(world, secret=b"n" * 32)

    assert found(world).log == ()


def test_the_sessions_used_last_are_kept() -> None:
    recent = RecentLogs(most=5)
    for number in (1, 2):
        recent.keep(known(number, 2))
    recent.recall(1, SECRET)

    recent.keep(known(3, 2))

    assert recent.recall(1, SECRET) == known(1, 2)
    assert recent.recall(2, SECRET) is None
    assert recent.recall(1, b"n" * 32) is None


def _append_read_and_undo(world: World, engine: Engine) -> None:
    session = engine.lab_sessions.find(SchoolKey("school"), bench(world))
    assert session is not None
    engine.lab_sessions.append(session, reading(2, alpha=2.0), "second")
    engine.lab_sessions.find(SchoolKey("school"), bench(world))
    raise Undone

"""The fault suite: a short lesson under faults loses nothing, and the audit does find what is lost."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from api.bootstrap import Application, open_application
from api.settings import Settings
from benchmarks.faults.audit_library import audit_library
from benchmarks.faults.audit_work import audit_work
from benchmarks.faults.classroom import CHECKED, DRAFTED, MARKED, Classroom, prepare
from benchmarks.faults.cluster import cluster
from benchmarks.faults.embedded import embedded
from benchmarks.faults.faults import Fault, play_faults, schedule
from benchmarks.faults.ledger import Acknowledged, Ledger
from benchmarks.faults.rounds import Round, play_round
from benchmarks.faults.wire import Wire, wire
from deploy.local.processes import Program, start

SHORT = Round(seed=7, seconds=5.0, students=2, benches=1)


@pytest.mark.slow
def test_a_short_lesson_on_the_embedded_engines_loses_nothing(tmp_path: Path) -> None:
    said: list[str] = []

    with embedded(tmp_path, Random(SHORT.seed)) as place:
        outcome = play_round(place, SHORT, said.append)

    assert outcome.lost == []
    assert outcome.acknowledged["submission"]


@pytest.mark.slow
def test_a_short_lesson_on_several_nodes_loses_nothing(tmp_path: Path) -> None:
    said: list[str] = []

    with cluster(tmp_path, Random(SHORT.seed)) as place:
        outcome = play_round(place, SHORT, said.append)

    assert outcome.lost == []
    assert outcome.acknowledged["submission"]


@dataclass(frozen=True, slots=True)
class Filled:
    """An installation where nothing has gone wrong."""

    application: Application
    classroom: Classroom

    def audit(self, *entries: Acknowledged) -> list[str]:
        """Look for what the entries say."""
        ledger = Ledger(entries=list(entries))
        return [
            *audit_work(self.application, self.classroom, ledger),
            *audit_library(self.application, ledger),
        ]

    @property
    def attempt(self) -> str:
        """A student's work."""
        return self.classroom.seats[0].desk.attempt


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    settings = Settings(data=tmp_path_factory.mktemp("filled"))
    classroom = prepare(settings, students=1, benches=1)
    with contextlib.closing(open_application(settings)) as application:
        yield Filled(application, classroom)


@pytest.mark.slow
def test_where_nothing_was_lost_nothing_is_found(filled: Filled) -> None:
    assert filled.audit() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "slot", "said"),
    [
        ("submission", CHECKED, "1 m"),
        ("draft", DRAFTED, "1,5 draft"),
        ("mark", MARKED, "1"),
        ("upload", "file.zip", "digest"),
        ("package", "application-1", "/jobs/none"),
    ],
)
def test_what_was_acknowledged_and_is_not_there_is_found(
    filled: Filled, kind: str, slot: str, said: str
) -> None:
    place = (slot, "1") if kind in {"upload", "package"} else (filled.attempt, slot)

    found = filled.audit(Acknowledged(kind=kind, place=place, key="key", said=said))  # type: ignore[arg-type]

    assert len(found) == 1


@pytest.mark.slow
def test_a_reading_that_is_not_in_the_log_is_found(filled: Filled) -> None:
    attempt = filled.classroom.benches[0].desk.attempt

    found = filled.audit(Acknowledged(kind="reading", place=(attempt, "1"), key="key", said="1"))

    assert ["not in the log" in one for one in found] == [True]


@pytest.mark.slow
def test_points_that_the_answers_do_not_give_are_found(filled: Filled) -> None:
    def turn(points: str) -> None:
        change = text("UPDATE slot_grades SET points = :points WHERE attempt = :attempt")
        given = {"points": points, "attempt": filled.attempt}
        filled.application.database.write(lambda connection: connection.execute(change, given).rowcount)

    kept = text("SELECT points FROM slot_grades")
    before = filled.application.database.read(lambda connection: connection.execute(kept).scalar_one())
    turn("0")

    found = filled.audit()

    turn(before)
    assert ["other points" in one for one in found] == [True]


def test_a_seed_gives_the_same_faults_at_the_same_moments() -> None:
    faults = [Fault(name=name, begin=list, end=list) for name in "abcd"]

    first, again = (list(schedule(faults, Random(3), 60.0)) for _ in range(2))

    assert first == again
    assert {fault.name for fault, _, _ in first[:4]} == set("abcd")


def test_what_ended_by_itself_runs_in_the_end(tmp_path: Path) -> None:
    program = Program(
        name="sleeper", command=["sleep", "60"], log=tmp_path / "log", answers=lambda: True, environment={}
    )
    sleeper = start(program)
    sleeper.kill()
    said: list[str] = []

    play_faults([], [sleeper], lambda: None, said.append)

    assert sleeper.process.poll() is None
    sleeper.kill()


@contextlib.contextmanager
def echoing() -> Iterator[int]:
    """Answer on loopback with what was sent."""

    def answer(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                with near, contextlib.suppress(OSError):
                    while piece := near.recv(100):
                        near.sendall(piece)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, args=(listening,), daemon=True).start()
        yield int(listening.getsockname()[1])


def said_over(laid: Wire, words: bytes) -> bytes:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", laid.port), timeout=5) as near:
        near.sendall(words)
        return near.recv(100)
    return b""


def test_a_wire_is_whole_until_it_is_cut_and_then_again() -> None:
    with echoing() as port, wire(port, b"COMMIT") as laid:
        heard = [said_over(laid, b"one")]
        laid.turn("cut")
        heard.append(said_over(laid, b"two"))
        laid.turn("whole")
        heard.append(said_over(laid, b"three"))

    assert heard == [b"one", b"", b"three"]


def test_a_wire_is_cut_after_what_was_said_before_the_answer_comes() -> None:
    with echoing() as port, wire(port, b"COMMIT") as laid:
        laid.turn("cut after")

        assert said_over(laid, b"SELECT") == b"SELECT"
        assert said_over(laid, b"COMMIT") == b""


def test_a_broken_wire_answers_that_it_is_broken() -> None:
    with echoing() as port, wire(port) as laid:
        laid.turn("broken")

        assert said_over(laid, b"GET").startswith(b"HTTP/1.1 500")

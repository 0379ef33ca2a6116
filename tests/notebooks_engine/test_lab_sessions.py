"""The promises of the port `LabSessions`, on the database."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from engine_worlds import NOW, SECRET, World
from sqlalchemy import Connection, text

from labs.documents.settings import SettingValue
from labs.sessions import Entry, Wish
from library_core.adapters.database import Database
from library_core.people import SchoolKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.lab_sessions import LabSession, WorkBench

OTHER_SECRET = b"o" * 32
LARGEST_SESSION = 64 * 1024
STARTS: dict[str, SettingValue] = {"alpha": 15.0, "load": 0.1, "side": "wide", "wires": ("a-b", "b-c")}


def bench(world: World, number: int = 0, slot: str = "1") -> WorkBench:
    return WorkBench(attempt=world.attempt(world.students[number]), slot=slot)


def opened(world: World, number: int = 0, secret: bytes = SECRET) -> LabSession:
    place = bench(world, number)
    return world.store.write(
        lambda engine: engine.lab_sessions.open(world.students[number], place, secret, NOW)
    )


def found(world: World, number: int = 0) -> LabSession:
    place = bench(world, number)
    session = world.store.read(lambda engine: engine.lab_sessions.find(SchoolKey("school"), place))
    assert session is not None
    return session


def reading(number: int, **settings: SettingValue) -> Entry:
    wish = Wish(settings={**STARTS, **settings}, at=1.5 * number, instrument="timer", span="low")
    return Entry(number=number, kind="reading", wish=wish, value=1.234, text="1.234", logged_at=NOW + number)


def append(world: World, entry: Entry, request: str = "") -> bool:
    session = found(world)
    return world.store.write(
        lambda engine: engine.lab_sessions.append(session, entry, request or str(uuid4()))
    )


@pytest.fixture
def dealt(world: World) -> World:
    world.assign()
    return world


def test_the_secret_is_made_once(dealt: World) -> None:
    first = opened(dealt)

    again = opened(dealt, secret=OTHER_SECRET)

    assert again == first
    assert found(dealt).secret == SECRET


def test_what_was_logged_is_read_as_it_was(dealt: World) -> None:
    opened(dealt)
    entries = (
        reading(1),
        reading(2, alpha=32.5, wires=()),
        Entry(number=3, kind="action", wish=Wish(settings=STARTS, action="pour", amount=0.0), logged_at=NOW),
        Entry(number=4, kind="mishap", wish=Wish(settings=STARTS), mishap="fuse", logged_at=NOW),
        Entry(number=5, kind="reading", wish=Wish(settings=STARTS), overload=True, logged_at=NOW),
        Entry(number=6, kind="reading", wish=Wish(settings=STARTS), nothing=True, logged_at=NOW),
    )

    for entry in entries:
        append(dealt, entry)

    assert found(dealt).log == entries


def test_a_request_is_found_again_by_its_key(dealt: World) -> None:
    opened(dealt)
    append(dealt, reading(1), "first")
    append(dealt, reading(2), "second")

    session = found(dealt)

    assert session.find_repeat("second") == reading(2)
    assert session.find_repeat("third") is None


@pytest.mark.parametrize(
    "twice",
    [
        lambda world: append(world, reading(1), "another"),
        lambda world: append(world, reading(2), "first"),
    ],
)
def test_numbers_and_requests_of_a_log_stand_once(dealt: World, twice: Callable[[World], bool]) -> None:
    opened(dealt)
    assert append(dealt, reading(1), "first")

    added = twice(dealt)

    assert not added
    assert found(dealt).log == (reading(1),)


def test_two_hundred_readings_fit_into_64_kilobytes(dealt: World, database: Database) -> None:
    opened(dealt)
    before = _size(database)

    for number in range(1, 201):
        append(dealt, reading(number, alpha=float(number), load=0.5 * number))

    assert len(found(dealt).log) == 200
    assert _size(database) - before <= LARGEST_SESSION


def test_sessions_of_an_assignment_are_found_together(world: World) -> None:
    assignment = world.assign()
    for number in range(2):
        opened(world, number)
    append(world, reading(1))

    sessions = world.store.read(
        lambda engine: engine.lab_sessions.of_assignment(SchoolKey("school"), assignment.key)
    )

    assert sessions == {(bench(world, n).attempt, "1"): found(world, n) for n in range(2)}


def test_readings_are_counted_where_there_are_any(world: World) -> None:
    assignment, school = world.assign(), SchoolKey("school")
    for number in range(2):
        opened(world, number)
    append(world, reading(1), "one")
    append(world, replace(reading(2), kind="action"), "other")

    counted = world.store.read(lambda engine: engine.lab_sessions.count_readings(school, assignment.key))
    elsewhere = SchoolKey("elsewhere")
    none = world.store.read(lambda engine: engine.lab_sessions.count_readings(elsewhere, assignment.key))

    assert (counted, none) == ({(bench(world).attempt, "1"): 1}, {})


def test_nothing_is_found_beyond_the_school(dealt: World) -> None:
    opened(dealt)
    place, elsewhere = bench(dealt), SchoolKey("elsewhere")

    one = dealt.store.read(lambda engine: engine.lab_sessions.find(elsewhere, place))
    some = dealt.store.read(lambda engine: engine.lab_sessions.of_assignment(elsewhere, AssignmentKey("a")))

    assert one is None
    assert some == {}


def test_an_assignment_is_removed_with_its_sessions(world: World) -> None:
    assignment = world.assign()
    opened(world)
    place = bench(world)
    append(world, reading(1))

    world.store.write(lambda engine: engine.assignments.remove(assignment.key))

    assert world.store.read(lambda engine: engine.lab_sessions.find(SchoolKey("school"), place)) is None


def test_a_further_attempt_is_taken_back_with_the_session_that_was_only_opened(dealt: World) -> None:
    opened(dealt)
    place = bench(dealt)

    dealt.store.write(lambda engine: engine.deals.remove_attempts([place.attempt]))

    assert dealt.store.read(lambda engine: engine.lab_sessions.find(SchoolKey("school"), place)) is None


def _size(database: Database) -> int:
    """Bytes of the pages in use."""

    def measure(connection: Connection) -> int:
        query = text(
            "SELECT sum(pg_relation_size(of.oid)) FROM pg_class AS of"
            " LEFT JOIN pg_index AS its ON its.indexrelid = of.oid"
            " WHERE coalesce(its.indrelid, of.oid) IN ('lab_sessions'::regclass, 'lab_entries'::regclass)"
        )
        return int(connection.execute(query).scalar_one())

    def count(connection: Connection) -> int:
        pages, free, size = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    return database.read(measure if database.backend == "postgresql" else count)

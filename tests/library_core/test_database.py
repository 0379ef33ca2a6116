"""Either database: writes are each wholly in or wholly out, reads see one moment and change nothing."""

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from databases import DATABASES, lent_database, sqlite_url
from sqlalchemy import Column, Connection, Engine, ForeignKey, Integer, MetaData, Table, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from library_core.adapters.database import Database
from library_core.databases import DatabaseClosed, DatabaseUnavailable

metadata = MetaData()
pages = Table("pages", metadata, Column("number", Integer, primary_key=True))
lines = Table(
    "lines",
    metadata,
    Column("page", ForeignKey("pages.number", deferrable=True, initially="DEFERRED")),
)


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with lent_database(request, tmp_path) as database:
        metadata.create_all(database.engine)
        yield database


def add_page(connection: Connection, number: int) -> int:
    connection.execute(insert(pages).values(number=number))
    return number


def count(database: Database) -> int:
    return database.read(
        lambda connection: connection.execute(select(func.count()).select_from(pages)).scalar_one()
    )


def hold(database: Database, ready: threading.Event, release: threading.Event) -> None:
    """Keep a writer busy until released; where it is the only one, later writes wait together."""

    def wait(_connection: Connection) -> None:
        ready.set()
        release.wait(60)

    database.write(wait)


def fill_small_disk(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
        connection.exec_driver_sql("CREATE TABLE stones AS SELECT zeroblob(1000000)")


def test_a_write_returns_what_the_work_returned(database: Database) -> None:
    assert database.write(lambda connection: add_page(connection, 7)) == 7

    assert count(database) == 1


def test_an_error_in_one_work_reaches_its_caller_and_undoes_only_its_own_changes(database: Database) -> None:
    def spoil(connection: Connection) -> None:
        add_page(connection, 1)
        raise ValueError("spoiled")

    ready, release = threading.Event(), threading.Event()
    with ThreadPoolExecutor(4) as threads:
        threads.submit(hold, database, ready, release)
        ready.wait(60)
        spoiled = threads.submit(database.write, spoil)
        good = threads.submit(database.write, lambda connection: add_page(connection, 2))
        release.set()

        assert good.result() == 2
        with pytest.raises(ValueError, match="spoiled"):
            spoiled.result()
    assert count(database) == 1


def test_several_errors_in_one_batch_undo_only_their_own_changes(database: Database) -> None:
    def spoil(connection: Connection, number: int) -> None:
        add_page(connection, number)
        raise ValueError(number)

    ready, release = threading.Event(), threading.Event()
    with ThreadPoolExecutor(8) as threads:
        threads.submit(hold, database, ready, release)
        ready.wait(60)
        works = [
            threads.submit(database.write, partial(spoil if number % 2 else add_page, number=number))
            for number in range(6)
        ]
        release.set()

        failed = [type(work.exception()) for work in works]

    assert failed == [type(None), ValueError] * 3
    assert count(database) == 3


def test_who_makes_the_schema_is_not_kept_waiting_by_the_writer(database: Database) -> None:
    database.write(lambda connection: add_page(connection, 1))

    with database.bare() as engine, engine.begin() as connection:
        add_page(connection, 2)

    assert database.write(lambda connection: add_page(connection, 3)) == 3
    assert count(database) == 3


def test_a_refused_commit_harms_only_the_work_that_caused_it(database: Database) -> None:
    ready, release = threading.Event(), threading.Event()
    with ThreadPoolExecutor(4) as threads:
        threads.submit(hold, database, ready, release)
        ready.wait(60)
        orphan = threads.submit(database.write, lambda c: c.execute(insert(lines).values(page=99)).rowcount)
        good = threads.submit(database.write, lambda connection: add_page(connection, 2))
        release.set()

        assert good.result() == 2
        with pytest.raises(IntegrityError):
            orphan.result()
    assert count(database) == 1


def test_writes_of_many_threads_are_all_kept(database: Database) -> None:
    with ThreadPoolExecutor(16) as threads:
        list(
            threads.map(
                lambda number: database.write(lambda connection: add_page(connection, number)), range(200)
            )
        )

    assert count(database) == 200


def test_a_read_can_change_nothing(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        database.read(lambda connection: add_page(connection, 1))

    assert count(database) == 0


def test_a_read_sees_one_moment(database: Database) -> None:
    def look_twice(connection: Connection) -> list[int]:
        query = select(func.count()).select_from(pages)
        before = connection.execute(query).scalar_one()
        database.write(lambda writer: add_page(writer, 1))
        return [before, connection.execute(query).scalar_one()]

    assert database.read(look_twice) == [0, 0]


def test_a_write_inside_a_write_is_refused_and_does_not_hang(database: Database) -> None:
    with pytest.raises(RuntimeError, match="inside"):
        database.write(lambda _: database.write(lambda connection: add_page(connection, 1)))


def test_closing_ends_the_thread_and_refuses_further_writes(database: Database) -> None:
    database.write_soon(lambda connection: add_page(connection, 1))

    database.close()

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("writer")]
    with pytest.raises(DatabaseClosed):
        database.write(lambda connection: add_page(connection, 2))
    with pytest.raises(DatabaseClosed):
        database.write_soon(lambda connection: add_page(connection, 2))


def test_closing_finishes_what_was_to_be_written_soon(database: Database) -> None:
    for number in range(50):
        database.write_soon(lambda connection, number=number: add_page(connection, number))  # type: ignore[misc]

    database.close()

    assert (database.waiting_writes, count(database)) == (0, 50)


def test_foreign_keys_hold_and_commits_reach_the_disk(tmp_path: Path) -> None:
    def pragmas(connection: Connection) -> tuple[object, ...]:
        names = ("foreign_keys", "journal_mode", "synchronous")
        return tuple(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names)

    with contextlib.closing(Database(sqlite_url(tmp_path))) as database:
        assert database.write(pragmas) == (1, "wal", 2)


WRITE_PAIRS = """
import itertools, sys, threading
from sqlalchemy import text
from library_core.adapters.database import Database

database, numbers, telling = Database(sys.argv[1]), itertools.count(), threading.Lock()

def write_pair(number):
    def work(connection):
        for page in (2 * number, 2 * number + 1):
            connection.execute(text("INSERT INTO pages VALUES (:page)"), {"page": page})
    database.write(work)
    with telling:
        print(number, flush=True)

def write_on():
    while True:
        write_pair(next(numbers))

for _ in range(6):
    threading.Thread(target=write_on).start()
"""


@pytest.mark.slow
def test_a_killed_process_leaves_each_write_wholly_in_or_wholly_out(database: Database) -> None:
    url = database.engine.url.render_as_string()
    writer = subprocess.Popen([sys.executable, "-c", WRITE_PAIRS, url], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    told = {int(writer.stdout.readline()) for _ in range(50)}

    writer.kill()
    told |= {int(line) for line in writer.communicate()[0].splitlines()}

    kept = database.read(lambda connection: set(connection.execute(select(pages.c.number)).scalars()))
    assert {number // 2 for number in kept} >= told
    assert {number ^ 1 for number in kept} == kept


def test_a_full_disk_refuses_what_finds_no_room_and_nothing_else(tmp_path: Path) -> None:
    def fill(connection: Connection) -> None:
        add_page(connection, 1)
        connection.exec_driver_sql("INSERT INTO stones VALUES (zeroblob(1000000))")

    ready, release = threading.Event(), threading.Event()
    with contextlib.closing(Database(sqlite_url(tmp_path))) as database, ThreadPoolExecutor(4) as threads:
        metadata.create_all(database.engine)
        database.write(lambda connection: connection.exec_driver_sql("CREATE TABLE stones (weight)").rowcount)
        # As many pages as the file has, and a few: it can't grow past them.
        database.write(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 20").rowcount)
        threads.submit(hold, database, ready, release)
        ready.wait(60)
        before = threads.submit(database.write, lambda connection: add_page(connection, 2))
        full = threads.submit(database.write, fill)
        after = threads.submit(database.write, lambda connection: add_page(connection, 3))
        release.set()

        assert (before.result(), after.result()) == (2, 3)
        with pytest.raises(DatabaseUnavailable):
            full.result()
        assert count(database) == 2


def test_who_fills_the_bare_engine_is_told_of_a_full_disk_as_everybody_is(tmp_path: Path) -> None:
    lent = contextlib.closing(Database(sqlite_url(tmp_path)))

    with lent as database, pytest.raises(DatabaseUnavailable), database.bare() as engine:
        fill_small_disk(engine)


def test_an_error_does_not_repeat_what_was_to_be_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught:
        database.write(lambda connection: [add_page(connection, 7), add_page(connection, 7)])

    assert "parameters hidden" in str(caught.value)

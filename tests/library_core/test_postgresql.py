"""PostgreSQL alone: transactions side by side lose nothing, and absence is told from faults."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select, text, update
from sqlalchemy.exc import DataError

from deploy.local.postgres import Cluster
from library_core.adapters.database import Database
from library_core.databases import DatabaseUnavailable

pytestmark = pytest.mark.slow

metadata = MetaData()
counters = Table("counters", metadata, Column("name", Integer, primary_key=True), Column("value", Integer))
pages = Table("pages", metadata, Column("number", Integer, primary_key=True))


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    url = cluster.new_database()
    yield url
    cluster.drop(url)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    with contextlib.closing(Database(url)) as database:
        metadata.create_all(database.engine)
        database.write(
            lambda connection: connection.execute(insert(counters).values(name=1, value=0)).rowcount
        )
        yield database


def increment(connection: Connection) -> None:
    """Read, reckon and write, as works do; only serializable transactions count right so."""
    value = connection.execute(select(counters.c.value)).scalar_one()
    connection.execute(update(counters).values(value=value + 1))


def counted(database: Database) -> int:
    value: int = database.read(lambda connection: connection.execute(select(counters.c.value)).scalar_one())
    return value


def add_page(connection: Connection, number: int = 1) -> str:
    if connection.execute(select(pages).where(pages.c.number == number)).first():
        return "found"
    connection.execute(insert(pages).values(number=number))
    return "added"


def end_own_connection(database: Database, connection: Connection) -> None:
    """Cut the connection from the server's side, as a restart or an operator does."""
    number = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    ended = text("SELECT pg_terminate_backend(:number, 5000)")
    database.read(lambda other: other.execute(ended, {"number": number}).scalar_one())


def test_conflicting_writes_of_many_threads_are_all_kept(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: database.write(increment), range(200)))

    assert counted(database) == 200


INCREMENT = """
import sys
from concurrent.futures import ThreadPoolExecutor
from library_core.adapters.database import Database
from test_postgresql import increment

database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(lambda _: database.write(increment), range(100)))
database.close()
"""


def test_conflicting_writes_of_two_processes_are_all_kept(database: Database, url: str) -> None:
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", INCREMENT, url]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=found)
        for _ in "12"
    ]

    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.communicate("go\n")

    assert [process.returncode for process in running] == [0, 0]
    assert counted(database) == 200


def test_a_key_put_by_another_transaction_is_found_when_the_work_runs_again(database: Database) -> None:
    looked, added = threading.Event(), threading.Event()

    def add_after_another(connection: Connection) -> str:
        connection.execute(select(pages)).all()
        looked.set()
        added.wait(60)
        return add_page(connection)

    with ThreadPoolExecutor(1) as threads:
        later = threads.submit(database.write, add_after_another)
        looked.wait(60)
        database.write(add_page)
        added.set()

        assert later.result() == "found"


def test_a_key_that_stands_there_is_refused_all_the_same(database: Database) -> None:
    database.write(add_page)
    runs: list[int] = []

    def add_blindly(connection: Connection) -> None:
        runs.append(1)
        connection.execute(insert(pages).values(number=1))

    with pytest.raises(Exception, match="already exists"):
        database.write(add_blindly)

    assert len(runs) == 2


def test_a_connection_lost_in_the_middle_is_made_anew(database: Database) -> None:
    runs: list[int] = []

    def lose_the_first(connection: Connection) -> str:
        runs.append(1)
        if len(runs) == 1:
            end_own_connection(database, connection)
        return add_page(connection)

    assert database.write(lose_the_first) == "added"
    assert len(runs) == 2


def test_a_connection_lost_during_the_commit_leaves_it_unknown_what_was_kept(database: Database) -> None:
    def lose_at_the_end(connection: Connection) -> None:
        add_page(connection)
        end_own_connection(database, connection)

    with pytest.raises(DatabaseUnavailable) as caught:
        database.write(lose_at_the_end)

    assert caught.value.unknown
    assert database.write(add_page) in {"added", "found"}


def test_a_server_with_no_room_on_its_disk_is_away_until_there_is_some(
    database: Database, cluster: Cluster
) -> None:
    query = text("SELECT pg_relation_filepath('pages')")
    path = cluster.folder / "data" / database.read(lambda one: one.execute(query).scalar_one())
    kept_aside = path.rename(path.with_suffix(".kept"))
    # What is written to this device finds no room.
    path.symlink_to("/dev/full")
    database.engine.dispose()

    with pytest.raises(DatabaseUnavailable, match="DiskFull") as caught:
        database.write(add_page)

    assert not caught.value.unknown
    kept_aside.rename(path)
    database.engine.dispose()
    assert database.write(add_page) == "added"


def test_a_server_with_too_many_connections_is_away(cluster: Cluster, url: str) -> None:
    name = url.rsplit("/", 1)[1]
    cluster.execute(f"CREATE ROLE of_{name} LOGIN CONNECTION LIMIT 1")
    limited = url.replace("//tetrad@", f"//of_{name}@")
    with (
        contextlib.closing(Database(limited)) as one,
        contextlib.closing(Database(limited)) as other,
        pytest.raises(DatabaseUnavailable, match=r"TooManyConnections|OperationalError"),
    ):
        one.read(lambda _: other.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one()))

    cluster.execute(f"DROP ROLE of_{name}")


@pytest.mark.parametrize("typed", ["\0", "\ud800"])
def test_what_no_text_holds_is_a_fault_and_no_absence(database: Database, typed: str) -> None:
    query = text("SELECT length(:typed)")

    with pytest.raises((DataError, UnicodeEncodeError)):
        database.read(lambda connection: connection.execute(query, {"typed": typed}).scalar_one())


def test_transactions_are_durable_and_as_if_one_after_another(database: Database) -> None:
    def settings(connection: Connection) -> tuple[str, ...]:
        names = ("transaction_isolation", "transaction_read_only", "synchronous_commit")
        return tuple(connection.execute(text(f"SHOW {name}")).scalar_one() for name in names)

    assert database.write(settings) == ("serializable", "off", "on")
    assert database.read(settings) == ("repeatable read", "on", "on")


def test_an_address_may_carry_options_of_its_own(url: str) -> None:
    there = f"{url}?options=-c%20work_mem%3D7MB"

    with contextlib.closing(Database(there)) as database:
        shown = database.read(lambda one: one.execute(text("SHOW work_mem")).scalar_one())
        durable = database.read(lambda one: one.execute(text("SHOW synchronous_commit")).scalar_one())

    assert (shown, durable) == ("7MB", "on")


def test_a_statement_that_takes_too_long_is_not_begun_again(database: Database) -> None:
    runs: list[int] = []

    def take_long(connection: Connection) -> None:
        runs.append(1)
        connection.execute(text("SET LOCAL statement_timeout = '10ms'"))
        connection.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(DatabaseUnavailable, match="QueryCanceled"):
        database.write(take_long)

    assert len(runs) == 1

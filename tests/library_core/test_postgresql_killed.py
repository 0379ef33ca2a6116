"""A PostgreSQL that is killed and started again has lost nothing that was acknowledged."""

import contextlib
import itertools
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select, text

from deploy.local.postgres import Cluster, new_cluster, start_cluster
from deploy.local.processes import ProcessFailed
from library_core.adapters.database import Database
from library_core.databases import DatabaseUnavailable

pytestmark = pytest.mark.slow

metadata = MetaData()
pages = Table("pages", metadata, Column("number", Integer, primary_key=True))


@dataclass
class Server:
    """A server of the test's own, as durable as a school's."""

    cluster: Cluster

    def kill(self) -> None:
        """End it as a power cut would, and let its number go: it believes in a lock as long as that runs.

        Its children follow a moment later, and may finish a write until then.
        """
        (children,) = Path(f"/proc/{self.cluster.pid}/task").glob(f"{self.cluster.pid}/children")
        followers = [Path(f"/proc/{child}") for child in children.read_text().split()]
        self.cluster.kill()
        os.waitpid(self.cluster.pid, 0)
        while any(follower.exists() for follower in followers):
            time.sleep(0.01)

    def start_again(self) -> None:
        """Start it over the same folder, as soon as the last of the old processes has gone."""
        deadline = time.monotonic() + 120
        while True:
            try:
                self.cluster = start_cluster(self.cluster.folder, self.cluster.port)
            except ProcessFailed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
            else:
                return


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    server = Server(start_cluster(new_cluster({})))
    yield server
    server.cluster.stop()


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    with contextlib.closing(Database(server.cluster.new_database(), readers=4)) as database:
        metadata.create_all(database.engine)
        yield database


@dataclass
class Told:
    """What became of the writes of several threads."""

    acknowledged: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def add(self, database: Database, number: int) -> None:
        """Write a page, and remember what was said."""
        try:
            database.write(lambda connection: connection.execute(insert(pages).values(number=number)).close())
        except DatabaseUnavailable as away:
            (self.unknown if away.unknown else self.refused).add(number)
        else:
            self.acknowledged.add(number)


def kept(database: Database) -> set[int]:
    return database.read(lambda connection: set(connection.execute(select(pages.c.number)).scalars()))


def test_what_was_acknowledged_is_kept_and_what_was_refused_is_not(
    server: Server, database: Database
) -> None:
    told, numbers, enough = Told(), itertools.count(), threading.Event()

    def write_on() -> None:
        while not enough.is_set():
            told.add(database, next(numbers))

    with ThreadPoolExecutor(4) as threads:
        writing = [threads.submit(write_on) for _ in range(4)]
        for _ in range(2):
            time.sleep(0.5)
            server.kill()
            server.start_again()
        time.sleep(0.5)
        enough.set()
        assert [each.result() for each in writing] == [None] * 4

    assert told.acknowledged
    assert told.acknowledged <= kept(database) <= told.acknowledged | told.unknown


def test_all_connections_heal_after_a_restart(server: Server, database: Database) -> None:
    meeting = threading.Barrier(4)

    def meet(connection: Connection) -> None:
        connection.execute(text("SELECT 1"))
        meeting.wait(60)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: database.read(meet), range(4)))
    server.kill()
    server.start_again()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: database.read(meet), range(4)))

    told = Told()
    told.add(database, 1)
    assert kept(database) == told.acknowledged == {1}


def test_while_the_server_is_away_reads_and_writes_say_so(server: Server, database: Database) -> None:
    told = Told()
    server.kill()

    with ThreadPoolExecutor(2) as threads:
        writing = threads.submit(told.add, database, 1)
        reading = threads.submit(kept, database)
        with pytest.raises(DatabaseUnavailable):
            reading.result()
        writing.result()

    server.start_again()
    assert (told.acknowledged, told.unknown, told.refused) == (set(), set(), {1})
    assert kept(database) == set()


def test_a_short_absence_is_not_noticed(server: Server, database: Database) -> None:
    told = Told()
    server.kill()

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(told.add, database, 1)
        server.start_again()
        writing.result()

    assert kept(database) == told.acknowledged

"""Two transactions at once: the second begins when the first has written everything and not yet committed."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, text

from library_core.adapters.database import Database
from library_core.adapters.leased_database import Transactions

T = TypeVar("T")
U = TypeVar("U")
LONGEST_WAIT: Final = 30.0
_WAITING: Final = text(
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)


class Interrupted:
    """A database after whose first read something else happens."""

    def __init__(self, database: Transactions, between: Callable[[], object]) -> None:
        self._database = database
        self._between = [between]

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work, and then what comes between."""
        result = self._database.read(work)
        while self._between:
            self._between.pop()()
        return result

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction."""
        return self._database.write(work)


class Pausing:
    """A database whose first write does something else after its work and before its commit."""

    def __init__(self, database: Transactions, between: Callable[[], object]) -> None:
        self._database = database
        self._between = [between]

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one moment of the database."""
        return self._database.read(work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work, then what comes between, and commit."""

        def write(connection: Connection) -> T:
            result = work(connection)
            while self._between:
                self._between.pop()()
            return result

        return self._database.write(write)


def interleave(
    database: Database, first: Callable[[Transactions], T], second: Callable[[Transactions], U]
) -> tuple[T, "Future[U]"]:
    """Return what both came to; the second begins before the first commits.

    The first commits once the second waits for it or has ended.
    """
    begun: list[Future[U]] = []
    with ThreadPoolExecutor(1) as threads:

        def begin_second() -> None:
            begun.append(threads.submit(second, database))
            _wait_until_blocked(database, begun[0])

        result = first(Pausing(database, begin_second))
    return result, begun[0]


def _wait_until_blocked(database: Database, other: "Future[Any]") -> None:
    until = time.monotonic() + LONGEST_WAIT
    while not other.done() and not _is_blocked(database):
        assert time.monotonic() < until
        time.sleep(0.01)


def _is_blocked(database: Database) -> bool:
    if database.backend == "postgresql":
        return bool(database.read(lambda one: one.execute(_WAITING).scalar_one()))
    # The first write has left the queue of the one writer, and is under way.
    return database.waiting_writes > 0

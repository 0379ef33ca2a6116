"""Writes as transactions of their own, in the threads of their callers: PostgreSQL runs them side by side.

They are serializable: one that ran into another is run again, so a work touches nothing but its connection.
"""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from library_core.adapters.batching_writer import Work
from library_core.adapters.database_errors import (
    has_waited,
    is_away,
    is_away_for_writing,
    is_conflict,
    is_duplicate,
    unavailable,
)
from library_core.databases import DatabaseClosed

T = TypeVar("T")

CONFLICTS: Final = 20
"""How often a transaction gives way to others before it is given up."""

ABSENCES: Final = 5
"""How often a database is asked that was away: about two seconds, so that its restart is not noticed."""


def insistently(
    once: Callable[[], T],
    away: Callable[[SQLAlchemyError], bool] = is_away,
    told: Callable[[], None] = lambda: None,
) -> T:
    """Return what `once` returns; run it again after conflicts, each of which is `told`, and short absences.

    Raises DatabaseUnavailable.
    """
    conflicts = duplicates = absences = 0
    while True:
        try:
            return once()
        except SQLAlchemyError as error:
            if is_conflict(error):
                conflicts += 1
                told()
                _wait(error, 0.002, conflicts, CONFLICTS)
            elif is_duplicate(error) and not duplicates:
                duplicates += 1
            elif away(error):
                absences = ABSENCES + 1 if has_waited(error) else absences + 1
                _wait(error, 0.1, absences, ABSENCES)
            else:
                raise


def _wait(error: SQLAlchemyError, first: float, times: int, most: int) -> None:
    if times > most:
        raise unavailable(error) from error
    time.sleep(random.uniform(0.5, 1.0) * first * 2 ** min(times - 1, 5))


class TransactionWriter:
    """Serializable transactions, one for each write; `write_soon` has one thread of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here = threading.local()
        self._lock = threading.Lock()
        self._running = 0
        self._conflicts = 0
        self._later: ThreadPoolExecutor | None = None
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many writes are under way or have been sent."""
        return self._running

    @property
    def conflicts(self) -> int:
        """How many transactions have given way to others so far, and were run again."""
        return self._conflicts

    def write(self, work: Work) -> Any:  # noqa: ANN401 (what the work returns)
        """Run the work in a transaction, and return when it is on the disk. Raises DatabaseUnavailable."""
        if getattr(self._here, "writing", False):
            raise RuntimeError("a write inside a write: use the connection of the outer one")
        if self._closed:
            raise DatabaseClosed
        self._here.writing = True
        self._count(1)
        try:
            return insistently(lambda: self._once(work), is_away_for_writing, self._conflicted)
        finally:
            self._count(-1)
            self._here.writing = False

    def send(self, work: Work) -> "Future[Any]":
        """Let the work be written soon. Raises DatabaseClosed."""
        with self._lock:
            if self._closed:
                raise DatabaseClosed
            if self._later is None:
                self._later = ThreadPoolExecutor(1, thread_name_prefix="writer")
            self._running += 1
            sent = self._later.submit(
                insistently, lambda: self._once(work), is_away_for_writing, self._conflicted
            )
        sent.add_done_callback(lambda _: self._count(-1))
        return sent

    def close(self) -> None:
        """Finish what was to be written soon."""
        with self._lock:
            self._closed = True
        if self._later is not None:
            self._later.shutdown()

    def _once(self, work: Work) -> Any:  # noqa: ANN401
        with self._engine.connect() as connection:
            with connection.begin() as transaction:
                value = work(connection)
                _commit(transaction.commit)
            return value

    def _conflicted(self) -> None:
        with self._lock:
            self._conflicts += 1

    def _count(self, change: int) -> None:
        with self._lock:
            self._running += change


def _commit(commit: Callable[[], None]) -> None:
    try:
        commit()
    except DBAPIError as error:
        if error.connection_invalidated:
            raise unavailable(error, unknown=True) from error
        raise

"""The database with a clock beside it: who listens is told of every transaction, waiting included."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, QueuePool

from library_core.adapters.database import Database
from library_core.adapters.engines import open_engine
from library_core.adapters.small_statements import SmallStatement, Values
from library_core.watching import Told

T = TypeVar("T")

_PROBES: Final = 2


class WatchedDatabase(Database):
    """Tells of what it did; `probe` has connections of its own, so that a busy database still answers it."""

    def __init__(self, url: str, *, readers: int = 8, told: Told) -> None:
        super().__init__(url, readers=readers)
        self._told = told
        self._probes = open_engine(url, size=_PROBES, read_only=True)
        self._lock = threading.Lock()
        self._reads = 0

    @property
    def waiting_reads(self) -> int:
        """How many reads wait for a connection at the moment."""
        pool = self._readers.pool
        taken = pool.checkedout() if isinstance(pool, QueuePool) else 0
        return max(0, self._reads - taken)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do as the database does, and tell of it."""
        with self._counted(), self._timed("read"):
            return super().read(work)

    def ask(self, question: SmallStatement, values: Values) -> Sequence[Any]:
        """Do as the database does, and tell of it."""
        with self._counted(), self._timed("read"):
            return super().ask(question, values)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do as the database does, and tell of it."""
        with self._timed("write"):
            return super().write(work)

    def probe(self, work: Callable[[Connection], T]) -> T:
        """Read something small beside all traffic; nobody is told of it, and nothing is tried twice."""
        with self._probes.connect() as connection:
            return work(connection)

    def close(self) -> None:
        """Finish the writes that wait and close all connections."""
        super().close()
        self._probes.dispose()

    @contextmanager
    def _timed(self, asked: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._told("database", asked, time.perf_counter() - begun)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._lock:
            self._reads += 1
        try:
            yield
        finally:
            with self._lock:
                self._reads -= 1

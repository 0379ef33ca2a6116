"""One relational database: reads on a pool of connections, writes through one thread that commits in batches.

A write returns after its commit has reached the disk; many writes waiting together share that wait.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url

T = TypeVar("T")
Work = Callable[[Connection], Any]

BATCH: Final = 200
BUSY_MILLISECONDS: Final = 15_000
WAIT_FOR_READER_SECONDS: Final = 30.0
_LOG: Final = logging.getLogger("tetrad")


class DatabaseClosed(Exception):
    """The database has been closed; nothing can be written any more."""


def open_engine(url: str, *, size: int = 1, read_only: bool = False) -> Engine:
    """Return an engine of at most `size` connections; on SQLite durable, with foreign keys and savepoints.

    A transaction of a SQLite engine that may write takes the write lock when it begins, so that it never
    fails half-way because somebody else wrote in between.
    """
    engine = create_engine(url, pool_size=size, max_overflow=0, pool_timeout=WAIT_FOR_READER_SECONDS)
    if make_url(url).get_backend_name() == "sqlite":
        _prepare_sqlite(engine, read_only=read_only)
    return engine


def _prepare_sqlite(engine: Engine, *, read_only: bool) -> None:
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
    pragmas = [
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"query_only = {'ON' if read_only else 'OFF'}",
    ]

    def set_up(connection: Any, _record: Any) -> None:  # noqa: ANN401 (the driver's own class)
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin_transaction)


class Database:
    """Reads run in the caller's thread; writes run one after another in one thread of their own.

    Threads and connections come into being at first use: make one `Database` in each process, after forking.
    """

    def __init__(self, url: str, *, readers: int = 8) -> None:
        self._readers = open_engine(url, size=readers, read_only=True)
        self.engine = open_engine(url)
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a read transaction: it sees one moment of the database, and can change nothing."""
        with self._readers.connect() as connection, connection.begin():
            return work(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction, and return when it is on the disk.

        What the work raises is raised here, and only its own changes are undone. When a commit is refused,
        the works of that batch are run again, each on its own: a work touches nothing but its connection.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write: use the connection of the outer one")
        result: T = self._send(work).result()
        return result

    def write_soon(self, work: Work) -> None:
        """Let the work be written with whatever is written next, and don't wait; what it raises is logged.

        For what may be lost with the power, such as counters.
        """
        self._send(work).add_done_callback(_log_failure)

    def _send(self, work: Work) -> "Future[Any]":
        write = _Write(work)
        with self._lock:
            if self._closed:
                raise DatabaseClosed
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_batches, name="writer", daemon=True)
                self._thread.start()
            self._writes.put(write)
        return write.done

    def close(self) -> None:
        """Finish the writes that wait, end the thread and close all connections."""
        with self._lock:
            self._closed = True
            if self._thread is not None:
                self._writes.put(None)
        if self._thread is not None:
            self._thread.join()
        self._readers.dispose()
        self.engine.dispose()

    def _write_batches(self) -> None:
        going_on = True
        while going_on:
            batch, going_on = self._next_batch()
            if batch:
                self._run_batch(batch)

    def _next_batch(self) -> "tuple[list[_Write], bool]":
        batch: list[_Write] = []
        while len(batch) < BATCH:
            try:
                write = self._writes.get(block=not batch)
            except queue.Empty:
                break
            if write is None:
                return batch, False
            batch.append(write)
        return batch, True

    def _run_batch(self, batch: "list[_Write]") -> None:
        committing = _Caught()
        with committing, self.engine.connect() as connection, connection.begin():
            outcomes = [write.run(connection) for write in batch]
        if committing.error is None:
            for write, outcome in zip(batch, outcomes, strict=True):
                write.settle(outcome)
        elif len(batch) == 1:
            batch[0].settle(_Outcome(error=committing.error))
        else:
            for write in batch:
                self._run_batch([write])


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if error is not None:
        _LOG.error("a write that nobody waits for failed", exc_info=error)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Write:
    work: Work
    done: "Future[Any]" = field(default_factory=Future)

    def run(self, connection: Connection) -> _Outcome:
        caught, value = _Caught(), None
        with caught, connection.begin_nested():
            value = self.work(connection)
        return _Outcome(value=value, error=caught.error)

    def settle(self, outcome: _Outcome) -> None:
        if outcome.error is None:
            self.done.set_result(outcome.value)
        else:
            self.done.set_exception(outcome.error)


class _Caught:
    """Keeps whatever was raised inside, to be raised again in the thread that asked."""

    def __init__(self) -> None:
        self.error: BaseException | None = None

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self.error = error
        return True

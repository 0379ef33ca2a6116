"""Writes through one thread that commits in batches: what a database with a single writer does best.

A write returns after its commit has reached the disk; many writes waiting together share that wait.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final

from sqlalchemy import Connection, Engine, text

from library_core.adapters.small_statements import SmallStatement
from library_core.databases import DatabaseClosed

Work = Callable[[Connection], Any]

BATCH: Final = 200
_BEGIN: Final = SmallStatement(text("SAVEPOINT one_work"))
_UNDO: Final = SmallStatement(text("ROLLBACK TO one_work"))
_END: Final = SmallStatement(text("RELEASE one_work"))


class BatchingWriter:
    """The thread comes into being with the first write."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writes: queue.SimpleQueue[_Write | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._kept: Connection | None = None
        self._lock = threading.Lock()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many writes wait for their batch."""
        return self._writes.qsize()

    def write(self, work: Work) -> Any:  # noqa: ANN401 (what the work returns)
        """Run the work in a transaction, and return when it is on the disk.

        What the work raises is raised here, and only its own changes are undone. When the transaction of a
        batch is refused, its works are run again, each on its own: a work touches nothing but its connection.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write: use the connection of the outer one")
        return self.send(work).result()

    def send(self, work: Work) -> "Future[Any]":
        """Let the work be written with the next batch. Raises DatabaseClosed."""
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
        """Finish the writes that wait, and end the thread."""
        with self._lock:
            self._closed = True
            if self._thread is not None:
                self._writes.put(None)
        if self._thread is not None:
            self._thread.join()

    def _write_batches(self) -> None:
        going_on = True
        while going_on:
            batch, going_on = self._next_batch()
            if batch:
                self._run_batch(batch)
        self._let_go()

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
        if len(batch) == 1:
            self._run_alone(batch[0])
            return
        committing = _Caught()
        with committing:
            connection = self._connected()
            with connection.begin():
                outcomes = [write.run(connection) for write in batch]
        if committing.error is None:
            for write, outcome in zip(batch, outcomes, strict=True):
                write.settle(outcome)
        else:
            self._let_go()
            for write in batch:
                self._run_alone(write)

    def _run_alone(self, write: "_Write") -> None:
        """Run one work in a transaction of its own, which needs no savepoint."""
        caught, value = _Caught(), None
        with caught:
            connection = self._connected()
            with connection.begin():
                value = write.work(connection)
        if caught.error is not None:
            self._let_go()
        write.settle(_Outcome(value=value, error=caught.error))

    def _connected(self) -> Connection:
        """Return the connection of this thread: taking one for each batch is longer than a small write."""
        if self._kept is None:
            self._kept = self._engine.connect()
        return self._kept

    def _let_go(self) -> None:
        """Begin with another connection after whatever went wrong, and at the end."""
        kept, self._kept = self._kept, None
        if kept is not None:
            with _Caught():
                kept.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    value: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class _Write:
    work: Work
    done: "Future[Any]" = field(default_factory=Future)

    def run(self, connection: Connection) -> _Outcome:
        """Run the work inside a savepoint. Raises what ended the whole transaction with it."""
        worked, undone, value = _Caught(), _Caught(), None
        _BEGIN.run(connection, {})
        with worked:
            value = self.work(connection)
        with undone:
            if worked.error is not None:
                _UNDO.run(connection, {})
            _END.run(connection, {})
        if undone.error is not None:
            # A full disk undoes the works before this one, too, and what came after would be on its own.
            raise worked.error or undone.error
        return _Outcome(value=value, error=worked.error)

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

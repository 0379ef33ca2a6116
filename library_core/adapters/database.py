"""One relational database: reads on a pool of connections, writes as the database does them best.

SQLite has one writer, which commits in batches; PostgreSQL runs transactions side by side.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from library_core.adapters.batching_writer import BatchingWriter, Work
from library_core.adapters.database_errors import is_away, unavailable
from library_core.adapters.engines import backend_of, open_engine
from library_core.adapters.small_statements import SmallStatement, Values
from library_core.adapters.transaction_writer import TransactionWriter, insistently

T = TypeVar("T")

_LOG: Final = logging.getLogger("tetrad")


class Database:
    """Reads and short writes run in the caller's thread.

    Threads and connections come into being at first use: make one `Database` in each process, after forking.
    """

    def __init__(self, url: str, *, readers: int = 8) -> None:
        self.backend = backend_of(url)
        self._readers = open_engine(url, size=readers, read_only=True)
        several = self.backend == "postgresql"
        # The one writer of SQLite keeps its connection; another one is for who makes or fills the schema.
        self.engine = open_engine(url, size=readers + 1 if several else 2)
        self._writer = TransactionWriter(self.engine) if several else BatchingWriter(self.engine)

    @property
    def waiting_writes(self) -> int:
        """How many writes have been asked for and are not yet on the disk."""
        return self._writer.waiting

    @property
    def conflicts(self) -> int:
        """How many writes have given way to others so far, and were run again; one writer has no others."""
        return self._writer.conflicts if isinstance(self._writer, TransactionWriter) else 0

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a read transaction: it sees one moment of the database, and can change nothing.

        The work may be run again. Raises DatabaseUnavailable.
        """
        if self.backend == "postgresql":
            return insistently(lambda: self._read_once(work))
        try:
            return self._read_once(work)
        except SQLAlchemyError as error:
            raise _told(error) from error

    def ask(self, question: SmallStatement, values: Values) -> Sequence[Any]:
        """Return the rows of a small query as they are at one moment, with columns as attributes.

        Raises DatabaseUnavailable.
        """
        if self.backend == "postgresql":
            return insistently(lambda: question.ask_alone(self._readers, values))
        try:
            return question.ask_alone(self._readers, values)
        except SQLAlchemyError as error:
            raise _told(error) from error

    def read_at_length(self, work: Callable[[Connection], T]) -> T:
        """Run the work once on one moment of the database, however long it takes: for who reads everything.

        Raises DatabaseUnavailable.
        """
        try:
            with self._readers.connect() as connection, connection.begin():
                if self.backend == "postgresql":
                    for timeout in ("statement_timeout", "idle_in_transaction_session_timeout"):
                        connection.exec_driver_sql(f"SET LOCAL {timeout} = 0")
                return work(connection)
        except SQLAlchemyError as error:
            raise _told(error) from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction, and return when it is on the disk.

        What the work raises is raised here, and only its own changes are undone. The work may be run again,
        so it touches nothing but its connection. Raises DatabaseUnavailable, DatabaseClosed.
        """
        try:
            result: T = self._writer.write(work)
        except SQLAlchemyError as error:
            raise _told(error) from error
        return result

    def write_soon(self, work: Work) -> None:
        """Let the work be written with whatever is written next, and don't wait; what it raises is logged.

        For what may be lost with the power, such as counters.
        """
        self._writer.send(work).add_done_callback(_log_failure)

    @contextlib.contextmanager
    def bare(self) -> Iterator[Engine]:
        """Lend the engine to who makes the schema, or fills it. Raises DatabaseUnavailable."""
        try:
            yield self.engine
        except SQLAlchemyError as error:
            raise _told(error) from error

    def close(self) -> None:
        """Finish the writes that wait and close all connections."""
        self._writer.close()
        self._readers.dispose()
        self.engine.dispose()

    def _read_once(self, work: Callable[[Connection], T]) -> T:
        with self._readers.connect() as connection, connection.begin():
            return work(connection)


def _told(error: SQLAlchemyError) -> Exception:
    return unavailable(error) if is_away(error) else error


def _log_failure(done: "Future[Any]") -> None:
    error = done.exception()
    if error is not None:
        _LOG.error("a write that nobody waits for failed", exc_info=error)

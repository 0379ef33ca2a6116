"""The database as one job may use it: every write first holds the job's lease, or is refused."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from library_core.adapters.sql_jobs import SqlJobs
from library_core.jobs import Lease
from library_core.leases import hold

T = TypeVar("T")


class Transactions(Protocol):
    """Runs works in transactions, as `library_core.adapters.database.Database` does."""

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one moment of the database."""
        ...

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction, and return when it is on the disk."""
        ...


class LeasedDatabase:
    """Lets a worker that has lost its lease, without having noticed, write nothing any more."""

    def __init__(self, database: Transactions, lease: Lease) -> None:
        self._database = database
        self._lease = lease

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one moment of the database."""
        return self._database.read(work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction that holds the lease. Raises LeaseLost."""

        def write(connection: Connection) -> T:
            hold(SqlJobs(connection), self._lease)
            return work(connection)

        return self._database.write(write)

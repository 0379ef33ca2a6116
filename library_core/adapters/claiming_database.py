"""The database as one request may use it: its first write also claims the request; both are kept or none."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from library_core.adapters.leased_database import Transactions

T = TypeVar("T")


class ClaimingDatabase:
    """Lets the same request, sent twice or to two processes, write once; `claim` raises where it has."""

    def __init__(self, database: Transactions, claim: Callable[[Connection], None]) -> None:
        self._database = database
        self._claim = claim
        self._claimed = False

    @property
    def claimed(self) -> bool:
        """Whether anything has been written."""
        return self._claimed

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run the work on one moment of the database."""
        return self._database.read(work)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run the work in a write transaction, the first one with the claim. Raises what `claim` does."""
        if self._claimed:
            return self._database.write(work)

        def write(connection: Connection) -> T:
            self._claim(connection)
            return work(connection)

        result = self._database.write(write)
        self._claimed = True
        return result

"""The engine's repositories on one connection, and the store that lends them to use cases."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from library_core.adapters.leased_database import Transactions
from notebooks_engine.adapters.sql_appeals import SqlAppeals
from notebooks_engine.adapters.sql_assignments import SqlAssignments
from notebooks_engine.adapters.sql_attempts import SqlAttempts
from notebooks_engine.adapters.sql_classes import SqlClasses
from notebooks_engine.adapters.sql_deals import SqlDeals
from notebooks_engine.adapters.sql_dismissals import SqlDismissals
from notebooks_engine.adapters.sql_lab_sessions import SqlLabSessions
from notebooks_engine.adapters.sql_marks import SqlMarks
from notebooks_engine.adapters.sql_practices import SqlPractices
from notebooks_engine.adapters.sql_regrades import SqlRegrades
from notebooks_engine.adapters.sql_submissions import SqlSubmissions
from notebooks_engine.repositories import Engine

T = TypeVar("T")


def engine_on(connection: Connection) -> Engine:
    """Return all repositories of the engine on this connection."""
    return Engine(
        classes=SqlClasses(connection),
        assignments=SqlAssignments(connection),
        attempts=SqlAttempts(connection),
        submissions=SqlSubmissions(connection),
        marks=SqlMarks(connection),
        practices=SqlPractices(connection),
        deals=SqlDeals(connection),
        regrades=SqlRegrades(connection),
        appeals=SqlAppeals(connection),
        dismissals=SqlDismissals(connection),
        lab_sessions=SqlLabSessions(connection),
    )


class SqlStore:
    """Implements `notebooks_engine.repositories.Store` on a database."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def read(self, work: Callable[[Engine], T]) -> T:
        """Run the work in a transaction that changes nothing."""
        return self._database.read(lambda connection: work(engine_on(connection)))

    def write(self, work: Callable[[Engine], T]) -> T:
        """Run the work in a transaction; return when it is kept, or keep nothing of it if it raises."""
        return self._database.write(lambda connection: work(engine_on(connection)))

"""The one place where adapters are chosen and put together; everything else is handed what it needs."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection

from api.auth.passwords import PasswordsBusy
from api.auth.repeats import Repeats
from api.auth.sessions import Session, Sessions
from api.auth.throttle import Throttle
from api.migrations import upgrade
from api.secret_file import read_or_make_secret
from api.settings import Settings
from library_core.adapters.database import Database
from library_core.adapters.sql_people import SqlPeople
from library_core.people import People, Person

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All repositories on one connection: what one use case reads and writes, wholly or not at all."""

    people: People
    sessions: Sessions
    throttle: Throttle
    repeats: Repeats

    def who(self, token: str, now: int) -> tuple[Session | None, Person | None]:
        """Return the session of a token and its person, or nobody."""
        session = self.sessions.find(token, now)
        person = self.people.find(session.school, session.person) if session else None
        return (session, person) if person else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Settings, secret and adapters of one process."""

    settings: Settings
    secret: bytes
    database: Database

    def read(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one read transaction."""
        return self.database.read(lambda connection: work(self._unit(connection)))

    def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one write transaction; return when it is durable."""
        return self.database.write(lambda connection: work(self._unit(connection)))

    def require_hashing_place(self, waiting: int) -> None:
        """Raise PasswordsBusy if too many sign-ins wait already."""
        if waiting >= self.settings.longest_sign_in_queue:
            raise PasswordsBusy

    def close(self) -> None:
        """Finish what is being written and let go of everything."""
        self.database.close()

    def _unit(self, connection: Connection) -> Unit:
        return Unit(
            people=SqlPeople(connection),
            sessions=Sessions(connection),
            throttle=Throttle(connection, self.secret),
            repeats=Repeats(connection),
        )


def open_application(settings: Settings) -> Application:
    """Make the data folder, bring the database to the present schema and put the adapters together."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database(f"sqlite:///{settings.data / 'tetrad.sqlite3'}", readers=settings.threads)
    with contextlib.ExitStack() as undo:
        undo.callback(database.close)
        upgrade(database.engine)
        application = Application(
            settings=settings, secret=read_or_make_secret(settings.data), database=database
        )
        undo.pop_all()
    return application

"""Sessions at the bench in SQL tables: a row for each, and a row for each line of its log."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, select

from labs.sessions import Entry
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.rows_of_sessions import entries_from_texts, entry_to_text
from notebooks_engine.adapters.tables import attempts, lab_entries, lab_sessions
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.lab_sessions import (
    BenchPlace,
    LabSession,
    SessionKey,
    WorkBench,
    digest_request,
)

_ENTRY: Final = (
    lab_entries.c.number,
    lab_entries.c.entry,
    lab_entries.c.logged_at,
    lab_entries.c.request,
)


class SqlLabSessions:
    """Implements `notebooks_engine.lab_sessions.LabSessions` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, person: Actor, place: BenchPlace, secret: bytes, now: int) -> LabSession:
        """Return the person's session at a place; the first call makes it, with this secret."""
        known = self.find(person.school, place)
        if known is not None:
            return known
        row = {
            "school": person.school,
            "person": person.person,
            **_columns(place),
            "secret": secret,
            "opened_at": now,
        }
        made = self._connection.execute(insert(lab_sessions).values(row))
        (key,) = made.inserted_primary_key or (0,)
        return LabSession(key=SessionKey(key), person=person.person, secret=secret)

    def find(self, school: SchoolKey, place: BenchPlace) -> LabSession | None:
        """Return the session at a place."""
        work = isinstance(place, WorkBench)
        row = self._connection.execute(_find_query(work=work), _parameters(school, place)).one_or_none()
        if row is None:
            return None
        entries = self._connection.execute(_entries_query(), {"of": row.key}).all()
        return _read(row, entries)

    def hold(self, key: SessionKey) -> None:
        """Let nobody else write in this session until this transaction ends."""
        self._connection.execute(
            select(lab_sessions.c.key).where(lab_sessions.c.key == key).with_for_update()
        )

    def count(self, key: SessionKey) -> int:
        """Return how many lines a log has."""
        count: int = self._connection.execute(_count_query(), {"of": key}).scalar_one()
        return count

    def append(self, session: LabSession, entry: Entry, request: str) -> None:
        """Add a line to the log as the session has it; numbers and requests of a log stand once."""
        before = session.log[-1] if session.log else None
        self._connection.execute(
            insert(lab_entries).values(
                session=session.key,
                number=entry.number,
                request=digest_request(request),
                entry=entry_to_text(entry, before),
                logged_at=entry.logged_at,
            )
        )

    def of_assignment(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[tuple[AttemptKey, str], LabSession]:
        """Return the sessions of an assignment by attempt and slot."""
        own = (
            select(lab_sessions)
            .join(attempts, attempts.c.key == lab_sessions.c.attempt)
            .where(attempts.c.assignment == assignment, lab_sessions.c.school == school)
        )
        return _read_all(self._connection, own)


def sessions_of(connection: Connection, attempt: AttemptKey) -> Mapping[str, LabSession]:
    """Return the sessions of an attempt by slot."""
    found = _read_all(connection, select(lab_sessions).where(lab_sessions.c.attempt == attempt))
    return {slot: session for (_, slot), session in found.items()}


def forget_sessions(connection: Connection, of_attempts: Select[Any]) -> None:
    """Remove the sessions of these attempts with their logs."""
    mine = select(lab_sessions.c.key).where(lab_sessions.c.attempt.in_(of_attempts))
    connection.execute(delete(lab_entries).where(lab_entries.c.session.in_(mine)))
    connection.execute(delete(lab_sessions).where(lab_sessions.c.attempt.in_(of_attempts)))


def _read_all(connection: Connection, sessions: Select[Any]) -> Mapping[tuple[AttemptKey, str], LabSession]:
    """Read sessions of attempts with their logs, in one statement, so that both are of one moment."""
    query = (
        sessions.add_columns(*_ENTRY)
        .outerjoin(lab_entries, lab_entries.c.session == lab_sessions.c.key)
        .order_by(lab_sessions.c.key, lab_entries.c.number)
    )
    together: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        together[row.key].append(row)
    return {
        (AttemptKey(rows[0].attempt), rows[0].slot): _read(
            rows[0], [row[-len(_ENTRY) :] for row in rows if row.number is not None]
        )
        for rows in together.values()
    }


@cache
def _find_query(*, work: bool) -> Select[Any]:
    """Return the query of a session, built once: it is asked at every reading."""
    names = ("school", "attempt", "slot") if work else ("school", "practice")
    return select(lab_sessions).where(*(lab_sessions.c[name] == bindparam(name) for name in names))


@cache
def _entries_query() -> Select[Any]:
    return select(*_ENTRY).where(lab_entries.c.session == bindparam("of")).order_by(lab_entries.c.number)


@cache
def _count_query() -> Select[Any]:
    return select(func.count()).select_from(lab_entries).where(lab_entries.c.session == bindparam("of"))


def _parameters(school: SchoolKey, place: BenchPlace) -> Mapping[str, str]:
    if isinstance(place, WorkBench):
        return {"school": school, "attempt": place.attempt, "slot": place.slot}
    return {"school": school, "practice": place.run}


def _columns(place: BenchPlace) -> Mapping[str, str | None]:
    if isinstance(place, WorkBench):
        return {"attempt": place.attempt, "slot": place.slot, "practice": None}
    return {"attempt": None, "slot": "", "practice": place.run}


def _read(row: Row[Any], entries: Sequence[Sequence[Any]]) -> LabSession:
    """Read a session with lines of its log, each as `_ENTRY` says."""
    return LabSession(
        key=SessionKey(row.key),
        person=PersonKey(row.person),
        secret=row.secret,
        log=entries_from_texts([(number, text, at) for number, text, at, _ in entries]),
        requests=tuple([request for _, _, _, request in entries]),
    )

"""Sessions at the bench in SQL tables: a row for each, and a row for each line of its log."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Insert, Row, Select, bindparam, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from labs.sessions import Entry
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.recent_logs import RecentLogs
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

_INSERTS: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_RECENT: Final = RecentLogs()


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
        known = _RECENT.recall(row.key, row.secret)
        if known is not None and known.log:
            rows = self._entries(row.key, known.log[-1].number)
            if _goes_on(known, rows):
                return _grown(known, rows[1:])
        return _read(row, self._entries(row.key, 0))

    def append(self, session: LabSession, entry: Entry, request: str) -> bool:
        """Add a line to the log as the session has it, unless the log has grown or knows the request."""
        before = session.log[-1] if session.log else None
        line = {
            "session": session.key,
            "number": entry.number,
            "request": digest_request(request),
            "entry": entry_to_text(entry, before),
            "logged_at": entry.logged_at,
        }
        added = self._connection.execute(_append_query(self._connection.dialect.name), line)
        return added.rowcount == 1

    def _entries(self, key: int, since: int) -> Sequence[Row[Any]]:
        return self._connection.execute(_entries_query(), {"of": key, "since": since}).all()

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
    query = select(*_ENTRY).where(lab_entries.c.session == bindparam("of"))
    return query.where(lab_entries.c.number >= bindparam("since")).order_by(lab_entries.c.number)


@cache
def _append_query(dialect: str) -> Insert:
    """Return the insertion of a line that does nothing where its number or its request stands already."""
    insertion: Insert = _INSERTS[dialect](lab_entries).on_conflict_do_nothing()
    return insertion


def _parameters(school: SchoolKey, place: BenchPlace) -> Mapping[str, str]:
    if isinstance(place, WorkBench):
        return {"school": school, "attempt": place.attempt, "slot": place.slot}
    return {"school": school, "practice": place.run}


def _columns(place: BenchPlace) -> Mapping[str, str | None]:
    if isinstance(place, WorkBench):
        return {"attempt": place.attempt, "slot": place.slot, "practice": None}
    return {"attempt": None, "slot": "", "practice": place.run}


def _read(row: Row[Any], entries: Sequence[Sequence[Any]]) -> LabSession:
    """Read a session with all lines of its log, each as `_ENTRY` says."""
    empty = LabSession(key=SessionKey(row.key), person=PersonKey(row.person), secret=row.secret)
    return _grown(empty, entries)


def _goes_on(known: LabSession, entries: Sequence[Sequence[Any]]) -> bool:
    """Tell whether lines from the last known one on go on from it."""
    if not entries:
        return False
    number, _, _, request = entries[0]
    return bool(number == known.log[-1].number and request == known.requests[-1])


def _grown(known: LabSession, entries: Sequence[Sequence[Any]]) -> LabSession:
    """Return the session with the lines that follow what is known of it."""
    if not entries:
        return known
    texts = [(number, text, at) for number, text, at, _ in entries]
    fresh = entries_from_texts(texts, known.log[-1] if known.log else None)
    requests = tuple([request for _, _, _, request in entries])
    session = replace(known, log=(*known.log, *fresh), requests=(*known.requests, *requests))
    _RECENT.keep(session)
    return session

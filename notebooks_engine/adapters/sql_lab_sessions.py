"""Sessions at the bench in SQL tables: a row for each, and a row for each line of its log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select

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
        query = select(lab_sessions).where(lab_sessions.c.school == school, *_at(place))
        row = self._connection.execute(query).one_or_none()
        if row is None:
            return None
        entries = select(lab_entries).where(lab_entries.c.session == row.key).order_by(lab_entries.c.number)
        return _read(row, self._connection.execute(entries).all())

    def hold(self, key: SessionKey) -> None:
        """Let nobody else write in this session until this transaction ends."""
        self._connection.execute(
            select(lab_sessions.c.key).where(lab_sessions.c.key == key).with_for_update()
        )

    def count(self, key: SessionKey) -> int:
        """Return how many lines a log has."""
        query = select(func.count()).select_from(lab_entries).where(lab_entries.c.session == key)
        return self._connection.execute(query).scalar_one()

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
    columns = (lab_entries.c.number, lab_entries.c.request, lab_entries.c.entry, lab_entries.c.logged_at)
    query = (
        sessions.add_columns(*columns)
        .outerjoin(lab_entries, lab_entries.c.session == lab_sessions.c.key)
        .order_by(lab_sessions.c.key, lab_entries.c.number)
    )
    together: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        together[row.key].append(row)
    return {
        (AttemptKey(rows[0].attempt), rows[0].slot): _read(
            rows[0], [row for row in rows if row.number is not None]
        )
        for rows in together.values()
    }


def _at(place: BenchPlace) -> Iterable[ColumnElement[bool]]:
    if isinstance(place, WorkBench):
        return lab_sessions.c.attempt == place.attempt, lab_sessions.c.slot == place.slot
    return (lab_sessions.c.practice == place.run,)


def _columns(place: BenchPlace) -> Mapping[str, str | None]:
    if isinstance(place, WorkBench):
        return {"attempt": place.attempt, "slot": place.slot, "practice": None}
    return {"attempt": None, "slot": "", "practice": place.run}


def _read(row: Row[Any], entries: Sequence[Row[Any]]) -> LabSession:
    return LabSession(
        key=SessionKey(row.key),
        person=PersonKey(row.person),
        secret=row.secret,
        log=entries_from_texts([(one.number, one.entry, one.logged_at) for one in entries]),
        requests=tuple(one.request for one in entries),
    )

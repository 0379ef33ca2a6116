"""Sessions at the bench in SQL tables: a row for each, and a row for each line of its log."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    join,
    or_,
    select,
)

from labs.sessions import Entry
from library_core.adapters.small_statements import SmallStatement
from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor
from notebooks_engine.adapters.recent_logs import RecentLogs
from notebooks_engine.adapters.replacing import INSERTS
from notebooks_engine.adapters.rows import assignment_from_row
from notebooks_engine.adapters.rows_of_sessions import READING, entries_from_texts, entry_to_text
from notebooks_engine.adapters.sql_regrades import last_rekeyed, last_rekeying
from notebooks_engine.adapters.tables import assignments, attempts, lab_entries, lab_sessions
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, thaw_slot
from notebooks_engine.lab_sessions import (
    BenchGate,
    BenchPlace,
    BenchStand,
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

_OF_GATE: Final = ("rules", "due_at", "closed_at")
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
        return None if row is None else self._with_log(_empty(row))

    def stand(self, student: Actor, where: WorkBench) -> BenchStand | None:
        """Return the student's own bench of an attempt as it stands."""
        row = self._connection.execute(_stand_query(), _own(student, where)).one_or_none()
        frozen = None if row is None else thaw_slot(row.rekeyed or row.slots_dealt, where.slot)
        if row is None or frozen is None:
            return None
        session = None
        if row.session_key is not None:
            key, person = SessionKey(row.session_key), PersonKey(row.session_person)
            session = self._with_log(LabSession(key=key, person=person, secret=row.session_secret))
        return BenchStand(gate=_gate(row, where), frozen=frozen, session=session)

    def _with_log(self, empty: LabSession) -> LabSession:
        known = _RECENT.recall(empty.key, empty.secret)
        if known is not None and known.log:
            rows = self._entries(known.key, known.log[-1].number)
            if _goes_on(known, rows):
                return _grown(known, rows[1:])
        return _grown(empty, self._entries(empty.key, 0))

    def append(self, session: LabSession, entry: Entry, request: str, gate: BenchGate | None = None) -> bool:
        """Add a line to the log as the session has it, unless that is another by now or knows the request.

        What is known of a session and its gate may have been kept for long: both are looked at in the same
        statement.
        """
        before = session.log[-1] if session.log else None
        line = {
            "session": session.key,
            "number": entry.number,
            "request": digest_request(request),
            "entry": entry_to_text(entry, before),
            "logged_at": entry.logged_at,
            "secret": session.secret,
            "before": before.number if before else 0,
            "request_before": session.requests[-1] if before else b"",
            **(_as_it_was(gate) if gate else {}),
        }
        query = _append_query(self._connection.dialect.name, gated=gate is not None)
        return query.run(self._connection, line) == 1

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

    def count_readings(
        self, school: SchoolKey, assignment: AssignmentKey
    ) -> Mapping[tuple[AttemptKey, str], int]:
        """Return how many readings were taken, by attempt and slot, where there are any."""
        of = (lab_sessions.c.attempt, lab_sessions.c.slot)
        query = (
            select(*of, func.count().label("readings"))
            .join(attempts, attempts.c.key == lab_sessions.c.attempt)
            .join(lab_entries, lab_entries.c.session == lab_sessions.c.key)
            .where(attempts.c.assignment == assignment, lab_sessions.c.school == school)
            .where(lab_entries.c.entry.startswith(READING, autoescape=True))
            .group_by(*of)
        )
        rows = self._connection.execute(query)
        return {(AttemptKey(row.attempt), row.slot): row.readings for row in rows}


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
        (AttemptKey(rows[0].attempt), rows[0].slot): _grown(
            _empty(rows[0]), [row[-len(_ENTRY) :] for row in rows if row.number is not None]
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
def _append_query(dialect: str, *, gated: bool) -> SmallStatement:
    """Return the insertion of a line that does nothing where its number or its request stands already.

    Nor does it where the session isn't there with this secret, the line before isn't that of the request, or
    the gate isn't as it was.
    """
    columns = list(lab_entries.c)
    line = select(*(bindparam(column.name, type_=column.type) for column in columns))
    session = bindparam("session", type_=lab_sessions.c.key.type)
    mine = exists().where(lab_sessions.c.key == session, lab_sessions.c.secret == bindparam("secret"))
    before = bindparam("before", type_=lab_entries.c.number.type)
    ended = exists().where(
        lab_entries.c.session == session,
        lab_entries.c.number == before,
        lab_entries.c.request == bindparam("request_before"),
    )
    inserted = INSERTS[dialect](lab_entries).from_select(
        [column.name for column in columns],
        line.where(mine, or_(before == 0, ended), *([_stands()] if gated else [])),
    )
    insertion: Insert = inserted.on_conflict_do_nothing()
    return SmallStatement(insertion.execution_options(preserve_rowcount=True))


def _stands() -> ColumnElement[bool]:
    """Return whether a gate is as it was when it was read."""
    return (
        exists()
        .where(attempts.c.key == bindparam("attempt"), assignments.c.key == attempts.c.assignment)
        .where(*(assignments.c[name].is_not_distinct_from(bindparam(name)) for name in _OF_GATE))
        .where(last_rekeying().is_not_distinct_from(bindparam("rekeyed")))
    )


@cache
def _stand_query() -> Select[Any]:
    """Return the query of all that an open bench follows from."""
    sessions = and_(lab_sessions.c.attempt == attempts.c.key, lab_sessions.c.slot == bindparam("slot"))
    joined = join(attempts, assignments, assignments.c.key == attempts.c.assignment)
    return (
        select(
            assignments,
            attempts.c.active_at.label("attempt_active_at"),
            attempts.c.slots.label("slots_dealt"),
            last_rekeyed().label("rekeyed"),
            last_rekeying().label("rekeyed_by"),
            lab_sessions.c.key.label("session_key"),
            lab_sessions.c.person.label("session_person"),
            lab_sessions.c.secret.label("session_secret"),
        )
        .select_from(joined.outerjoin(lab_sessions, sessions))
        .where(
            attempts.c.key == bindparam("attempt"),
            attempts.c.student == bindparam("student"),
            attempts.c.school == bindparam("school"),
        )
    )


def _own(student: Actor, where: WorkBench) -> Mapping[str, str]:
    mine = {"student": student.person, "school": student.school}
    return {"attempt": where.attempt, "slot": where.slot, **mine}


def _gate(row: Row[Any], where: WorkBench) -> BenchGate:
    return BenchGate(
        place=where,
        assignment=assignment_from_row(row),
        rules=row.rules,
        active_at=row.attempt_active_at,
        rekeyed=row.rekeyed_by,
    )


def _as_it_was(gate: BenchGate) -> Mapping[str, str | int | None]:
    return {
        "attempt": gate.place.attempt,
        "slot": gate.place.slot,
        "rules": gate.rules,
        "due_at": gate.assignment.due_at,
        "closed_at": gate.assignment.closed_at,
        "rekeyed": gate.rekeyed,
    }


def _parameters(school: SchoolKey, place: BenchPlace) -> Mapping[str, str]:
    if isinstance(place, WorkBench):
        return {"school": school, "attempt": place.attempt, "slot": place.slot}
    return {"school": school, "practice": place.run}


def _columns(place: BenchPlace) -> Mapping[str, str | None]:
    if isinstance(place, WorkBench):
        return {"attempt": place.attempt, "slot": place.slot, "practice": None}
    return {"attempt": None, "slot": "", "practice": place.run}


def _empty(row: Row[Any]) -> LabSession:
    return LabSession(key=SessionKey(row.key), person=PersonKey(row.person), secret=row.secret)


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

"""Requests sent twice: the second one with the same idempotency key gets the first one's response.

A key is bound to the person, the route and the body; a key used for another body is refused. It is claimed in
the transaction of the work, so that there is a row exactly when the work is kept; the response follows.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Insert, Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.auth.tables import REPEATS

_KEPT: Final = 24 * 3600 * 1000
_SWEEPING: Final = "00"
_LONGEST_WORK: Final = 60 * 1000
_NEVER_TOLD: Final = 0
LARGEST_CONTENT: Final = 256 * 1024
_FIND: Final = select(REPEATS).where(REPEATS.c.key == bindparam("repeat"))


class RepeatMismatch(Exception):
    """The idempotency key was used before, for another request."""


class RepeatUnderWay(Exception):
    """The first request with this idempotency key has not been answered yet; ask again in some `seconds`."""

    seconds: Final = 5


class AnswerLost(Exception):
    """The first request with this key did its work; what it was answered is kept nowhere."""

    lost: Final = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResponse:
    """What the first request was answered."""

    status: int
    location: str | None
    media_type: str | None
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """One request as the key sees it: hashes of who and where, and of the body."""

    key: str
    body: str


def describe_request(person: str, route: str, key: str, body: str) -> Repeat:
    """Return what a request is remembered under; `body` is its digest."""
    bound = hashlib.sha256("\n".join((person, route, key)).encode()).hexdigest()
    return Repeat(key=bound, body=body)


class Repeats:
    """Remembered requests of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, repeat: Repeat, now: int) -> KeptResponse | None:
        """Return what the first request was answered; None if its work is not done, or a day ago.

        Raises RepeatMismatch; RepeatUnderWay while the answer is awaited; AnswerLost when it won't come.
        """
        row = self._connection.execute(_FIND, {"repeat": repeat.key}).first()
        if row is None or row.at < now - _KEPT:
            return None
        if row.body != repeat.body:
            raise RepeatMismatch
        if row.status is None and now - row.at < _LONGEST_WORK:
            raise RepeatUnderWay
        if not row.status:
            raise AnswerLost
        return _read(row)

    def claim(self, repeat: Repeat, now: int) -> None:
        """Say that the work of this request is done, in the transaction that does it.

        Raises RepeatUnderWay where another request has said so.
        """
        insertion = _inserted(self._connection.dialect.name, oldest=now - _KEPT)
        row = {"key": repeat.key, "body": repeat.body, "at": now}
        if self._connection.execute(insertion.returning(REPEATS.c.key), row).first() is None:
            raise RepeatUnderWay

    def finish(self, repeat: Repeat, response: KeptResponse | None, now: int) -> None:
        """Remember what the request was answered; nothing if that is shown once, or too large.

        One request in 256 forgets what is older than a day: did all of them, they would get into each
        other's way.
        """
        kept = response if response and len(response.content) <= LARGEST_CONTENT else None
        values: dict[str, Any] = {"status": _NEVER_TOLD}
        if kept is not None:
            values = {
                "status": kept.status,
                "location": kept.location,
                "media_type": kept.media_type,
                "content": kept.content,
            }
        self._connection.execute(update(REPEATS).where(REPEATS.c.key == repeat.key).values(values))
        if repeat.key.startswith(_SWEEPING):
            self._connection.execute(delete(REPEATS).where(REPEATS.c.at < now - _KEPT))

    def forget_answers(self) -> None:
        """Forget what all requests were answered, and no request: none of them is done again."""
        forgotten = {"status": _NEVER_TOLD, "location": None, "media_type": None, "content": None}
        answered = REPEATS.c.status.is_not(None)
        self._connection.execute(update(REPEATS).where(answered).values(forgotten))


def _read(row: Row[Any]) -> KeptResponse:
    return KeptResponse(
        status=row.status, location=row.location, media_type=row.media_type, content=row.content
    )


def _inserted(dialect: str, *, oldest: int) -> Insert:
    """Return the insertion of a row, also in place of one whose day is over."""
    if dialect == "postgresql":
        on_postgresql = postgresql.insert(REPEATS)
        return on_postgresql.on_conflict_do_update(
            index_elements=["key"], set_=_anew(on_postgresql.excluded), where=REPEATS.c.at < oldest
        )
    on_sqlite = sqlite.insert(REPEATS)
    return on_sqlite.on_conflict_do_update(
        index_elements=["key"], set_=_anew(on_sqlite.excluded), where=REPEATS.c.at < oldest
    )


def _anew(given: Any) -> dict[str, Any]:  # noqa: ANN401 (a namespace of the columns that were to be inserted)
    return {"body": given.body, "at": given.at, "status": None, "location": None, "content": None}

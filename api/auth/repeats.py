"""Requests sent twice: the second one with the same idempotency key gets the first one's response.

A key is bound to the person, the route and the body; a key used for another body is refused.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.auth.tables import REPEATS

_KEPT: Final = 24 * 3600 * 1000
_ABANDONED: Final = 60 * 1000
LARGEST_CONTENT: Final = 256 * 1024


class RepeatMismatch(Exception):
    """The idempotency key was used before, for another request."""


class RepeatUnderWay(Exception):
    """The first request with this idempotency key has not been answered yet."""


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
    """Remembered responses of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, repeat: Repeat, now: int) -> KeptResponse | None:
        """Reserve the key, or return what its first request was answered.

        Raises RepeatMismatch and RepeatUnderWay. A reservation older than a minute was left by a crash,
        and is taken over.
        """
        self._connection.execute(delete(REPEATS).where(REPEATS.c.at < now - _KEPT))
        row = self._connection.execute(select(REPEATS).where(REPEATS.c.key == repeat.key)).first()
        if row is None:
            self._reserve(repeat, now)
            return None
        if row.body != repeat.body:
            raise RepeatMismatch
        if row.status is not None:
            return KeptResponse(
                status=row.status, location=row.location, media_type=row.media_type, content=row.content
            )
        if now - row.at < _ABANDONED:
            raise RepeatUnderWay
        self._connection.execute(update(REPEATS).where(REPEATS.c.key == repeat.key).values(at=now))
        return None

    def finish(self, repeat: Repeat, response: KeptResponse) -> None:
        """Remember the response of the first request."""
        values = {
            "status": response.status,
            "location": response.location,
            "media_type": response.media_type,
            "content": response.content,
        }
        self._connection.execute(update(REPEATS).where(REPEATS.c.key == repeat.key).values(values))

    def abandon(self, repeat: Repeat) -> None:
        """Free the key again: the first request was refused and changed nothing."""
        self._connection.execute(
            delete(REPEATS).where(REPEATS.c.key == repeat.key, REPEATS.c.status.is_(None))
        )

    def _reserve(self, repeat: Repeat, now: int) -> None:
        try:
            self._connection.execute(insert(REPEATS).values(key=repeat.key, body=repeat.body, at=now))
        except IntegrityError as error:
            raise RepeatUnderWay from error

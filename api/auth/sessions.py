"""Sign-in sessions: kept on the server, named in the browser by a random token that we store hashed."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from api.auth.tables import SESSIONS
from library_core.people import PersonKey, SchoolKey

IDLE_LIMIT: Final = 12 * 3600 * 1000
WHOLE_LIMIT: Final = 7 * 24 * 3600 * 1000
_SWEEPING: Final = "00"
_TOUCH_AFTER: Final = 10 * 60 * 1000
OF_TOKEN: Final = SESSIONS.c.token_hash == bindparam("token")
_FOUND: Final = select(SESSIONS).where(OF_TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in; times in milliseconds UTC. `must_change`: they used a one-time password."""

    token: str
    person: PersonKey
    school: SchoolKey
    begun: int
    seen: int
    must_change: bool = False

    def needs_touch(self, now: int) -> bool:
        """Whether `seen` is old enough to be written anew; not on every request, to keep reads reads."""
        return now - self.seen > _TOUCH_AFTER


class Sessions:
    """Sessions of one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, person: PersonKey, school: SchoolKey, now: int, *, must_change: bool = False) -> Session:
        """Make a session with a new token; one in 256 sweeps those long past."""
        session = Session(token=secrets.token_urlsafe(32), person=person, school=school, begun=now, seen=now)
        if _digest(session.token).startswith(_SWEEPING):
            self._connection.execute(delete(SESSIONS).where(SESSIONS.c.seen < now - IDLE_LIMIT))
        row = {
            "token_hash": _digest(session.token),
            "person": person,
            "school": school,
            "begun": now,
            "seen": now,
            "must_change": must_change,
        }
        self._connection.execute(insert(SESSIONS).values(row))
        return session

    def find(self, token: str, now: int) -> Session | None:
        """Return the session of a token unless it is over."""
        row = self._connection.execute(_FOUND, values_of(token)).one_or_none()
        return going_on(token, row, now) if row else None

    def count(self, now: int) -> int:
        """Return how many sessions are not over yet."""
        going_on = (SESSIONS.c.seen >= now - IDLE_LIMIT, SESSIONS.c.begun >= now - WHOLE_LIMIT)
        counted = self._connection.execute(select(func.count()).select_from(SESSIONS).where(*going_on))
        return counted.scalar_one()

    def touch(self, token: str, now: int) -> None:
        """Remember that the session was used."""
        self._connection.execute(
            update(SESSIONS).where(SESSIONS.c.token_hash == _digest(token)).values(seen=now)
        )

    def end(self, token: str) -> None:
        """End one session."""
        self._connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == _digest(token)))

    def end_all(self, person: PersonKey) -> None:
        """End every session of a person, as when their password changes."""
        self._connection.execute(delete(SESSIONS).where(SESSIONS.c.person == person))


def values_of(token: str) -> Mapping[str, str]:
    """Return what `OF_TOKEN` needs to find the session of a token."""
    return {"token": _digest(token)}


def going_on(token: str, row: Any, now: int) -> Session | None:  # noqa: ANN401 (a row with all its columns)
    """Return the session of a token as its row has it, unless it is over."""
    if now - row.seen > IDLE_LIMIT or now - row.begun > WHOLE_LIMIT:
        return None
    return Session(
        token=token,
        person=PersonKey(row.person),
        school=SchoolKey(row.school),
        begun=row.begun,
        seen=row.seen,
        must_change=bool(row.must_change),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(session_token: str, secret: bytes) -> str:
    """Return a token for forms of this session, masked anew each time, so compressed pages leak nothing."""
    bare = _bare_csrf(session_token, secret)
    mask = secrets.token_bytes(len(bare))
    return (mask + _masked(mask, bare)).hex()


def _masked(mask: bytes, bare: bytes) -> bytes:
    # As one number each: a page has a token in each of its forms.
    return (int.from_bytes(mask) ^ int.from_bytes(bare)).to_bytes(len(bare))


def csrf_fits(token: str, session_token: str, secret: bytes) -> bool:
    """Say whether a form's token belongs to this session."""
    bare = _bare_csrf(session_token, secret)
    try:
        given = bytes.fromhex(token)
    except ValueError:
        return False
    if len(given) != 2 * len(bare):
        return False
    mask, masked = given[: len(bare)], given[len(bare) :]
    return hmac.compare_digest(_masked(mask, masked), bare)


@lru_cache(maxsize=4096)
def _bare_csrf(session_token: str, secret: bytes) -> bytes:
    return hmac.new(secret, b"csrf " + session_token.encode(), hashlib.sha256).digest()

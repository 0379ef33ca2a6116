"""Slowing down who guesses passwords, without locking out a school that sits behind one address.

Failures count per account, and per address together with account; addresses are kept as keyed hashes for
an hour.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from api.auth.tables import FAILURES

_HOUR: Final = 3600 * 1000
_SWEEPING: Final = "0"
_MINUTE: Final = 60 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most so many failures within a window of milliseconds."""

    failures: int
    window: int


PER_ADDRESS_AND_ACCOUNT: Final = Limit(failures=8, window=5 * _MINUTE)
PER_ACCOUNT: Final = Limit(failures=40, window=_HOUR)


class SignInThrottled(Exception):
    """Too many failed sign-ins; `seconds` says when it is worth trying again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"try again in {seconds} s")


class Throttle:
    """Failed sign-ins of the last hour; `secret` keys the hashes."""

    def __init__(self, connection: Connection, secret: bytes) -> None:
        self._connection = connection
        self._secret = secret

    def require_open(self, login: str, address: str, now: int) -> None:
        """Raise SignInThrottled if this account, or this address at this account, failed too often."""
        for subject, limit in self._subjects(login, address):
            row = self._connection.execute(
                select(func.count(), func.min(FAILURES.c.at)).where(
                    FAILURES.c.subject == subject, FAILURES.c.at > now - limit.window
                )
            ).one()
            if row[0] >= limit.failures:
                raise SignInThrottled(max(1, (row[1] + limit.window - now + 999) // 1000))

    def note_failure(self, login: str, address: str, now: int) -> None:
        """Remember a failed sign-in; one account in 16 has forgotten for all what is older than an hour."""
        rows = [{"subject": subject, "at": now} for subject, _ in self._subjects(login, address)]
        if self._hash(login).startswith(_SWEEPING):
            self._connection.execute(delete(FAILURES).where(FAILURES.c.at < now - _HOUR))
        self._connection.execute(insert(FAILURES), rows)

    def forget(self, login: str, address: str) -> None:
        """Forget the failures of this address at this account, after a sign-in that went well."""
        subject = self._hash(f"{address}\n{login}")
        self._connection.execute(delete(FAILURES).where(FAILURES.c.subject == subject))

    def _subjects(self, login: str, address: str) -> tuple[tuple[str, Limit], ...]:
        return (
            (self._hash(f"{address}\n{login}"), PER_ADDRESS_AND_ACCOUNT),
            (self._hash(login), PER_ACCOUNT),
        )

    def _hash(self, text: str) -> str:
        return hmac.new(self._secret, b"throttle " + text.casefold().encode(), hashlib.sha256).hexdigest()

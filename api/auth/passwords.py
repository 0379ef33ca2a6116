"""Passwords: Argon2id at 19 MiB, two passes, one lane (as OWASP advises), and generated ones for slips."""

import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LONGEST_PASSWORD: Final = 200
SHORTEST_PASSWORD: Final = 8
NO_PASSWORD: Final = ""
"""In place of a hash, of who came out of an export: nothing fits it, and a slip brings the first password."""
_SLIP_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified against when nobody has the login, so that the time taken does not tell whether the account exists.
_NOBODY: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$lIQbH3VIzPCFCUvD3iMXLQ$Mu+/xIU0kTSEzmKVJEx4mWyPu20NCRE1PCtRscaxW3E"
)


def hash_password(password: str) -> str:
    """Return the encoded Argon2id hash of a password."""
    return _HASHER.hash(password)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Say whether the password fits the hash; with none, take as long and say no."""
    if len(password) > LONGEST_PASSWORD:
        return False
    try:
        return _HASHER.verify(password_hash or _NOBODY, password) and bool(password_hash)
    except (VerifyMismatchError, InvalidHashError):
        return False


def new_password() -> str:
    """Return a password of 58 random bits for a slip, in groups that are easy to read aloud and to type."""
    letters = "".join(secrets.choice(_SLIP_LETTERS) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))

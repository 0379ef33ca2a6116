"""Capabilities: short-lived leave to fetch the objects of one edition, carried in the address itself.

Whoever makes one has asked before that the reader may know of the edition; whoever checks one asks nothing
more.
"""

import base64
import hashlib
import hmac
import re
from functools import lru_cache
from typing import Final

from library_core.editions import EditionKey

ROUND: Final = 6 * 3600 * 1000
"""Capabilities end at multiples of this (milliseconds UTC): pages of the same hours get the same address."""

_PURPOSE: Final = b"tetrad object capability 1"
_MAC_BYTES: Final = 16
_FORM: Final = re.compile(r"([0-9a-f]{1,8})-([A-Za-z0-9_-]{22})")


def make_capability(secret: bytes, edition: EditionKey, now: int) -> str:
    """Return leave for the edition, safe in an address, for 6 to 12 hours from `now` (milliseconds UTC)."""
    end = now // ROUND + 2
    return f"{end:x}-{_mac(secret, edition, end)}"


def edition_allowed(secret: bytes, capability: str, edition: EditionKey, now: int) -> bool:
    """Say whether the capability was made for this edition and has not ended at `now`."""
    end = _end(capability)
    if now >= end * ROUND:
        return False
    return hmac.compare_digest(capability.encode(), f"{end:x}-{_mac(secret, edition, end)}".encode())


def capability_end(capability: str) -> int:
    """Return when a capability ends, in milliseconds UTC, whether or not it is genuine; 0 if it is none."""
    return _end(capability) * ROUND


def _end(capability: str) -> int:
    form = _FORM.fullmatch(capability)
    return int(form[1], 16) if form else 0


@lru_cache(maxsize=1024)
def _mac(secret: bytes, edition: EditionKey, end: int) -> str:
    key = hmac.digest(secret, _PURPOSE, hashlib.sha256)
    mac = hmac.digest(key, f"{end:x} {edition}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac[:_MAC_BYTES]).rstrip(b"=").decode()

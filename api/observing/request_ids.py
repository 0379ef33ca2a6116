"""The number of a request: a trusted proxy's if it is sane, else our own; whatever is logged bears it."""

import ipaddress
import re
import secrets
from contextvars import ContextVar
from typing import Final

HEADER: Final = "x-request-id"
_SANE: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_BYTES: Final = 8

NUMBER: Final[ContextVar[str]] = ContextVar("request", default="")
"""The number of the request that this thread or task works for, or nothing."""


def number_of(given: str | None, peer: str, *, behind_proxy: bool) -> str:
    """Return the number that the proxy gave if it is one, else a new one.

    A proxy is who asks where one is declared, or from this machine's own addresses: a browser elsewhere that
    reaches us directly can't choose the number under which it stands in the log.
    """
    if given and _SANE.fullmatch(given) and (behind_proxy or _is_here(peer)):
        return given
    return secrets.token_hex(_BYTES)


def _is_here(peer: str) -> bool:
    try:
        return ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False

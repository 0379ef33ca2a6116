"""One limit in time for all that a check asks of algebra, however many formulas an answer has."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

SECONDS: Final = 1.5
"""What algebra may take of the two seconds that a check may take at most."""
_UNTIL: Final[ContextVar[float | None]] = ContextVar("until", default=None)


@contextmanager
def one_deadline() -> Iterator[None]:
    """Let everything asked inside share one limit; inside another one, that one goes on to count."""
    if _UNTIL.get() is not None:
        yield
        return
    token = _UNTIL.set(time.monotonic() + SECONDS)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def deadline() -> float:
    """Return when the limit is reached, on the monotonic clock."""
    until = _UNTIL.get()
    return time.monotonic() + SECONDS if until is None else until

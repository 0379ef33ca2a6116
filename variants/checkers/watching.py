"""Who wants to know is told of every check: the kind of answer, what it came to, and how long it took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

CheckTold = Callable[[str, str, float], None]
"""Takes the kind, the outcome (`unreadable` for what can't be read) and the seconds that ended just now."""

_TOLD: Final[ContextVar[CheckTold | None]] = ContextVar("told_of_checks", default=None)


@contextmanager
def telling_of_checks(told: CheckTold) -> Iterator[None]:
    """Tell of the checks that are made inside, in whatever threads it hands them to."""
    token = _TOLD.set(told)
    try:
        yield
    finally:
        _TOLD.reset(token)


def who_is_told() -> CheckTold | None:
    """Return who is told of a check that is made here."""
    return _TOLD.get()

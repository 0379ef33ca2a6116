"""An error as the log tells it: every frame, and of the messages only those that hold no values of ours.

A message of a database's driver or of `int()` may repeat what a person typed, so it is left out.
"""

import traceback
from collections.abc import Iterator
from typing import Final

from sqlalchemy.exc import DBAPIError

from api.refused import Refused
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectMissing, ObjectStoreFailed

_PLAIN: Final = (
    Refused,
    ObjectStoreFailed,
    ObjectMissing,
    DatabaseUnavailable,
    AttributeError,
    NameError,
    ImportError,
    MemoryError,
    RecursionError,
)
"""Their messages are names of the program, or words of our own."""
_MOST_LINKS: Final = 8


def tell_error(error: BaseException) -> str:
    """Return the error, and before it those that led to it, with their frames and without values."""
    return "".join(reversed(list(_links(error))))


def describe_error(error: BaseException) -> str:
    """Return the class of an error, and its message or code where that can hold nothing personal."""
    kind = type(error).__qualname__
    if isinstance(error, OSError):
        return f"{kind}: {error.strerror}" if error.strerror else kind
    if isinstance(error, DBAPIError):
        return f"{kind}: {_code(error.orig)}"
    if isinstance(error, _PLAIN):
        return f"{kind}: {error}"
    return kind


def _code(error: BaseException | None) -> str:
    """Return the name of a driver's error and its own code, of which neither repeats a value."""
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None) or ""
    return f"{type(error).__name__} {code}".strip()


def _links(error: BaseException) -> Iterator[str]:
    link: BaseException | None = error
    for _ in range(_MOST_LINKS):
        if link is None:
            return
        frames = "".join(traceback.format_tb(link.__traceback__))
        yield f"Traceback (most recent call last):\n{frames}{describe_error(link)}\n"
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)

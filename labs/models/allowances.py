"""How much may be computed for one moment of a model: counted in parts of formulas, never in seconds.

What is refused on one machine is refused on every other one, also where it was computed a moment before.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from labs.models.failures import ModelFailed
from variants.texts import Text

MOST_WORK: Final = 1_000_000
"""Parts of formulas evaluated for one moment, all motions and searches together: tenths of a second."""

_TOO_MUCH: Final = Text(
    en="this takes too long: for one moment, all motions and searches of a model together may evaluate"
    " a million parts of formulas",
    ru="это слишком долго: на один момент все движения и поиски модели вместе могут вычислить"
    " миллион частей формул",
)


class _Account(threading.local):
    """What the computation under way in this thread has left; None while there is none."""

    left: int | None = None


_ACCOUNT: Final = _Account()


def begin() -> bool:
    """Allow the work for one moment, and tell so; inside of another computation its own goes on."""
    if _ACCOUNT.left is not None:
        return False
    _ACCOUNT.left = MOST_WORK
    return True


def end() -> None:
    """Let go of what `begin` allowed."""
    _ACCOUNT.left = None


@contextmanager
def allowance() -> Iterator[None]:
    """Share the work for one moment among all that is computed inside."""
    begun = begin()
    try:
        yield
    finally:
        if begun:
            end()


def spend(work: int) -> None:
    """Take this much of what is allowed, where something is under way. Raises ModelFailed."""
    if _ACCOUNT.left is None:
        return
    _ACCOUNT.left -= work
    if _ACCOUNT.left < 0:
        raise ModelFailed(_TOO_MUCH)


def remaining() -> int:
    """Return what is left of what is allowed; 0 while nothing is under way."""
    return _ACCOUNT.left or 0

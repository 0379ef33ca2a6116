"""The working precision of balls, in bits: one for the whole process, so whoever computes holds the lock."""

import threading
from types import TracebackType
from typing import Final

from flint import ctx

_LOCK: Final = threading.RLock()


class at_precision:
    """Compute with so many bits; other threads wait, and the precision before comes back."""

    __slots__ = ("_before", "_bits")

    def __init__(self, bits: int) -> None:
        self._bits = bits

    def __enter__(self) -> None:
        _LOCK.acquire()
        try:
            self._before = ctx.prec
            if self._bits != self._before:
                ctx.prec = self._bits
        except BaseException:
            _LOCK.release()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._bits != self._before:
                ctx.prec = self._before
        finally:
            _LOCK.release()

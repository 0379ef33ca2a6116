"""The working precision of balls, in bits: one for the whole process, so whoever computes holds the lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flint import ctx

_LOCK: Final = threading.RLock()


@contextmanager
def at_precision(bits: int) -> Iterator[None]:
    """Compute with this many bits; other threads wait, and the precision before comes back."""
    with _LOCK:
        before = ctx.prec
        ctx.prec = bits
        try:
            yield
        finally:
            ctx.prec = before

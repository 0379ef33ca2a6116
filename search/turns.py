"""Whose turn it is to write into an index: one thread of one process at a time, until its end or a kill."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from search.index import IndexBusy

PAUSE: Final = 0.02


class Turn:
    """Is kept in a file that all processes over the folder lock; the lock goes with its process."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._here = threading.Lock()

    def apart(self, name: str) -> "Turn":
        """Return the turn for something else over the same folder."""
        return Turn(self._file.with_name(f"{self._file.name}.{name}"))

    @contextmanager
    def taken(self, patience: float) -> Iterator[None]:
        """Have the turn as long as the block runs. Raises IndexBusy after so many seconds."""
        until = time.monotonic() + patience
        if not self._here.acquire(timeout=patience):
            raise IndexBusy
        try:
            kept = self._lock(until)
            try:
                yield
            finally:
                os.close(kept)
        finally:
            self._here.release()

    def _lock(self, until: float) -> int:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        opened = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    os.close(opened)
                    raise IndexBusy from None
                time.sleep(PAUSE)
            else:
                return opened

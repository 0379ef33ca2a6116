"""Stopping without losing a request: first say so, then take no more, then end what was begun."""

import multiprocessing
import os
import signal
import threading
from types import FrameType
from typing import Any, Final

TOLD: Final = signal.SIGUSR1
"""By this the server's first process tells the one that serves to begin draining."""


class Draining:
    """Whether this process has been told to stop, and only ends what it began."""

    def __init__(self) -> None:
        self._begun = threading.Event()

    @property
    def under_way(self) -> bool:
        """Whether it has begun."""
        return self._begun.is_set()

    def begin(self) -> None:
        """Begin: there is no way back."""
        self._begun.set()


def drain_when_told(draining: Draining) -> None:
    """Let the signal begin it; for the process that serves, in its main thread."""
    signal.signal(TOLD, lambda _number, _frame: draining.begin())


def stop_after_draining(seconds: int) -> None:
    """Let SIGTERM first begin draining in the processes that serve, and stop them so much later.

    For the server's first process, once the server has set its own signals. A second SIGTERM doesn't wait.
    """
    stop: Any = signal.getsignal(signal.SIGTERM)
    begun = threading.Event()

    def begin(number: int, frame: FrameType | None) -> None:
        if begun.is_set() or not seconds:
            stop(number, frame)
            return
        begun.set()
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, TOLD)
        waiting = threading.Timer(seconds, stop, (number, frame))
        waiting.daemon = True
        waiting.start()

    # Until the process that serves has set its own, a signal that comes too early is to be let pass.
    signal.signal(TOLD, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, begin)

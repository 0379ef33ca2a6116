"""Processes that end when the one that began them has ended, however it ended."""

import os
import signal
import threading
import time
from typing import Final

from api.observing.orphans import begun_by

POLITENESS: Final = 10
"""Added to the niceness of processes that calculate: whoever opens a page goes first."""
_SECONDS_BETWEEN: Final = 1.0


def end_with_parent() -> None:
    """Be polite, leave interruptions to the parent, and end soon after it."""
    os.nice(POLITENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(begun_by(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN)
    os._exit(1)

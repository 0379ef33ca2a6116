"""A process that serves ends when the one that began it has: nobody could tell it to stop any more.

Else it would hold the port for which the server's next start asks in vain.
"""

import os
import signal
import threading
import time
from multiprocessing import parent_process
from typing import Final

_BETWEEN: Final = 1.0
"""Seconds."""


def end_with_parent(within: float) -> None:
    """Let this process stop in order once its parent has ended, within so many seconds at the latest."""
    threading.Thread(target=_watch, args=(begun_by(), within), name="parent", daemon=True).start()


def begun_by() -> int:
    """Return the number of the process that began this one, though it may have ended since."""
    parent = parent_process()
    return os.getppid() if parent is None or parent.pid is None else parent.pid


def _watch(parent: int, within: float) -> None:
    while os.getppid() == parent:
        time.sleep(_BETWEEN)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(within)
    os._exit(1)

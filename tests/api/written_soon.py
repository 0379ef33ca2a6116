"""Waiting for what a request has left to be written after it."""

import threading
from typing import Final

from api.bootstrap import Application

LONGEST: Final = 60.0
"""Seconds."""


def written_soon(application: Application) -> None:
    """Return when all that was to be written soon is written: it is so in order."""
    reached = threading.Event()
    application.write_soon(lambda unit: reached.set())
    assert reached.wait(LONGEST)
    application.write(lambda unit: None)

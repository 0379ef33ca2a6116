"""The search index of this node follows the library in a thread beside the requests."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from api.bootstrap import Application
from library_core.databases import DatabaseClosed, DatabaseUnavailable
from search.follower import Follower
from search.index import IndexBusy

SECONDS_BETWEEN_LOOKS: Final = 1.0
SECONDS_AFTER_A_FAULT: Final = 15.0
LONGEST_END: Final = 20.0
_LOG: Final = logging.getLogger("tetrad.search")


@contextmanager
def following(application: Application) -> Iterator[None]:
    """Follow the feed as long as the block runs; an index that lacks everything is made meanwhile."""
    leaving = threading.Event()
    thread = threading.Thread(target=_follow, args=(application.follower, leaving), name="index", daemon=True)
    thread.start()
    try:
        yield
    finally:
        leaving.set()
        thread.join(LONGEST_END)


def _follow(follower: Follower, leaving: threading.Event) -> None:
    pause = 0.0
    while not leaving.wait(pause):
        pause = SECONDS_BETWEEN_LOOKS
        try:
            follower.follow(leaving)
        except (IndexBusy, DatabaseUnavailable):
            # Somebody else is writing into it, or readiness and requests tell of the database already.
            continue
        except DatabaseClosed:
            return
        except Exception:  # noqa: BLE001 - the last catch: a full disk today must not end the following for ever
            _LOG.exception("the search index could not follow the library")
            pause = SECONDS_AFTER_A_FAULT

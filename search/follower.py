"""One replica of the index after the feed: a little at once when somebody searches, much in the background.

All processes over one folder take turns; whoever is killed leaves an index from which the next one goes on.
Who makes the index anew takes a turn apart, and that of the others only to put it in place.
"""

import threading
from contextlib import ExitStack, suppress
from functools import partial
from typing import Final

from library_core.library import LibraryStore
from search.following import Progress, catch_up, fill, take_portion
from search.index import Index, IndexBusy
from search.popularity import Popularity
from search.turns import Turn

LITTLE: Final = 500
"""So many changes are taken in while somebody waits for what is found; more are left to the background."""

GLANCE_SECONDS: Final = 1.0
"""Who searches waits so long for somebody else's turn."""

TURN_SECONDS: Final = 30.0
MANY_AT_ONCE: Final = 5_000


class Follower:
    """Follows the feed into one index."""

    def __init__(self, index: Index, store: LibraryStore, popularity: Popularity, turn: Turn) -> None:
        self._index = index
        self._store = store
        self._popularity = popularity
        self._turn = turn
        self._turn_to_rebuild = turn.apart("rebuilding")
        self._seen = (0, 0)

    @property
    def percent(self) -> int:
        """How much of the feed was in the index at the last look; 100 when only a little is missing."""
        taken, last = self._seen
        if taken > last:
            # It is of another state of the database, and is being made anew.
            return 0
        is_whole = last - taken <= LITTLE and (taken > 0 or last == 0)
        return 100 if is_whole else 100 * taken // last

    def glance(self, patience: float = GLANCE_SECONDS) -> None:
        """Take in what is new before a search, if that is little and nobody else is at it for long."""
        if 0 < self._behind() <= LITTLE:
            with suppress(IndexBusy), self._turn.taken(patience):
                take_portion(self._index, self._store, at_once=LITTLE)
                self._behind()

    def follow(self, leaving: threading.Event) -> None:
        """Take in all that is new, portion by portion, until told to leave. Raises IndexBusy."""
        if self._behind() < 0:
            # The database was put back to an earlier state: what the index holds may never have been.
            with suppress(_Left):
                self.rebuild(partial(_go_on, leaving))
        while not leaving.is_set() and self._behind() > 0:
            with self._turn.taken(TURN_SECONDS):
                take_portion(self._index, self._store, at_once=MANY_AT_ONCE)
        with self._turn.taken(TURN_SECONDS):
            self._popularity.follow()

    def catch_up(self) -> int:
        """Take in all that is new; return how many changes. Raises IndexBusy."""
        with self._turn.taken(TURN_SECONDS):
            return catch_up(self._index, self._store)

    def rebuild(self, progress: Progress = lambda _done, _all: None) -> int:
        """Make the index anew while the old one serves and is fed; return how many changes were taken in.

        Raises IndexBusy.
        """
        with (
            self._turn_to_rebuild.taken(TURN_SECONDS),
            ExitStack() as until_in_place,
            self._index.made_anew() as fresh,
        ):
            count = fill(fresh, self._store, progress=progress)
            until_in_place.enter_context(self._turn.taken(TURN_SECONDS))
            return count + catch_up(fresh, self._store)

    def _behind(self) -> int:
        last = self._store.read(lambda library: library.changes.last())
        taken = self._index.sequence()
        self._seen = (taken, last)
        return last - taken


class _Left(Exception):
    """The rebuild was given up because the process ends."""


def _go_on(leaving: threading.Event, _done: int, _all: int) -> None:
    if leaving.is_set():
        raise _Left

"""The popularity in the index goes after the counters of use: seldom, and a few works at a time."""

import threading
import time
from collections.abc import Callable
from typing import Final

from library_core.library import LibraryStore
from search.following import refresh
from search.index import Index

PAUSE: Final = 300.0
"""Seconds between two looks at the counters."""

MOST: Final = 100
"""So many works are refreshed at a look, those whose counters moved most; the others at the next ones."""

DAYS: Final = 2
"""Uses of so many days are looked at: a day of the counters begins at another hour in each school."""

_DAY_SECONDS: Final = 24 * 3600


class Popularity:
    """Refreshes works that were assigned lately; `clock` gives seconds since 1 January 1970, UTC."""

    def __init__(
        self, index: Index, store: LibraryStore, clock: Callable[[], float] = time.time, *, most: int = MOST
    ) -> None:
        self._index = index
        self._store = store
        self._clock = clock
        self._most = most
        self._lock = threading.Lock()
        self._last = clock()
        self._told: dict[str, int] = {}

    def follow(self) -> int:
        """Refresh what moved, once the pause is over, and return how many works. Raises IndexBusy."""
        now = self._clock()
        with self._lock:
            if now - self._last < PAUSE:
                return 0
            self._last = now
        since = int(now // _DAY_SECONDS) - DAYS
        counted = self._store.read(lambda library: library.usage.changed_since(since, "assigned"))
        told = {name: times for name, times in self._told.items() if name in counted}
        moved = {name: times - told.get(name, 0) for name, times in counted.items()}
        names = sorted((name for name in moved if moved[name]), key=lambda name: (-moved[name], name))[
            : self._most
        ]
        refresh(self._index, self._store, names)
        self._told = told | {name: counted[name] for name in names}
        return len(names)

"""Searchers of Whoosh, kept open: each is lent to one thread at a time, until the index changes."""

import contextlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from whoosh.searching import SearchContext, Searcher

from search.adapters.whoosh_queries import Choices, choices_for
from search.wanted import Wanted

MOST_IDLE: Final = 4
MOST_KEPT: Final = 500_000
"""Scores in all, about 60 MB."""

FolderState = tuple[int, ...]
State = tuple[object, ...]
Scores = Mapping[int, float]


class Searchers:
    """Lends searchers of the index in a folder as it is now, whichever process changed or replaced it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._idle: list[tuple[FolderState, Searcher]] = []

    @contextlib.contextmanager
    def lend(self, opening: Callable[[], Searcher]) -> Iterator[Searcher]:
        """Lend a searcher to one thread; `opening` opens another if none is idle."""
        state = self._state()
        searcher = self._idle_one(state) or opening()
        try:
            yield searcher
        finally:
            with self._lock:
                kept = len(self._idle) < MOST_IDLE
                if kept:
                    self._idle.append((state, searcher))
            if not kept:
                searcher.close()

    def close(self) -> None:
        """Close all searchers that are not lent."""
        with self._lock:
            closed, self._idle = self._idle, []
        for _, searcher in closed:
            searcher.close()

    def _idle_one(self, state: FolderState) -> Searcher | None:
        with self._lock:
            same = [each for each in self._idle if each[0] == state]
            stale = [each for each in self._idle if each[0] != state]
            found = same.pop()[1] if same else None
            self._idle = same
        for _, searcher in stale:
            searcher.close()
        return found

    def _state(self) -> FolderState:
        """Return what changes with every commit, also when the index is made anew: its list of segments."""
        try:
            lists = [file for file in os.scandir(self._folder) if file.name.endswith(".toc")]
            written = [(file.inode(), file.stat().st_mtime_ns) for file in lists]
        except FileNotFoundError:
            # Another process is making the index anew, or has just written a list in place of this one.
            return ()
        return tuple(number for pair in sorted(written) for number in pair)


class Matches:
    """Tells how well records fit what is asked for, and remembers it until the index changes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Scores] = OrderedDict()
        self._size = 0

    def find(self, searcher: Searcher, state: State, asked: Sequence[Wanted], *, titles_only: bool) -> Scores:
        """Return how well each record fits all that is asked for, by the number of its document."""
        parts = [self._part(searcher, state, wanted, titles_only=titles_only) for wanted in asked]
        if len(parts) == 1:
            return parts[0]
        parts.sort(key=len)
        common = parts[0].keys() & parts[1].keys()
        for part in parts[2:]:
            common &= part.keys()
        return {number: sum([part[number] for part in parts]) for number in common}

    def _part(self, searcher: Searcher, state: State, wanted: Wanted, *, titles_only: bool) -> Scores:
        key = (state, wanted, titles_only)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            kept = _scores(searcher, choices_for(wanted, titles_only=titles_only))
            self._keep(key, kept)
        return kept

    def _keep(self, key: tuple[object, ...], scores: Scores) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = scores
                self._size += len(scores)
            while self._size > MOST_KEPT:
                self._size -= len(self._kept.popitem(last=False)[1])


def _scores(searcher: Searcher, choices: Choices) -> Scores:
    scores: dict[int, float] = {}
    for query in choices.plain:
        scores |= dict.fromkeys(searcher.docs_for_query(query), 1.0)
    for query in choices.weighed:
        for leaf, offset in searcher.leaf_searchers():
            matcher = query.matcher(leaf, SearchContext(weighting=searcher.weighting))
            while matcher.is_active():
                number = matcher.id() + offset
                scores[number] = scores.get(number, 0.0) + matcher.score()
                matcher.next()
    return scores

"""The port of search indexes."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from library_core.editions import EditionKey
from library_core.people import SchoolKey
from search.queries import Found, Query
from search.records import Record


class IndexBusy(Exception):
    """Somebody else has been writing into the index for too long; the feed can be followed later."""


class Index(Protocol):
    """Finds records; remembers how far it has followed the change feed. One writer at a time."""

    def find(self, query: Query) -> Found:
        """Return what fits, of the library and the query's own school only."""
        ...

    def known(self, school: SchoolKey, forms: Collection[str]) -> Mapping[str, int]:
        """Return in how many records that the school may read each of the plain forms stands, if in any."""
        ...

    def sequence(self) -> int:
        """Return the sequence of the last change that was taken in, or 0."""
        ...

    def take_in(
        self, records: Sequence[Record], gone: Sequence[EditionKey], *, after: int, sequence: int
    ) -> None:
        """Keep the records and forget those gone, wholly or not at all.

        An index that is not at `after` any more was fed by somebody else meanwhile: nothing is changed.
        Raises IndexBusy.
        """
        ...

    def made_anew(self) -> AbstractContextManager["Index"]:
        """Lend an empty index to be fed; at the end of the block it takes this one's place at once.

        Until then this one serves and is fed as ever; so it does afterwards if the block is left by an error
        or its process is killed. A damaged index is replaced as well.
        """
        ...

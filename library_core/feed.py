"""The change feed: what changed, in order, written with the change itself; what is derived follows it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from library_core.people import SchoolKey

ChangeKind = Literal["edition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something of a school changed; the sequence only ever grows."""

    sequence: int
    kind: ChangeKind
    school: SchoolKey
    key: str


class Changes(Protocol):
    """Keeps the feed, for all schools together; who follows it keeps what it derives apart by school."""

    def add(self, kind: ChangeKind, school: SchoolKey, key: str) -> None:
        """Say that something changed, in the transaction that changes it."""
        ...

    def after(self, sequence: int, limit: int) -> tuple[Change, ...]:
        """Return the changes past the sequence, at most `limit`, in order."""
        ...

    def last(self) -> int:
        """Return the sequence of the newest change, or 0."""
        ...

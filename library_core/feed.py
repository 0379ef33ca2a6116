"""The change feed: what changed, in order, written with the change itself; what is derived follows it."""

from dataclasses import dataclass
from typing import Literal, Protocol

ChangeKind = Literal["edition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something changed; the sequence only ever grows."""

    sequence: int
    kind: ChangeKind
    key: str


class Changes(Protocol):
    """Keeps the feed, for all schools together: followers are ours, and scope what they derive."""

    def add(self, kind: ChangeKind, key: str) -> None:
        """Say that something changed, in the transaction that changes it."""
        ...

    def after(self, sequence: int, limit: int) -> tuple[Change, ...]:
        """Return the changes past the sequence, at most `limit`, in order."""
        ...

    def last(self) -> int:
        """Return the sequence of the newest change, or 0."""
        ...

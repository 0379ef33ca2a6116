"""Harvesting: the works of the public library in the order in which they last changed."""

from dataclasses import dataclass
from typing import Protocol

from library_core.editions import Edition
from library_core.works import WorkKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvested:
    """A work as it is now: the edition in the catalogue, or None since it was withdrawn.

    `at` is when that was seen to have come about (milliseconds UTC), `sequence` its place among all changes.
    """

    work: WorkKey
    kind: str
    at: int
    sequence: int
    edition: Edition | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which works are asked for: changed from `since` on and before `until` (milliseconds UTC), of a kind."""

    since: int | None = None
    until: int | None = None
    kind: str | None = None


class Harvest(Protocol):
    """Reads what everybody may know: works of the library alone, never a school's own."""

    def after(self, sequence: int, wanted: Wanted, limit: int) -> tuple[Harvested, ...]:
        """Return the works that changed last past the sequence, in that order, at most `limit`."""
        ...

    def settle(self) -> int:
        """Wait, in a transaction that writes, until changes under way are visible; return when it was asked.

        All changes that are not seen thereafter will have happened later than that.
        """
        ...

    def find(self, work: WorkKey) -> Harvested | None:
        """Return one work, if it has ever been in the public catalogue."""
        ...

    def earliest(self) -> int | None:
        """Return when the first work changed, or None for an empty catalogue."""
        ...

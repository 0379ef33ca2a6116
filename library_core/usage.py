"""Usage: how often works are opened, listened to, assigned and completed, counted by school and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

from library_core.people import SchoolKey
from library_core.works import WorkKey

What = Literal["opened", "listened", "assigned", "completed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How often something was done with a work on one day; days are counted from 1 January 1970."""

    day: int
    what: What
    times: int


class Usage(Protocol):
    """Counts uses of works."""

    def count(self, work: WorkKey, school: SchoolKey, what: What, day: int) -> None:
        """Add one use by somebody of the school."""
        ...

    def of_works(self, works: Iterable[WorkKey]) -> Mapping[WorkKey, Mapping[What, int]]:
        """Return how often each work was used in all; what never happened is left out."""
        ...

    def changed_since(self, day: int, what: What) -> Mapping[str, int]:
        """Return the uses in all, by full name, of each work that was used so on the day or later."""
        ...

    def per_day(self, work: WorkKey, since: int) -> tuple[Use, ...]:
        """Return the uses of a work by all schools, day by day, from the day `since` on."""
        ...


def day_of(moment: int, zone: tzinfo) -> int:
    """Return the day of a moment (milliseconds UTC) in a time zone, counted from 1 January 1970."""
    first = datetime(1970, 1, 1, tzinfo=zone).toordinal()
    return datetime.fromtimestamp(moment / 1000, tz=zone).toordinal() - first

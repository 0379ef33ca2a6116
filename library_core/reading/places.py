"""Where somebody stopped in a work, on whichever device: the newest place wins."""

from dataclasses import dataclass
from typing import Final, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from library_core.works import WorkKey

LONGEST_NAME: Final = 1000
LONGEST_MILLISECONDS: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph, and how many milliseconds of it were heard; `changed_at` is milliseconds UTC."""

    person: PersonKey
    school: SchoolKey
    work: WorkKey
    edition: EditionKey
    document: str
    paragraph: str
    milliseconds: int
    changed_at: int


class Places(Protocol):
    """Keeps one place for each person and work."""

    def find(self, school: SchoolKey, person: PersonKey, work: WorkKey) -> Place | None:
        """Return the person's place in the work."""
        ...

    def keep(self, place: Place) -> None:
        """Keep the place instead of the one before."""
        ...


def keep_newest(places: Places, place: Place) -> Place:
    """Keep the place unless a newer one is kept already; return the one that is kept now."""
    kept = places.find(place.school, place.person, place.work)
    if kept is not None and kept.changed_at > place.changed_at:
        return kept
    places.keep(place)
    return place

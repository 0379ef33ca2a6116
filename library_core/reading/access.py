"""Who may read which edition of a textbook, asked anew at every page, so without the edition's content."""

from dataclasses import dataclass
from typing import Final, Protocol

from library_core.editions import EditionKey, State
from library_core.people import Person, SchoolKey
from library_core.works import WorkKey

RELEASED: Final[frozenset[State]] = frozenset({"published", "superseded"})
IN_THE_MAKING: Final[frozenset[State]] = frozenset({"draft", "submitted", "in_review", "returned"})
MAKERS: Final = frozenset({"publisher", "reviewer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """An edition as far as its readers are concerned; `newer` is a later one in the catalogue."""

    edition: EditionKey
    work: WorkKey
    school: SchoolKey
    state: State
    number: int | None = None
    newer: EditionKey | None = None
    newer_number: int | None = None

    def is_open_to(self, person: Person) -> bool:
        """Say whether the person may read it: released ones all, drafts who makes and reviews them."""
        if self.state in RELEASED:
            return True
        own = self.school == person.school and bool(person.roles & MAKERS)
        return own and self.state in IN_THE_MAKING


class Shelves(Protocol):
    """Finds textbooks for readers."""

    def find(self, school: SchoolKey, edition: EditionKey) -> Shelved | None:
        """Return the textbook's edition, if this school may know of it."""
        ...

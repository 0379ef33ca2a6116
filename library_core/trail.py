"""The trail of an edition: who did what with it, when, and why."""

from dataclasses import dataclass
from typing import Literal, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey

Deed = Literal[
    "uploaded",
    "described",
    "submitted",
    "taken_back",
    "taken_up",
    "accepted",
    "returned",
    "published",
    "superseded",
    "withdrawn",
]
Category = Literal["", "rights", "quality", "accessibility", "metadata", "other"]
"""What a reason is about; empty where none was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing done to an edition, at a time in milliseconds UTC; `who` is None for the program itself."""

    edition: EditionKey
    school: SchoolKey
    what: Deed
    who: PersonKey | None
    at: int
    reason: str = ""
    category: Category = ""


class Trail(Protocol):
    """Keeps the steps of all editions, and never forgets one."""

    def add(self, step: Step) -> None:
        """Keep one more step."""
        ...

    def of(self, school: SchoolKey, edition: EditionKey) -> tuple[Step, ...]:
        """Return the steps of an edition of this school, from the first to the last."""
        ...

"""Derived objects: what was computed of an edition and can be computed again, kept to save the time."""

from typing import Protocol

from library_core.editions import EditionKey
from library_core.objects import ObjectKey
from library_core.people import SchoolKey


class DerivedObjects(Protocol):
    """Keeps one object for an edition and a recipe (what is made, and the version of what makes it)."""

    def find(self, school: SchoolKey, edition: EditionKey, recipe: str) -> ObjectKey | None:
        """Return what was made, if this school may know of the edition."""
        ...

    def keep(self, edition: EditionKey, recipe: str, made: ObjectKey) -> None:
        """Keep what was made; a later one takes the place of the earlier."""
        ...

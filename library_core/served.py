"""What an edition serves to browsers: its files by path, and which of them may run scripts in a sandbox.

Asked for editions that a capability opens: whether the reader may know of them was asked when it was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from library_core.editions import EditionKey
from library_core.objects import ObjectKey

NARRATION: Final = "narration/"
"""How the recipes of derived objects begin that readers listen to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedEdition:
    """An edition's kind and manifest; `scripted` are the documents of a textbook that need scripts."""

    kind: str
    manifest: Mapping[str, ObjectKey]
    scripted: frozenset[str] = frozenset()


class ServedFiles(Protocol):
    """Finds what is served of an edition, whichever school it belongs to."""

    def edition(self, key: EditionKey) -> ServedEdition | None:
        """Return what the edition serves; that never changes."""
        ...

    def narration(self, key: EditionKey, recipe: str) -> ObjectKey | None:
        """Return the sound made by a recipe; a later one may take its place."""
        ...

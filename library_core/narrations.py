"""Requests to narrate an edition: what was asked for, how far it is, and why it stopped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey

NarrationState = Literal["waiting", "speaking", "done", "failed", "cancelled"]
Reason = Literal["", "no_synthesiser", "no_language", "no_textbook"]
"""Why a narration failed: nothing speaks here, the book is in a language we don't speak, there is no book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """A request for one edition; `done` of `total` paragraphs are spoken. Times are milliseconds UTC."""

    edition: EditionKey
    school: SchoolKey
    state: NarrationState
    requested_at: int
    changed_at: int
    requested_by: PersonKey | None = None
    done: int = 0
    total: int = 0
    reason: Reason = ""

    def end(self, state: NarrationState, at: int, reason: Reason = "") -> "Narration":
        """Return the request in its last state."""
        return replace(self, state=state, reason=reason, changed_at=at)


class Narrations(Protocol):
    """Keeps one request an edition."""

    def find(self, school: SchoolKey, edition: EditionKey) -> Narration | None:
        """Return the request for an edition of this school."""
        ...

    def keep(self, narration: Narration) -> None:
        """Keep a request; a later one takes the place of the earlier."""
        ...

    def under_way(self) -> Sequence[Narration]:
        """Return those that wait or were being spoken, the first asked for first, of all schools."""
        ...

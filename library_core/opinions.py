"""Opinions of works: stars of those who teach with them, and comments that their own school reads."""

from dataclasses import dataclass
from typing import Final, NewType, Protocol

from library_core.people import PersonKey, SchoolKey
from library_core.works import WorkKey

CommentKey = NewType("CommentKey", str)
STARS: Final = (1, 2, 3, 4, 5)
LONGEST_COMMENT: Final = 2000
MOST_COMMENTS: Final = 200
"""Shown of one work, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody of a school wrote, at a time in milliseconds UTC. A deleted one can be restored."""

    key: CommentKey
    work: WorkKey
    school: SchoolKey
    person: PersonKey
    text: str
    created_at: int
    deleted_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """How many people of all schools gave stars, how many on average, and what one person gave (0: none)."""

    count: int = 0
    average: float = 0.0
    own: int = 0


class Opinions(Protocol):
    """Keeps stars and comments; who may know of a work is asked of `Works` first."""

    def rate(self, work: WorkKey, school: SchoolKey, person: PersonKey, stars: int, at: int) -> None:
        """Keep a person's stars, from 1 to 5, or forget them (0)."""
        ...

    def rating(self, work: WorkKey, person: PersonKey) -> Rating:
        """Return what all think of a work, and this person."""
        ...

    def add(self, comment: Comment) -> None:
        """Keep a comment."""
        ...

    def find(self, school: SchoolKey, key: CommentKey) -> Comment | None:
        """Return a comment of the school, deleted or not."""
        ...

    def comments(self, school: SchoolKey, work: WorkKey) -> tuple[Comment, ...]:
        """Return what the school wrote of the work and did not delete, the newest first."""
        ...

    def delete(self, comment: Comment, at: int | None) -> None:
        """Delete a comment, or restore it (None)."""
        ...

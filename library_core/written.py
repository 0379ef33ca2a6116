"""Written documents: what somebody is writing in the browser, before it is an edition."""

from dataclasses import dataclass
from typing import NewType, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey

WrittenKey = NewType("WrittenKey", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDocument:
    """A document of one person; times are milliseconds UTC, `revision` counts what was saved, from 1.

    `made_of` is the edition it was duplicated from, `edition` the one it was last published as in the school,
    `offered` the one that was last offered to the library. Deleted, it can be restored for a while.
    """

    key: WrittenKey
    school: SchoolKey
    person: PersonKey
    kind: str
    title: str
    content: str
    changed_at: int
    revision: int = 1
    made_of: EditionKey | None = None
    edition: EditionKey | None = None
    offered: EditionKey | None = None
    deleted_at: int | None = None


class WrittenMissing(Exception):
    """This person has no such document."""


class WrittenElsewhere(Exception):
    """The document has been changed meanwhile, in another tab or on another machine."""

    def __init__(self, saved: WrittenDocument) -> None:
        self.saved = saved
        super().__init__(saved.key)


class WrittenDocuments(Protocol):
    """Keeps written documents; everybody finds their own alone."""

    def add(self, document: WrittenDocument) -> None:
        """Keep a new document."""
        ...

    def find(self, school: SchoolKey, person: PersonKey, key: WrittenKey) -> WrittenDocument | None:
        """Return the person's document, deleted or not."""
        ...

    def list(self, school: SchoolKey, person: PersonKey) -> tuple[WrittenDocument, ...]:
        """Return the person's documents that are not deleted, the last changed first."""
        ...

    def change(self, document: WrittenDocument) -> WrittenDocument:
        """Keep the document if it was saved last as this revision, and return it as the next one.

        Raises WrittenElsewhere if another revision was saved, WrittenMissing if the person has no such one.
        """
        ...

    def forget(self, school: SchoolKey, person: PersonKey, before: int) -> None:
        """Remove for good what the person deleted before this moment."""
        ...

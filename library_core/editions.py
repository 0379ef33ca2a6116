"""Editions: released, immutable versions of works, and the drafts they grow from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NewType, Protocol

from library_core.metadata import Metadata
from library_core.objects import ObjectKey
from library_core.people import PersonKey, SchoolKey
from library_core.works import Work, WorkKey
from variants.texts import Language, Text

EditionKey = NewType("EditionKey", str)
State = Literal["draft", "submitted", "in_review", "returned", "published", "superseded", "withdrawn"]
STATES: Final[tuple[State, ...]] = (
    "draft",
    "submitted",
    "in_review",
    "returned",
    "published",
    "superseded",
    "withdrawn",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a work; `number` and `published_at` (milliseconds UTC) are None until it is released.

    `manifest` leads from paths to objects, `size` is the bytes of these; `uses` leads from names, as the
    document writes them, to the exact editions they meant when this one was released. `publisher` is None
    for the built-in library. `words` is its plain text, for search. `fingerprint` is a hash of kind and
    files: equal files, equal fingerprint.
    """

    key: EditionKey
    work: Work
    state: State
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    languages: tuple[Language, ...]
    manifest: Mapping[str, ObjectKey]
    fingerprint: str
    created_at: int
    publisher: PersonKey | None = None
    skills: tuple[str, ...] = ()
    words: Text = Text()
    uses: Mapping[str, EditionKey] = field(default_factory=dict)
    number: int | None = None
    published_at: int | None = None
    metadata: Metadata = Metadata()
    size: int = 0


class EditionMissing(Exception):
    """There is no such edition, or this school may not know of it."""


class Editions(Protocol):
    """Keeps editions; a read finds the school's own, and released ones of the library."""

    def add(self, edition: Edition) -> None:
        """Keep a new edition of a work that is there."""
        ...

    def change(self, edition: Edition) -> None:
        """Keep the edition's new state, number, date of release and uses."""
        ...

    def describe(self, edition: Edition) -> None:
        """Keep another title, subject, section, grades, languages and metadata, before it is released."""
        ...

    def find(self, school: SchoolKey, key: EditionKey) -> Edition | None:
        """Return the edition, if this school may know of it."""
        ...

    def find_all(self, school: SchoolKey, keys: Iterable[EditionKey]) -> Mapping[EditionKey, Edition]:
        """Return those of the editions that this school may know of."""
        ...

    def published(self, school: SchoolKey, names: Iterable[str]) -> Mapping[str, Edition]:
        """Return the edition of each work (by its full name) that is in the catalogue now."""
        ...

    def of_work(self, school: SchoolKey, work: WorkKey) -> tuple[Edition, ...]:
        """Return all editions and drafts of the work that this school may know of, the newest first."""
        ...

    def with_fingerprint(self, school: SchoolKey, fingerprint: str) -> tuple[Edition, ...]:
        """Return the school's own editions with these very files, the newest first."""
        ...

    def in_states(self, school: SchoolKey, states: Collection[State]) -> tuple[Edition, ...]:
        """Return the school's own editions in one of the states, the newest first."""
        ...

    def catalogue_names(self, school: SchoolKey, kind: str) -> tuple[str, ...]:
        """Return the full names of the works of a kind that are in the school's catalogue now."""
        ...

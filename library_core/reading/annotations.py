"""Bookmarks, highlights and notes: each of one person, at a place of one edition.

What is deleted can be brought back for a day.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, NewType, Protocol

from library_core.editions import EditionKey
from library_core.people import PersonKey, SchoolKey
from library_core.reading.anchoring import CONTEXT, LONGEST_QUOTATION, Anchor
from library_core.works import WorkKey

AnnotationKey = NewType("AnnotationKey", str)
Kind = Literal["bookmark", "highlight"]
KINDS: Final[tuple[Kind, ...]] = ("bookmark", "highlight")
Colour = Literal["yellow", "green", "blue", "pink"]
COLOURS: Final[tuple[Colour, ...]] = ("yellow", "green", "blue", "pink")
LONGEST_NOTE: Final = 10_000
LONGEST_NAME: Final = 1000
MOST_ANNOTATIONS: Final = 5000
"""Of one person in one work."""
KEPT_DELETED: Final = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A bookmark, or a highlight with a note that may be empty; times are milliseconds UTC."""

    key: AnnotationKey
    school: SchoolKey
    person: PersonKey
    work: WorkKey
    edition: EditionKey
    kind: Kind
    anchor: Anchor
    colour: Colour = "yellow"
    note: str = ""
    created_at: int
    changed_at: int
    deleted_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wants kept at a place."""

    kind: Kind
    anchor: Anchor
    colour: Colour = "yellow"
    note: str = ""


class AnnotationMissing(Exception):
    """The person has no such annotation."""


class TooManyAnnotations(Exception):
    """The person has as many annotations in this work as are kept, or one is too long."""


class Annotations(Protocol):
    """Keeps annotations; a read finds those of the person who asks."""

    def add(self, annotation: Annotation) -> None:
        """Keep a new annotation."""
        ...

    def change(self, annotation: Annotation) -> None:
        """Keep the annotation's colour, note and times."""
        ...

    def find(self, school: SchoolKey, person: PersonKey, key: AnnotationKey) -> Annotation | None:
        """Return the person's annotation, deleted or not."""
        ...

    def of_work(self, school: SchoolKey, person: PersonKey, work: WorkKey) -> tuple[Annotation, ...]:
        """Return the person's annotations in all editions of the work that are not deleted, oldest first."""
        ...

    def forget(self, school: SchoolKey, person: PersonKey, before: int) -> None:
        """Remove for good what the person deleted before this moment."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Whose annotations, in which work and edition, at which moment."""

    school: SchoolKey
    person: PersonKey
    work: WorkKey
    edition: EditionKey
    at: int


def annotate(annotations: Annotations, own: Own, new_key: Callable[[], str], remark: Remark) -> Annotation:
    """Keep a remark. Raises TooManyAnnotations."""
    _require_short(remark.anchor, remark.note)
    annotations.forget(own.school, own.person, own.at - KEPT_DELETED)
    if len(annotations.of_work(own.school, own.person, own.work)) >= MOST_ANNOTATIONS:
        raise TooManyAnnotations
    made = Annotation(
        key=AnnotationKey(new_key()),
        school=own.school,
        person=own.person,
        work=own.work,
        edition=own.edition,
        kind=remark.kind,
        anchor=remark.anchor,
        colour=remark.colour,
        note=remark.note,
        created_at=own.at,
        changed_at=own.at,
    )
    annotations.add(made)
    return made


def rewrite(
    annotations: Annotations, own: Own, key: AnnotationKey, *, note: str | None, colour: Colour | None
) -> Annotation:
    """Keep another note or colour. Raises AnnotationMissing and TooManyAnnotations."""
    found = _find(annotations, own, key)
    changed = replace(
        found,
        note=found.note if note is None else note,
        colour=colour or found.colour,
        changed_at=own.at,
    )
    _require_short(changed.anchor, changed.note)
    annotations.change(changed)
    return changed


def delete(annotations: Annotations, own: Own, key: AnnotationKey) -> Annotation:
    """Take an annotation away; it can be brought back. Raises AnnotationMissing."""
    deleted = replace(_find(annotations, own, key), deleted_at=own.at)
    annotations.change(deleted)
    return deleted


def restore(annotations: Annotations, own: Own, key: AnnotationKey) -> Annotation:
    """Bring a deleted annotation back. Raises AnnotationMissing."""
    restored = replace(_find(annotations, own, key), deleted_at=None)
    annotations.change(restored)
    return restored


def _find(annotations: Annotations, own: Own, key: AnnotationKey) -> Annotation:
    found = annotations.find(own.school, own.person, key)
    if found is None or found.work != own.work:
        raise AnnotationMissing(key)
    return found


def _require_short(anchor: Anchor, note: str) -> None:
    names_fit = max(len(anchor.document), len(anchor.paragraph)) <= LONGEST_NAME
    context_fits = max(len(anchor.before), len(anchor.after)) <= CONTEXT
    if not (names_fit and context_fits and len(anchor.quotation) <= LONGEST_QUOTATION):
        raise TooManyAnnotations
    if len(note) > LONGEST_NOTE:
        raise TooManyAnnotations

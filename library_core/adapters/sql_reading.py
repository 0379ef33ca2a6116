"""What readers leave in textbooks, in SQL tables, and who may read them."""

from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select, update

from library_core.adapters.reader_tables import annotations, reading_places
from library_core.adapters.tables import editions
from library_core.adapters.textbook_tables import textbooks
from library_core.editions import EditionKey
from library_core.people import LIBRARY, PersonKey, SchoolKey
from library_core.reading.access import Shelved
from library_core.reading.anchoring import Anchor
from library_core.reading.annotations import Annotation, AnnotationKey
from library_core.reading.places import Place
from library_core.works import WorkKey

_a = annotations.c
_p = reading_places.c
_later = editions.alias()
_SHELVED: Final = (
    select(
        *(editions.c[name] for name in ("work", "school", "state", "number")),
        _later.c.key.label("newer"),
        _later.c.number.label("newer_number"),
    )
    .join(textbooks, textbooks.c.edition == editions.c.key)
    .outerjoin(
        _later,
        and_(
            _later.c.work == editions.c.work,
            _later.c.state == "published",
            _later.c.number > editions.c.number,
        ),
    )
    .where(
        editions.c.key == bindparam("wanted"),
        or_(
            editions.c.school == bindparam("reader"),
            and_(editions.c.school == LIBRARY, editions.c.number.is_not(None)),
        ),
    )
)
"""The question asked at every page of every book."""


class SqlAnnotations:
    """Implements `library_core.reading.annotations.Annotations` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, annotation: Annotation) -> None:
        """Keep a new annotation."""
        self._connection.execute(insert(annotations).values(_annotation_row(annotation)))

    def change(self, annotation: Annotation) -> None:
        """Keep the annotation's colour, note and times."""
        self._connection.execute(
            update(annotations)
            .where(_a.key == annotation.key, _a.person == annotation.person)
            .where(_a.school == annotation.school)
            .values(
                colour=annotation.colour,
                note=annotation.note,
                changed_at=annotation.changed_at,
                deleted_at=annotation.deleted_at,
            )
        )

    def find(self, school: SchoolKey, person: PersonKey, key: AnnotationKey) -> Annotation | None:
        """Return the person's annotation, deleted or not."""
        query = select(annotations).where(_a.school == school, _a.person == person, _a.key == key)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _annotation(row)

    def of_work(self, school: SchoolKey, person: PersonKey, work: WorkKey) -> tuple[Annotation, ...]:
        """Return the person's annotations in all editions of the work that are not deleted, oldest first."""
        query = (
            select(annotations)
            .where(_a.school == school, _a.person == person, _a.work == work, _a.deleted_at.is_(None))
            .order_by(_a.created_at, _a.key)
        )
        return tuple(_annotation(row) for row in self._connection.execute(query))

    def forget(self, school: SchoolKey, person: PersonKey, before: int) -> None:
        """Remove for good what the person deleted before this moment."""
        mine = (_a.school == school, _a.person == person)
        self._connection.execute(delete(annotations).where(*mine, _a.deleted_at < before))


class SqlPlaces:
    """Implements `library_core.reading.places.Places` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, school: SchoolKey, person: PersonKey, work: WorkKey) -> Place | None:
        """Return the person's place in the work."""
        query = select(reading_places).where(_p.school == school, _p.person == person, _p.work == work)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else Place(**row._asdict())

    def keep(self, place: Place) -> None:
        """Keep the place instead of the one before."""
        same = (_p.person == place.person, _p.work == place.work)
        values = {
            "school": place.school,
            "edition": place.edition,
            "document": place.document,
            "paragraph": place.paragraph,
            "milliseconds": place.milliseconds,
            "changed_at": place.changed_at,
        }
        kept = self._connection.execute(update(reading_places).where(*same).values(values))
        if not kept.rowcount:
            values |= {"person": place.person, "work": place.work}
            self._connection.execute(insert(reading_places).values(values))


class SqlShelves:
    """Implements `library_core.reading.access.Shelves` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, school: SchoolKey, edition: EditionKey) -> Shelved | None:
        """Return the textbook's edition, if this school may know of it."""
        values = {"wanted": edition, "reader": school}
        row = self._connection.execute(_SHELVED, values).first()
        return None if row is None else Shelved(edition=edition, **row._asdict())


def _annotation_row(annotation: Annotation) -> dict[str, Any]:
    anchor = annotation.anchor
    return {
        "key": annotation.key,
        "school": annotation.school,
        "person": annotation.person,
        "work": annotation.work,
        "edition": annotation.edition,
        "kind": annotation.kind,
        "document": anchor.document,
        "paragraph": anchor.paragraph,
        "start": anchor.start,
        "quotation": anchor.quotation,
        "before": anchor.before,
        "after": anchor.after,
        "colour": annotation.colour,
        "note": annotation.note,
        "created_at": annotation.created_at,
        "changed_at": annotation.changed_at,
        "deleted_at": annotation.deleted_at,
    }


def _annotation(row: Row[Any]) -> Annotation:
    values = row._asdict()
    parts = ("document", "paragraph", "start", "quotation", "before", "after")
    return Annotation(anchor=Anchor(**{name: values.pop(name) for name in parts}), **values)

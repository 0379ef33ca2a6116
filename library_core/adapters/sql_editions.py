"""Editions in SQL tables; their lists and texts are JSON."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from library_core.adapters.tables import editions, works
from library_core.editions import Edition, EditionKey, State
from library_core.metadata import metadata_from_json, metadata_to_json
from library_core.people import LIBRARY, SchoolKey
from library_core.works import Work, WorkKey
from variants.texts import text_from_json, text_to_json

AT_ONCE: Final = 500
"""Keys in one question to the database."""


class SqlEditions:
    """Implements `library_core.editions.Editions` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, edition: Edition) -> None:
        """Keep a new edition of a work that is there."""
        self._connection.execute(insert(editions).values(_row(edition)))

    def change(self, edition: Edition) -> None:
        """Keep the edition's new state, number, date of release and uses."""
        self._connection.execute(
            update(editions)
            .where(editions.c.key == edition.key, editions.c.school == edition.work.school)
            .values(
                state=edition.state,
                number=edition.number,
                published_at=edition.published_at,
                uses=_to_json(dict(edition.uses)),
            )
        )

    def describe(self, edition: Edition) -> None:
        """Keep another title, subject, section, grades, languages and metadata, before it is released."""
        row = _row(edition)
        names = ("title", "subject", "section", "grades", "languages", "metadata")
        self._connection.execute(
            update(editions)
            .where(editions.c.key == edition.key, editions.c.school == edition.work.school)
            .where(editions.c.number.is_(None))
            .values({name: row[name] for name in names})
        )

    def find(self, school: SchoolKey, key: EditionKey) -> Edition | None:
        """Return the edition, if this school may know of it."""
        return self.find_all(school, (key,)).get(key)

    def find_all(self, school: SchoolKey, keys: Iterable[EditionKey]) -> Mapping[EditionKey, Edition]:
        """Return those of the editions that this school may know of."""
        found = (
            edition
            for some in _portions(tuple(keys))
            for edition in self._select(_known_to(school), editions.c.key.in_(some))
        )
        return {edition.key: edition for edition in found}

    def published(self, school: SchoolKey, names: Iterable[str]) -> Mapping[str, Edition]:
        """Return the edition of each work (by its full name) that is in the catalogue now."""
        found = (
            edition
            for some in _portions(tuple(names))
            for edition in self._select(
                _known_to(school), editions.c.state == "published", works.c.name.in_(some)
            )
        )
        return {edition.work.name: edition for edition in found}

    def of_work(self, school: SchoolKey, work: WorkKey) -> tuple[Edition, ...]:
        """Return all editions and drafts of the work that this school may know of, the newest first."""
        return self._select(_known_to(school), editions.c.work == work)

    def with_fingerprint(self, school: SchoolKey, fingerprint: str) -> tuple[Edition, ...]:
        """Return the school's own editions with these very files, the newest first."""
        return self._select(editions.c.school == school, editions.c.fingerprint == fingerprint)

    def in_states(self, school: SchoolKey, states: Collection[State]) -> tuple[Edition, ...]:
        """Return the school's own editions in one of the states, the newest first."""
        return self._select(editions.c.school == school, editions.c.state.in_(tuple(states)))

    def catalogue_names(self, school: SchoolKey, kind: str) -> tuple[str, ...]:
        """Return the full names of the works of a kind that are in the school's catalogue now."""
        query = (
            select(works.c.name)
            .join(editions, editions.c.work == works.c.key)
            .where(_known_to(school), editions.c.state == "published", works.c.kind == kind)
            .order_by(works.c.name)
        )
        return tuple(self._connection.execute(query).scalars())

    def _select(self, *conditions: ColumnElement[bool]) -> tuple[Edition, ...]:
        query = (
            select(editions, works.c.name, works.c.kind)
            .join(works, editions.c.work == works.c.key)
            .where(*conditions)
            .order_by(editions.c.created_at.desc(), editions.c.number.desc(), editions.c.key)
        )
        return tuple(_edition(row) for row in self._connection.execute(query))


def _known_to(school: SchoolKey) -> ColumnElement[bool]:
    released = and_(editions.c.school == LIBRARY, editions.c.number.is_not(None))
    return or_(editions.c.school == school, released)


def _portions(keys: tuple[Any, ...]) -> Iterable[tuple[Any, ...]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))


def _row(edition: Edition) -> dict[str, Any]:
    return {
        "key": edition.key,
        "work": edition.work.key,
        "school": edition.work.school,
        "number": edition.number,
        "state": edition.state,
        "fingerprint": edition.fingerprint,
        "title": _to_json(text_to_json(edition.title)),
        "subject": edition.subject,
        "section": edition.section,
        "grades": _to_json(edition.grades),
        "languages": _to_json(edition.languages),
        "skills": _to_json(edition.skills),
        "words": _to_json(text_to_json(edition.words)),
        "manifest": _to_json(dict(edition.manifest)),
        "uses": _to_json(dict(edition.uses)),
        "metadata": _to_json(metadata_to_json(edition.metadata)),
        "size": edition.size,
        "publisher": edition.publisher,
        "created_at": edition.created_at,
        "published_at": edition.published_at,
    }


def _edition(row: Row[tuple[Any, ...]]) -> Edition:
    return Edition(
        key=EditionKey(row.key),
        work=Work(key=WorkKey(row.work), school=SchoolKey(row.school), name=row.name, kind=row.kind),
        state=row.state,
        title=text_from_json(json.loads(row.title)),
        subject=row.subject,
        section=row.section,
        grades=tuple(json.loads(row.grades)),
        languages=tuple(json.loads(row.languages)),
        manifest=json.loads(row.manifest),
        fingerprint=row.fingerprint,
        created_at=row.created_at,
        publisher=row.publisher,
        skills=tuple(json.loads(row.skills)),
        words=text_from_json(json.loads(row.words)),
        uses=json.loads(row.uses),
        number=row.number,
        published_at=row.published_at,
        metadata=metadata_from_json(json.loads(row.metadata)),
        size=row.size,
    )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

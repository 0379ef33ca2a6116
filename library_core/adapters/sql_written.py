"""Written documents in SQL tables."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from library_core.adapters.tables import written_documents
from library_core.people import PersonKey, SchoolKey
from library_core.written import WrittenDocument, WrittenElsewhere, WrittenKey, WrittenMissing

_c = written_documents.c


class SqlWrittenDocuments:
    """Implements `library_core.written.WrittenDocuments` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, document: WrittenDocument) -> None:
        """Keep a new document."""
        self._connection.execute(insert(written_documents).values(asdict(document)))

    def find(self, school: SchoolKey, person: PersonKey, key: WrittenKey) -> WrittenDocument | None:
        """Return the person's document, deleted or not."""
        query = select(written_documents).where(_c.school == school, _c.person == person, _c.key == key)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _document(row)

    def list(self, school: SchoolKey, person: PersonKey) -> tuple[WrittenDocument, ...]:
        """Return the person's documents that are not deleted, the last changed first."""
        query = select(written_documents).where(
            _c.school == school, _c.person == person, _c.deleted_at.is_(None)
        )
        rows = self._connection.execute(query.order_by(_c.changed_at.desc(), _c.key))
        return tuple(_document(row) for row in rows)

    def change(self, document: WrittenDocument) -> WrittenDocument:
        """Keep the document if it was saved last as this revision, and return it as the next one."""
        saved = replace(document, revision=document.revision + 1)
        own = (_c.school == document.school, _c.person == document.person, _c.key == document.key)
        same = self._connection.execute(
            update(written_documents).where(*own, _c.revision == document.revision).values(asdict(saved))
        )
        if same.rowcount:
            return saved
        found = self.find(document.school, document.person, document.key)
        raise WrittenMissing(document.key) if found is None else WrittenElsewhere(found)

    def forget(self, school: SchoolKey, person: PersonKey, before: int) -> None:
        """Remove for good what the person deleted before this moment."""
        mine = (_c.school == school, _c.person == person)
        self._connection.execute(delete(written_documents).where(*mine, _c.deleted_at < before))


def _document(row: Row[Any]) -> WrittenDocument:
    return WrittenDocument(**row._asdict())

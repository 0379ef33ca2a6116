"""Every reference to an object in the tables of the library; a new column of objects belongs in here."""

import json
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Column, Connection, select

from library_core.adapters.tables import derived, editions, works
from library_core.adapters.textbook_tables import textbook_documents
from library_core.adapters.upload_tables import uploads
from library_core.objects import ObjectKey
from library_core.references import Reference

COLUMNS: Final[tuple[tuple[str, Column[str], Column[str]], ...]] = (
    ("made of edition", derived.c.object, derived.c.edition),
    ("text of textbook", textbook_documents.c.html, textbook_documents.c.edition),
    ("upload", uploads.c.object, uploads.c.key),
)
"""Columns that hold one object each, and who the row belongs to."""
_AT_ONCE: Final = 1000


class SqlReferences:
    """Implements `library_core.references.References` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> Iterator[Reference]:
        """Go through all references; an object comes as often as something leads to it."""
        query = select(works.c.name, editions.c.manifest).join(editions, editions.c.work == works.c.key)
        for name, manifest in self._connection.execute(query).yield_per(_AT_ONCE):
            for path, key in json.loads(manifest).items():
                yield Reference(object=ObjectKey(key), holder=f"{name}: {path}")
        for what, column, owner in COLUMNS:
            rows = self._connection.execute(select(column, owner).where(column.is_not(None)))
            for key, of in rows.yield_per(_AT_ONCE):
                yield Reference(object=ObjectKey(key), holder=f"{what} {of}")

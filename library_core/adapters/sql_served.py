"""What editions serve, in SQL."""

import json

from sqlalchemy import Connection, select

from library_core.adapters.tables import derived, editions, works
from library_core.adapters.textbook_tables import textbook_documents
from library_core.editions import EditionKey
from library_core.objects import ObjectKey
from library_core.served import NARRATION, ServedEdition


class SqlServedFiles:
    """Implements `library_core.served.ServedFiles` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def edition(self, key: EditionKey) -> ServedEdition | None:
        """Return what the edition serves; that never changes."""
        query = select(works.c.kind, editions.c.manifest).join(works, works.c.key == editions.c.work)
        row = self._connection.execute(query.where(editions.c.key == key)).first()
        if row is None:
            return None
        scripted = select(textbook_documents.c.path).where(
            textbook_documents.c.edition == key, textbook_documents.c.scripted.is_(True)
        )
        return ServedEdition(
            kind=row.kind,
            manifest=json.loads(row.manifest),
            scripted=frozenset(self._connection.execute(scripted).scalars()),
        )

    def narration(self, key: EditionKey, recipe: str) -> ObjectKey | None:
        """Return the sound made by a recipe; a later one may take its place."""
        if not recipe.startswith(NARRATION):
            return None
        query = select(derived.c.object).where(derived.c.edition == key, derived.c.recipe == recipe)
        made = self._connection.execute(query).scalar_one_or_none()
        return None if made is None else ObjectKey(made)

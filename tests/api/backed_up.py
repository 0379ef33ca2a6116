"""Installations to back up and to restore into, with either kind of engines, and what they hold."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from filled_tables import all_rows, tables_of

from api.backups.writing import Source
from api.bootstrap import open_application, open_database, open_objects
from api.commands.main import main
from api.migrations import revision_of
from api.object_settings import write_bucket
from api.settings import Settings
from library_core.adapters.database import Database
from library_core.objects import ObjectKey, read_object


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Where an installation keeps what it has."""

    settings: Settings

    def use(self, patch: pytest.MonkeyPatch) -> None:
        """Let commands work on this installation."""
        patch.setenv("TETRAD_DATA", str(self.settings.data))
        patch.setenv("TETRAD_DATABASE", self.settings.database or "file")
        patch.setenv("TETRAD_OBJECTS", write_bucket(self.settings.objects))

    def rows(self) -> dict[str, list[Any]]:
        """Return all rows of all tables."""
        with contextlib.closing(open_database(self.settings)) as database:
            return all_rows(database.engine, tables_of(database.engine))

    def objects(self) -> dict[ObjectKey, str]:
        """Return the sum of every object's bytes."""
        store, _ = open_objects(self.settings.objects, self.settings.data)
        return {
            entry.key: hashlib.sha256(read_object(store, entry.key)).hexdigest() for entry in store.entries()
        }

    def needed(self) -> set[ObjectKey]:
        """Return the objects that rows name."""
        with contextlib.closing(open_application(self.settings)) as application:
            return set(application.database.read(lambda it: list(application.needed_objects(it))))

    def secret(self) -> bytes:
        """Return the secret of the data folder."""
        return (self.settings.data / "secret").read_bytes()


def installation(data: Path, **elsewhere: Any) -> Installation:  # noqa: ANN401 (settings of any type)
    """Return an installation over a data folder; `elsewhere` names its database and bucket."""
    return Installation(settings=replace(Settings(data=data), **elsewhere))


def source_of(place: Installation, database: Database) -> Source:
    """Return the rows of a database of any schema as something to back up, without objects."""
    return Source(
        read=database.read_at_length,
        needed=lambda _connection: iter(()),
        revision=revision_of,
        objects=open_objects(None, place.settings.data)[0],
        secret=b"s" * 32,
        erased=b"",
        head={},
    )


def tetrad(*words: object) -> int:
    """Run one command quietly."""
    return main([str(word) for word in words])


@contextlib.contextmanager
def key_file(folder: Path, content: str = "a key of more than sixteen letters") -> Iterator[Path]:
    """Lend the file of a key."""
    path = folder / "key"
    path.write_text(content + "\n", encoding="utf-8")
    yield path

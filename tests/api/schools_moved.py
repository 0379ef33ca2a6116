"""The schools of the tests in PostgreSQL: rows of a SQLite file, moved once and copied for each test."""

import contextlib
import shutil
from pathlib import Path

from school_worlds import settings_of
from sqlalchemy import select

from api.backups.restoring import Filler
from api.backups.rows import tables_of
from api.settings import Settings
from deploy.local.postgres import Cluster
from library_core.adapters.database import Database


def move_rows(data: Path, url: str) -> None:
    """Put all rows of a data folder's database into the empty tables of another one."""
    with (
        contextlib.closing(Database(settings_of(data).database_url)) as old,
        contextlib.closing(Database(url)) as new,
        old.engine.connect() as reading,
        new.engine.begin() as writing,
    ):
        filler = Filler(writing)
        stand = {table.name: table for table in filler.tables}
        for table in tables_of(reading):
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if rows:
                filler.put(stand[table.name], rows)
        filler.finish()


def moved_copy(made: Path, to: Path, cluster: Cluster, moved: str) -> Settings:
    """Copy what a data folder has beside rows, and the database that these were moved to."""
    shutil.copytree(made / "data", to, ignore=shutil.ignore_patterns("tetrad.sqlite3*"))
    return Settings(data=to, database=cluster.new_database(moved.rsplit("/", 1)[1]))

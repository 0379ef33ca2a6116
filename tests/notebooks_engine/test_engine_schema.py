from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from api.migrations import upgrade
from library_core.adapters.database import open_engine
from notebooks_engine.adapters.tables import metadata


def test_the_migrations_make_the_tables_that_the_adapters_use(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'tetrad.sqlite'}")
    upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    # Tables of other packages are in the database and not in this metadata.
    engine.dispose()
    assert [one for one in differences if not _is_foreign(one)] == []


def _is_foreign(difference: object) -> bool:
    if not isinstance(difference, tuple) or not str(difference[0]).startswith("remove_"):
        return False
    subject = difference[1]
    return getattr(getattr(subject, "table", subject), "name", "") not in metadata.tables

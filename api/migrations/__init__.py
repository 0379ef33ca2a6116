"""The schema of the database, step by step; run from wherever the package is installed."""

from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, Engine, inspect, text

FOLDER: Final = Path(__file__).parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, wholly or not at all; several processes may try at once."""
    with engine.begin() as connection:
        if revision == "head" and _revision_of(connection) == newest():
            return
        _run("upgrade", connection, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision (`base`: empty), wholly or not at all."""
    with engine.begin() as connection:
        _run("downgrade", connection, revision)


def newest() -> str:
    """Return the newest revision: a script is called as its revision, and they are numbered."""
    return max(path.stem for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _revision_of(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _run(direction: Literal["upgrade", "downgrade"], connection: Connection, revision: str) -> None:
    # Alembic takes half a second to import, and at most starts there is nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    run = command.upgrade if direction == "upgrade" else command.downgrade
    run(config, revision)

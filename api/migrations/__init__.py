"""The schema of the database, step by step; run from wherever the package is installed."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

FOLDER: Final = Path(__file__).parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a revision, wholly or not at all; several processes may try at once."""
    with engine.begin() as connection:
        command.upgrade(_config(connection=connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an earlier revision (`base`: empty), wholly or not at all."""
    with engine.begin() as connection:
        command.downgrade(_config(connection=connection), revision)


def _config(**attributes: object) -> Config:
    config = Config(attributes=attributes)
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config

"""The table of jobs; times are milliseconds UTC, orders, outcomes and words are JSON."""

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from library_core.adapters.tables import metadata

jobs: Final = Table(
    "jobs",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("person", String(64)),
    Column("subject", String(64), nullable=False),
    # What only one open job may have; nothing once it has ended.
    Column("only", String(192), unique=True),
    Column("place", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("order", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("lease", String(64)),
    Column("beats", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("said", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("stopping", Boolean, nullable=False),
    Column("requested_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index(None, "state", "tries", "turn", "sequence"),
    Index(None, "school", "person", "sequence"),
    Index(None, "school", "kind", "subject", "sequence"),
)

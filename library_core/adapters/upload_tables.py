"""The tables of uploads: files that arrive in parts, and what a school may keep."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from library_core.adapters.tables import metadata

uploads: Final = Table(
    "uploads",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("place", Text, nullable=False),
    Column("object", String(64)),
    Column("edition", String(64)),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index(None, "school", "person"),
    Index(None, "changed_at"),
)

upload_parts: Final = Table(
    "upload_parts",
    metadata,
    Column("upload", ForeignKey("uploads.key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("tag", Text, nullable=False),
)

quotas: Final = Table(
    "quotas",
    metadata,
    Column("school", ForeignKey("schools.key"), primary_key=True),
    Column("bytes", BigInteger, nullable=False),
)

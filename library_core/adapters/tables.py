"""The tables of the library: people, works, editions, their trail, derived objects and the change feed.

Times are milliseconds UTC; texts, lists and manifests are JSON, written and read by the adapters.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata: Final = MetaData(naming_convention=NAMING)

schools: Final = Table(
    "schools",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("name", Text, nullable=False),
)

people: Final = Table(
    "people",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("display_name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    UniqueConstraint("school", "key"),
)

person_roles: Final = Table(
    "person_roles",
    metadata,
    Column("person", ForeignKey("people.key"), primary_key=True),
    Column("role", String(16), primary_key=True),
)

credentials: Final = Table(
    "credentials",
    metadata,
    Column("login", String(128), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("person", String(64), nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("one_time", Boolean, nullable=False),
    ForeignKeyConstraint(["school", "person"], ["people.school", "people.key"]),
)

works: Final = Table(
    "works",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("name", String(255), nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
)

editions: Final = Table(
    "editions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("work", ForeignKey("works.key"), nullable=False),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("number", Integer),
    Column("state", String(16), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("subject", String(64), nullable=False),
    Column("section", String(64), nullable=False),
    Column("grades", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("skills", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("uses", Text, nullable=False),
    Column("metadata", Text, nullable=False, server_default="{}"),
    Column("size", BigInteger, nullable=False, server_default="0"),
    Column("publisher", String(64)),
    Column("created_at", BigInteger, nullable=False),
    Column("published_at", BigInteger),
    UniqueConstraint("work", "number"),
    Index(None, "school", "fingerprint"),
    Index(None, "school", "state"),
)

trail: Final = Table(
    "trail",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("edition", ForeignKey("editions.key"), nullable=False, index=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("what", String(16), nullable=False),
    Column("who", String(64)),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("category", String(16), nullable=False, server_default=""),
    Column("stamp", BigInteger),
)

derived: Final = Table(
    "derived",
    metadata,
    Column("edition", ForeignKey("editions.key"), primary_key=True),
    Column("recipe", String(128), primary_key=True),
    Column("object", String(64), nullable=False),
)

changes: Final = Table(
    "changes",
    metadata,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("key", String(64), nullable=False),
    sqlite_autoincrement=True,
)

written_documents: Final = Table(
    "written_documents",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("made_of", String(64)),
    Column("edition", String(64)),
    Column("offered", String(64)),
    Column("changed_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Index(None, "school", "person"),
)

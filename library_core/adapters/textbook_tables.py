"""The tables of textbooks: books, their documents, passages and clips, and narrations under way."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from library_core.adapters.tables import metadata

textbooks: Final = Table(
    "textbooks",
    metadata,
    Column("edition", ForeignKey("editions.key"), primary_key=True),
    Column("book", Text, nullable=False),
)

textbook_documents: Final = Table(
    "textbook_documents",
    metadata,
    Column("edition", ForeignKey("textbooks.edition"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("html", String(64), nullable=False),
    Column("layout", String(16), nullable=False),
    Column("linear", Boolean, nullable=False),
    Column("scripted", Boolean, nullable=False),
    Column("language", String(35), nullable=False),
    UniqueConstraint("edition", "path"),
)

passages: Final = Table(
    "passages",
    metadata,
    Column("edition", String(64), primary_key=True),
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("paragraph", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("level", Integer, nullable=False),
    Column("language", String(35), nullable=False),
    Column("text", Text, nullable=False),
    Column("stems", Text, nullable=False),
    ForeignKeyConstraint(
        ["edition", "document"], ["textbook_documents.edition", "textbook_documents.position"]
    ),
)

clips: Final = Table(
    "clips",
    metadata,
    Column("edition", String(64), primary_key=True),
    Column("document", Integer, primary_key=True, autoincrement=False),
    Column("origin", String(16), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("paragraph", Text, nullable=False),
    Column("audio", Text, nullable=False),
    Column("begin", Integer, nullable=False),
    Column("end", Integer),
    Column("fingerprint", String(64), nullable=False),
    ForeignKeyConstraint(
        ["edition", "document"], ["textbook_documents.edition", "textbook_documents.position"]
    ),
)

narrations: Final = Table(
    "narrations",
    metadata,
    Column("edition", ForeignKey("editions.key"), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("requested_by", String(64)),
    Column("requested_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index(None, "state"),
)

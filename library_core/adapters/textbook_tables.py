"""The tables of textbooks: books, their documents, passages and clips."""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
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

"""The tables of those who read and use works: places, annotations, courses under way, opinions, counters."""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from library_core.adapters.tables import metadata

reading_places: Final = Table(
    "reading_places",
    metadata,
    Column("person", ForeignKey("people.key"), primary_key=True),
    Column("work", ForeignKey("works.key"), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("paragraph", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

annotations: Final = Table(
    "annotations",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("person", ForeignKey("people.key"), nullable=False),
    Column("work", ForeignKey("works.key"), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("paragraph", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("quotation", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("colour", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Index(None, "person", "work"),
)

course_steps: Final = Table(
    "course_steps",
    metadata,
    Column("person", ForeignKey("people.key"), primary_key=True),
    Column("course", ForeignKey("works.key"), primary_key=True),
    Column("work", ForeignKey("works.key"), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("done_at", BigInteger, nullable=False),
)

ratings: Final = Table(
    "ratings",
    metadata,
    Column("work", ForeignKey("works.key"), primary_key=True),
    Column("person", ForeignKey("people.key"), primary_key=True),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("stars", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)

comments: Final = Table(
    "comments",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("work", ForeignKey("works.key"), nullable=False),
    Column("school", ForeignKey("schools.key"), nullable=False),
    Column("person", ForeignKey("people.key"), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Index(None, "work", "created_at"),
)

usage: Final = Table(
    "usage",
    metadata,
    Column("work", ForeignKey("works.key"), primary_key=True),
    Column("school", ForeignKey("schools.key"), primary_key=True),
    Column("what", String(16), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("times", BigInteger, nullable=False),
    Index(None, "day", "what", "work"),
)

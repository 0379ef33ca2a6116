"""The tables of the engine: classes, assignments, attempts and what is handed in, benches, marks.

Times are milliseconds UTC; texts, rules and answers are JSON, written and read by the adapters. People and
editions are known by key alone.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
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

classes: Final = Table(
    "classes",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

class_teachers: Final = Table(
    "class_teachers",
    metadata,
    Column("class_key", ForeignKey("classes.key"), primary_key=True),
    Column("teacher", String(64), primary_key=True),
    Index(None, "teacher"),
)

class_members: Final = Table(
    "class_members",
    metadata,
    Column("class_key", ForeignKey("classes.key"), primary_key=True),
    Column("student", String(64), primary_key=True),
    Column("group_name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "student"),
)

assignments: Final = Table(
    "assignments",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("class_key", ForeignKey("classes.key"), nullable=False, index=True),
    Column("teacher", String(64), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("slots", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("due_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("deal", String(64), nullable=False, index=True, server_default=""),
    Column("planned", Integer, nullable=False, server_default="0"),
    Column("separation", Text, nullable=False, server_default="{}"),
)

attempts: Final = Table(
    "attempts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("assignment", ForeignKey("assignments.key"), nullable=False),
    Column("student", String(64), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("active_at", BigInteger),
    Column("slots", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False, server_default="1"),
    UniqueConstraint("assignment", "student", "number"),
)

drafts: Final = Table(
    "drafts",
    metadata,
    Column("attempt", ForeignKey("attempts.key"), primary_key=True),
    Column("slot", String(64), primary_key=True),
    Column("answers", Text, nullable=False),
    Column("saved_at", BigInteger, nullable=False),
)

submissions: Final = Table(
    "submissions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("attempt", ForeignKey("attempts.key"), nullable=False),
    Column("slot", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("try_number", Integer, nullable=False),
    Column("answers", Text, nullable=False),
    Column("verdicts", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("late", Boolean, nullable=False),
    Column("submitted_at", BigInteger, nullable=False),
    Column("request", String(128), nullable=False),
    Column("checker", String(64), nullable=False),
    UniqueConstraint("attempt", "slot", "try_number"),
    UniqueConstraint("attempt", "request"),
)

slot_grades: Final = Table(
    "slot_grades",
    metadata,
    Column("attempt", ForeignKey("attempts.key"), primary_key=True),
    Column("slot", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("machine", String(64), nullable=False),
    Column("points", String(64), nullable=False),
    Column("suggested", String(64), nullable=False),
    Column("out_of", String(64), nullable=False),
    Column("pending", Boolean, nullable=False, index=True),
    Column("late", Boolean, nullable=False),
    Column("marked", Boolean, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("graded_at", BigInteger, nullable=False),
)

marks: Final = Table(
    "marks",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("attempt", ForeignKey("attempts.key"), nullable=False, index=True),
    Column("slot", String(64), nullable=False),
    Column("ask", String(64), nullable=False),
    Column("try_number", Integer, nullable=False),
    Column("score", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("teacher", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("undone_at", BigInteger),
)

practice_runs: Final = Table(
    "practice_runs",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("notebook", String(64), nullable=False),
    Column("slot", String(64), nullable=False),
    Column("task", String(255), nullable=False),
    Column("member", Integer, nullable=False),
    Column("frozen", LargeBinary, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("answers", Text, nullable=False),
    Column("verdicts", Text, nullable=False),
    Column("checks", Integer, nullable=False),
    Column("solved", Boolean, nullable=False),
    Index(None, "person", "notebook", "slot"),
)

regrades: Final = Table(
    "regrades",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("assignment", ForeignKey("assignments.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("task", String(255), nullable=False),
    Column("edition", String(64), nullable=False),
    Column("checker", String(64), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("teacher", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("looked", Integer, nullable=False),
    Column("changes", Text, nullable=False),
    Column("undoes", String(64)),
    Column("undone_at", BigInteger),
    UniqueConstraint("assignment", "number"),
)

rekeyed_slots: Final = Table(
    "rekeyed_slots",
    metadata,
    Column("attempt", ForeignKey("attempts.key"), primary_key=True),
    Column("slot", String(64), primary_key=True),
    Column("regrade", ForeignKey("regrades.key"), primary_key=True),
    Column("frozen", LargeBinary),
    Column("was", String(64), nullable=False),
    Column("by_key", String(64), nullable=False),
    Column("points", String(64), nullable=False),
)

rejudgements: Final = Table(
    "rejudgements",
    metadata,
    Column("submission", ForeignKey("submissions.key"), primary_key=True),
    Column("regrade", ForeignKey("regrades.key"), primary_key=True),
    Column("attempt", ForeignKey("attempts.key"), nullable=False, index=True),
    Column("verdicts", Text, nullable=False),
    Column("kept", Text),
    Column("checker", String(64), nullable=False),
)

appeals: Final = Table(
    "appeals",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("attempt", ForeignKey("attempts.key"), nullable=False),
    Column("slot", String(64), nullable=False),
    Column("ask", String(64), nullable=False),
    Column("try_number", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reply", Text, nullable=False),
    Column("teacher", String(64)),
    Column("decided_at", BigInteger),
    UniqueConstraint("attempt", "slot", "ask", "try_number"),
    Index(None, "school", "outcome"),
)

accepted_answers: Final = Table(
    "accepted_answers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("assignment", ForeignKey("assignments.key"), nullable=False, index=True),
    Column("appeal", ForeignKey("appeals.key"), nullable=False),
    Column("task", String(255), nullable=False),
    Column("ask", String(64), nullable=False),
    Column("basis", Text, nullable=False),
    Column("teacher", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("undone_at", BigInteger),
)

dismissed_hints: Final = Table(
    "dismissed_hints",
    metadata,
    Column("attempt", ForeignKey("attempts.key"), primary_key=True),
    Column("source", ForeignKey("attempts.key"), primary_key=True),
    Column("school", String(64), nullable=False),
    Column("assignment", ForeignKey("assignments.key"), nullable=False, index=True),
    Column("agreements", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("teacher", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False),
)

lab_sessions: Final = Table(
    "lab_sessions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("school", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("attempt", ForeignKey("attempts.key")),
    Column("slot", String(64), nullable=False),
    Column("practice", ForeignKey("practice_runs.key"), unique=True),
    Column("secret", LargeBinary, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    UniqueConstraint("attempt", "slot"),
)

lab_entries: Final = Table(
    "lab_entries",
    metadata,
    Column("session", ForeignKey("lab_sessions.key"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("request", LargeBinary, nullable=False),
    Column("entry", Text, nullable=False),
    Column("logged_at", BigInteger, nullable=False),
    UniqueConstraint("session", "request"),
)

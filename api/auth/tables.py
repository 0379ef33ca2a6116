"""Tables of sign-in sessions, failed sign-ins, idempotency keys, and what an installation knows of itself."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("school", String(64), nullable=False),
    Column("begun", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Index("sessions_person", "person"),
    Index("sessions_seen", "seen"),
)

FAILURES = Table(
    "sign_in_failures",
    METADATA,
    Column("subject", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("sign_in_failures_subject", "subject", "at"),
    Index("sign_in_failures_at", "at"),
)

REPEATS = Table(
    "repeats",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("body", String(64), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("status", Integer),
    Column("location", String(500)),
    Column("media_type", String(100)),
    Column("content", LargeBinary),
    Index("repeats_at", "at"),
)

INSTALLATION = Table(
    "installation",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", String(64), nullable=False),
)

"""Sign-in sessions, failed sign-ins and remembered responses."""

import sqlalchemy as sa
from alembic import op

revision = "0003_auth"
down_revision = "0002_engine"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of api.auth."""
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False),
    )
    op.create_index("sessions_person", "sessions", ["person"])
    op.create_index("sessions_seen", "sessions", ["seen"])
    op.create_table(
        "sign_in_failures",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("sign_in_failures_subject", "sign_in_failures", ["subject", "at"])
    op.create_index("sign_in_failures_at", "sign_in_failures", ["at"])
    op.create_table(
        "repeats",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("body", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("location", sa.String(500)),
        sa.Column("media_type", sa.String(100)),
        sa.Column("content", sa.LargeBinary),
    )
    op.create_index("repeats_at", "repeats", ["at"])


def downgrade() -> None:
    """Drop the tables of api.auth: everybody signs in again."""
    for table in ("repeats", "sign_in_failures", "sessions"):
        op.drop_table(table)

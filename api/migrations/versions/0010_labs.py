"""Sessions at the benches of labs, and the lines of their logs."""

import sqlalchemy as sa
from alembic import op

revision = "0010_labs"
down_revision = "0009_readers_and_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "lab_sessions",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("attempt", sa.String(64)),
        sa.Column("slot", sa.String(64), nullable=False),
        sa.Column("practice", sa.String(64)),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lab_sessions")),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_lab_sessions_attempt_attempts")),
        sa.ForeignKeyConstraint(
            ["practice"], ["practice_runs.key"], name=op.f("fk_lab_sessions_practice_practice_runs")
        ),
        sa.UniqueConstraint("attempt", "slot", name=op.f("uq_lab_sessions_attempt_slot")),
        sa.UniqueConstraint("practice", name=op.f("uq_lab_sessions_practice")),
    )
    op.create_table(
        "lab_entries",
        sa.Column("session", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("request", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("logged_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session", "number", name=op.f("pk_lab_entries")),
        sa.ForeignKeyConstraint(
            ["session"], ["lab_sessions.key"], name=op.f("fk_lab_entries_session_lab_sessions")
        ),
        sa.UniqueConstraint("session", "request", name=op.f("uq_lab_entries_session_request")),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("lab_entries")
    op.drop_table("lab_sessions")

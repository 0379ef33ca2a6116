"""Appeals of students, answers that a teacher has accepted, and hints at copying that were dismissed."""

import sqlalchemy as sa
from alembic import op

revision = "0006_appeals"
down_revision = "0005_regrades"
branch_labels = None
depends_on = None

_KEY = sa.String(64)


def upgrade() -> None:
    """Make the tables of appeals."""
    op.create_table(
        "appeals",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("ask", _KEY, nullable=False),
        sa.Column("try_number", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("teacher", _KEY),
        sa.Column("decided_at", sa.BigInteger),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_appeals_attempt_attempts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_appeals")),
        sa.UniqueConstraint(
            "attempt", "slot", "ask", "try_number", name=op.f("uq_appeals_attempt_slot_ask_try_number")
        ),
    )
    op.create_index(op.f("ix_appeals_school_outcome"), "appeals", ["school", "outcome"])
    op.create_table(
        "accepted_answers",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("assignment", _KEY, nullable=False),
        sa.Column("appeal", _KEY, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("ask", _KEY, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("undone_at", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignments.key"], name=op.f("fk_accepted_answers_assignment_assignments")
        ),
        sa.ForeignKeyConstraint(["appeal"], ["appeals.key"], name=op.f("fk_accepted_answers_appeal_appeals")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_accepted_answers")),
    )
    op.create_index(op.f("ix_accepted_answers_assignment"), "accepted_answers", ["assignment"])
    op.create_table(
        "dismissed_hints",
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("source", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("assignment", _KEY, nullable=False),
        sa.Column("agreements", sa.Integer, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignments.key"], name=op.f("fk_dismissed_hints_assignment_assignments")
        ),
        sa.ForeignKeyConstraint(
            ["attempt"], ["attempts.key"], name=op.f("fk_dismissed_hints_attempt_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["attempts.key"], name=op.f("fk_dismissed_hints_source_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt", "source", name=op.f("pk_dismissed_hints")),
    )
    op.create_index(op.f("ix_dismissed_hints_assignment"), "dismissed_hints", ["assignment"])


def downgrade() -> None:
    """Remove them."""
    for name in ("dismissed_hints", "accepted_answers", "appeals"):
        op.drop_table(name)

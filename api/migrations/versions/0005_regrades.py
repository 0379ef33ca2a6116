"""Regrades: corrected keys, what they changed, and the verdicts that came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005_regrades"
down_revision = "0004_deals"
branch_labels = None
depends_on = None

_KEY = sa.String(64)


def upgrade() -> None:
    """Make the tables of regrades."""
    op.create_table(
        "regrades",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("assignment", _KEY, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("edition", _KEY, nullable=False),
        sa.Column("checker", _KEY, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("looked", sa.Integer, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("undoes", _KEY),
        sa.Column("undone_at", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignments.key"], name=op.f("fk_regrades_assignment_assignments")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_regrades")),
        sa.UniqueConstraint("assignment", "number", name=op.f("uq_regrades_assignment_number")),
    )
    op.create_table(
        "rekeyed_slots",
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("regrade", _KEY, nullable=False),
        sa.Column("frozen", sa.LargeBinary),
        sa.Column("was", sa.String(64), nullable=False),
        sa.Column("by_key", sa.String(64), nullable=False),
        sa.Column("points", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt"], ["attempts.key"], name=op.f("fk_rekeyed_slots_attempt_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["regrade"], ["regrades.key"], name=op.f("fk_rekeyed_slots_regrade_regrades")
        ),
        sa.PrimaryKeyConstraint("attempt", "slot", "regrade", name=op.f("pk_rekeyed_slots")),
    )
    op.create_table(
        "rejudgements",
        sa.Column("submission", _KEY, nullable=False),
        sa.Column("regrade", _KEY, nullable=False),
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("verdicts", sa.Text, nullable=False),
        sa.Column("kept", sa.Text),
        sa.Column("checker", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submissions.key"], name=op.f("fk_rejudgements_submission_submissions")
        ),
        sa.ForeignKeyConstraint(["regrade"], ["regrades.key"], name=op.f("fk_rejudgements_regrade_regrades")),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_rejudgements_attempt_attempts")),
        sa.PrimaryKeyConstraint("submission", "regrade", name=op.f("pk_rejudgements")),
    )
    op.create_index(op.f("ix_rejudgements_attempt"), "rejudgements", ["attempt"])


def downgrade() -> None:
    """Remove them."""
    for name in ("rejudgements", "rekeyed_slots", "regrades"):
        op.drop_table(name)

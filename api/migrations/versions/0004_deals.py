"""Deals shared by parallel classes, and further attempts of a student on one assignment."""

import sqlalchemy as sa
from alembic import op

revision = "0004_deals"
down_revision = "0003_auth"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Assignments say which deal they belong to; an attempt has a number."""
    with op.batch_alter_table("assignments") as table:
        table.add_column(sa.Column("deal", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("planned", sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("separation", sa.Text, nullable=False, server_default="{}"))
    op.execute("UPDATE assignments SET deal = key")
    op.execute(
        "UPDATE assignments SET planned ="
        " (SELECT COUNT(*) FROM attempts WHERE attempts.assignment = assignments.key)"
    )
    op.create_index(op.f("ix_assignments_deal"), "assignments", ["deal"])
    with op.batch_alter_table("attempts") as table:
        table.add_column(sa.Column("number", sa.Integer, nullable=False, server_default="1"))
        table.drop_constraint("uq_attempts_assignment_student", type_="unique")
        table.create_unique_constraint(
            "uq_attempts_assignment_student_number", ["assignment", "student", "number"]
        )


def downgrade() -> None:
    """Forget the deals; further attempts have to go before."""
    with op.batch_alter_table("attempts") as table:
        table.drop_constraint("uq_attempts_assignment_student_number", type_="unique")
        table.create_unique_constraint("uq_attempts_assignment_student", ["assignment", "student"])
        table.drop_column("number")
    op.drop_index(op.f("ix_assignments_deal"), "assignments")
    with op.batch_alter_table("assignments") as table:
        table.drop_column("separation")
        table.drop_column("planned")
        table.drop_column("deal")

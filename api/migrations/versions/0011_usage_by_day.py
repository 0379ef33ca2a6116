"""Uses are looked for by day: which works were assigned lately is asked every few minutes."""

from alembic import op

revision = "0011_usage_by_day"
down_revision = "0010_labs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_usage_day_what_work"), "usage", ["day", "what", "work"])


def downgrade() -> None:
    """Remove the index."""
    op.drop_index(op.f("ix_usage_day_what_work"), table_name="usage")

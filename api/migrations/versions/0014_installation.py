"""What an installation knows of itself: a mark of the secret that it works with."""

import sqlalchemy as sa
from alembic import op

revision = "0014_installation"
down_revision = "0013_room_for_updates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the next start says which secret it is."""
    op.create_table(
        "installation",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("installation")

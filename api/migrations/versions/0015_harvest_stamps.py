"""What other catalogues harvest is stamped in the order in which it becomes visible."""

import sqlalchemy as sa
from alembic import op

revision = "0015_harvest_stamps"
down_revision = "0014_installation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the stamp; what has been there keeps its moment. A program of before writes none."""
    op.add_column("trail", sa.Column("stamp", sa.BigInteger))
    op.execute("UPDATE trail SET stamp = at")


def downgrade() -> None:
    """Remove it."""
    with op.batch_alter_table("trail") as trail:
        trail.drop_column("stamp")

"""Documents that are being written in the browser, before they become an edition."""

import sqlalchemy as sa
from alembic import op

revision = "0007_written_documents"
down_revision = "0006_appeals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of written documents."""
    op.create_table(
        "written_documents",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("made_of", sa.String(64)),
        sa.Column("edition", sa.String(64)),
        sa.Column("offered", sa.String(64)),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_written_documents")),
    )
    op.create_index(op.f("ix_written_documents_school_person"), "written_documents", ["school", "person"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("written_documents")

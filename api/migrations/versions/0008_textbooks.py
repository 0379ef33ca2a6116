"""Metadata of editions, categories of reasons, and textbooks with their passages and clips."""

import sqlalchemy as sa
from alembic import op

revision = "0008_textbooks"
down_revision = "0007_written_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    with op.batch_alter_table("editions") as editions:
        editions.add_column(sa.Column("metadata", sa.Text, nullable=False, server_default="{}"))
        editions.add_column(sa.Column("size", sa.BigInteger, nullable=False, server_default="0"))
    with op.batch_alter_table("trail") as trail:
        trail.add_column(sa.Column("category", sa.String(16), nullable=False, server_default=""))
    _make_textbooks()
    _make_textbook_documents()
    _make_passages()
    _make_clips()
    _make_narrations()


def downgrade() -> None:
    """Remove them."""
    op.drop_table("narrations")
    op.drop_table("clips")
    op.drop_table("passages")
    op.drop_table("textbook_documents")
    op.drop_table("textbooks")
    with op.batch_alter_table("trail") as trail:
        trail.drop_column("category")
    with op.batch_alter_table("editions") as editions:
        editions.drop_column("size")
        editions.drop_column("metadata")


def _make_textbooks() -> None:
    op.create_table(
        "textbooks",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("edition", name=op.f("pk_textbooks")),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name=op.f("fk_textbooks_edition_editions")),
    )


def _make_textbook_documents() -> None:
    op.create_table(
        "textbook_documents",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("html", sa.String(64), nullable=False),
        sa.Column("layout", sa.String(16), nullable=False),
        sa.Column("linear", sa.Boolean, nullable=False),
        sa.Column("scripted", sa.Boolean, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.PrimaryKeyConstraint("edition", "position", name=op.f("pk_textbook_documents")),
        sa.ForeignKeyConstraint(
            ["edition"], ["textbooks.edition"], name=op.f("fk_textbook_documents_edition_textbooks")
        ),
        sa.UniqueConstraint("edition", "path", name=op.f("uq_textbook_documents_edition_path")),
    )


def _make_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("document", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("paragraph", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("stems", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("edition", "document", "position", name=op.f("pk_passages")),
        sa.ForeignKeyConstraint(
            ["edition", "document"],
            ["textbook_documents.edition", "textbook_documents.position"],
            name=op.f("fk_passages_edition_document_textbook_documents"),
        ),
    )


def _make_clips() -> None:
    op.create_table(
        "clips",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("document", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("paragraph", sa.Text, nullable=False),
        sa.Column("audio", sa.Text, nullable=False),
        sa.Column("begin", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("edition", "document", "origin", "position", name=op.f("pk_clips")),
        sa.ForeignKeyConstraint(
            ["edition", "document"],
            ["textbook_documents.edition", "textbook_documents.position"],
            name=op.f("fk_clips_edition_document_textbook_documents"),
        ),
    )


def _make_narrations() -> None:
    op.create_table(
        "narrations",
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("requested_by", sa.String(64)),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("edition", name=op.f("pk_narrations")),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name=op.f("fk_narrations_edition_editions")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_narrations_school_schools")),
    )
    op.create_index(op.f("ix_narrations_state"), "narrations", ["state"])

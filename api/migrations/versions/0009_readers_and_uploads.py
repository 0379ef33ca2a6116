"""Uploads in parts, and those who read: places, annotations, courses under way, opinions, counters."""

import sqlalchemy as sa
from alembic import op

revision = "0009_readers_and_uploads"
down_revision = "0008_textbooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_uploads()
    _make_upload_parts()
    _make_quotas()
    _make_reading_places()
    _make_annotations()
    _make_course_steps()
    _make_ratings()
    _make_comments()
    _make_usage()


def downgrade() -> None:
    """Remove them."""
    op.drop_table("usage")
    op.drop_table("comments")
    op.drop_table("ratings")
    op.drop_table("course_steps")
    op.drop_table("annotations")
    op.drop_table("reading_places")
    op.drop_table("quotas")
    op.drop_table("upload_parts")
    op.drop_table("uploads")


def _make_uploads() -> None:
    op.create_table(
        "uploads",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("object", sa.String(64)),
        sa.Column("edition", sa.String(64)),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_uploads")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_uploads_school_schools")),
    )
    op.create_index(op.f("ix_uploads_changed_at"), "uploads", ["changed_at"])
    op.create_index(op.f("ix_uploads_school_person"), "uploads", ["school", "person"])


def _make_upload_parts() -> None:
    op.create_table(
        "upload_parts",
        sa.Column("upload", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("upload", "number", name=op.f("pk_upload_parts")),
        sa.ForeignKeyConstraint(["upload"], ["uploads.key"], name=op.f("fk_upload_parts_upload_uploads")),
    )


def _make_quotas() -> None:
    op.create_table(
        "quotas",
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("school", name=op.f("pk_quotas")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_quotas_school_schools")),
    )


def _make_reading_places() -> None:
    op.create_table(
        "reading_places",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("paragraph", sa.Text, nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", "work", name=op.f("pk_reading_places")),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=op.f("fk_reading_places_person_people")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_reading_places_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_reading_places_work_works")),
    )


def _make_annotations() -> None:
    op.create_table(
        "annotations",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("paragraph", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("quotation", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("colour", sa.String(16), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_annotations")),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=op.f("fk_annotations_person_people")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_annotations_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_annotations_work_works")),
    )
    op.create_index(op.f("ix_annotations_person_work"), "annotations", ["person", "work"])


def _make_course_steps() -> None:
    op.create_table(
        "course_steps",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("course", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("done_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", "course", "work", name=op.f("pk_course_steps")),
        sa.ForeignKeyConstraint(["course"], ["works.key"], name=op.f("fk_course_steps_course_works")),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=op.f("fk_course_steps_person_people")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_course_steps_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_course_steps_work_works")),
    )


def _make_ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("work", "person", name=op.f("pk_ratings")),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=op.f("fk_ratings_person_people")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_ratings_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_ratings_work_works")),
    )


def _make_comments() -> None:
    op.create_table(
        "comments",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("deleted_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_comments")),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name=op.f("fk_comments_person_people")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_comments_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_comments_work_works")),
    )
    op.create_index(op.f("ix_comments_work_created_at"), "comments", ["work", "created_at"])


def _make_usage() -> None:
    op.create_table(
        "usage",
        sa.Column("work", sa.String(64), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("day", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("times", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("work", "school", "what", "day", name=op.f("pk_usage")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_usage_school_schools")),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name=op.f("fk_usage_work_works")),
    )

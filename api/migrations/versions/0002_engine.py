"""Classes, assignments, attempts, drafts, submissions, grades, marks and practice."""

import sqlalchemy as sa
from alembic import op

revision = "0002_engine"
down_revision = "0001_library"
branch_labels = None
depends_on = None

_KEY = sa.String(64)
_TIME = sa.BigInteger
_TABLES = (
    "classes",
    "class_teachers",
    "class_members",
    "assignments",
    "attempts",
    "drafts",
    "submissions",
    "slot_grades",
    "marks",
    "practice_runs",
)


def upgrade() -> None:
    """Make the tables of notebooks_engine."""
    _make_classes()
    _make_class_teachers()
    _make_class_members()
    _make_assignments()
    _make_attempts()
    _make_drafts()
    _make_submissions()
    _make_slot_grades()
    _make_marks()
    _make_practice_runs()


def downgrade() -> None:
    """Remove them."""
    for name in reversed(_TABLES):
        op.drop_table(name)


def _make_classes() -> None:
    op.create_table(
        "classes",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_classes")),
    )
    op.create_index(op.f("ix_classes_school"), "classes", ["school"])


def _make_class_teachers() -> None:
    op.create_table(
        "class_teachers",
        sa.Column("class_key", _KEY, nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["class_key"], ["classes.key"], name=op.f("fk_class_teachers_class_key_classes")
        ),
        sa.PrimaryKeyConstraint("class_key", "teacher", name=op.f("pk_class_teachers")),
    )
    op.create_index(op.f("ix_class_teachers_teacher"), "class_teachers", ["teacher"])


def _make_class_members() -> None:
    op.create_table(
        "class_members",
        sa.Column("class_key", _KEY, nullable=False),
        sa.Column("student", _KEY, nullable=False),
        sa.Column("group_name", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["class_key"], ["classes.key"], name=op.f("fk_class_members_class_key_classes")
        ),
        sa.PrimaryKeyConstraint("class_key", "student", name=op.f("pk_class_members")),
    )
    op.create_index(op.f("ix_class_members_student"), "class_members", ["student"])


def _make_assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("class_key", _KEY, nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.Column("edition", _KEY, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("slots", sa.Text, nullable=False),
        sa.Column("rules", sa.Text, nullable=False),
        sa.Column("due_at", _TIME),
        sa.Column("closed_at", _TIME),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["class_key"], ["classes.key"], name=op.f("fk_assignments_class_key_classes")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_class_key"), "assignments", ["class_key"])


def _make_attempts() -> None:
    op.create_table(
        "attempts",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("assignment", _KEY, nullable=False),
        sa.Column("student", _KEY, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("active_at", _TIME),
        sa.Column("slots", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment"], ["assignments.key"], name=op.f("fk_attempts_assignment_assignments")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
        sa.UniqueConstraint("assignment", "student", name=op.f("uq_attempts_assignment_student")),
    )
    op.create_index(op.f("ix_attempts_student"), "attempts", ["student"])


def _make_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("saved_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_drafts_attempt_attempts")),
        sa.PrimaryKeyConstraint("attempt", "slot", name=op.f("pk_drafts")),
    )


def _make_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("person", _KEY, nullable=False),
        sa.Column("try_number", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("verdicts", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("submitted_at", _TIME, nullable=False),
        sa.Column("request", sa.String(128), nullable=False),
        sa.Column("checker", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_submissions_attempt_attempts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_submissions")),
        sa.UniqueConstraint("attempt", "request", name=op.f("uq_submissions_attempt_request")),
        sa.UniqueConstraint(
            "attempt", "slot", "try_number", name=op.f("uq_submissions_attempt_slot_try_number")
        ),
    )


def _make_slot_grades() -> None:
    op.create_table(
        "slot_grades",
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("machine", _KEY, nullable=False),
        sa.Column("points", _KEY, nullable=False),
        sa.Column("suggested", _KEY, nullable=False),
        sa.Column("out_of", _KEY, nullable=False),
        sa.Column("pending", sa.Boolean, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("marked", sa.Boolean, nullable=False),
        sa.Column("final", sa.Boolean, nullable=False),
        sa.Column("graded_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_slot_grades_attempt_attempts")),
        sa.PrimaryKeyConstraint("attempt", "slot", name=op.f("pk_slot_grades")),
    )
    op.create_index(op.f("ix_slot_grades_pending"), "slot_grades", ["pending"])


def _make_marks() -> None:
    op.create_table(
        "marks",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("attempt", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("ask", _KEY, nullable=False),
        sa.Column("try_number", sa.Integer, nullable=False),
        sa.Column("score", _KEY, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("teacher", _KEY, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("undone_at", _TIME),
        sa.ForeignKeyConstraint(["attempt"], ["attempts.key"], name=op.f("fk_marks_attempt_attempts")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_attempt"), "marks", ["attempt"])


def _make_practice_runs() -> None:
    op.create_table(
        "practice_runs",
        sa.Column("key", _KEY, nullable=False),
        sa.Column("school", _KEY, nullable=False),
        sa.Column("person", _KEY, nullable=False),
        sa.Column("notebook", _KEY, nullable=False),
        sa.Column("slot", _KEY, nullable=False),
        sa.Column("task", sa.String(255), nullable=False),
        sa.Column("member", sa.Integer, nullable=False),
        sa.Column("frozen", sa.LargeBinary, nullable=False),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("verdicts", sa.Text, nullable=False),
        sa.Column("checks", sa.Integer, nullable=False),
        sa.Column("solved", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_practice_runs")),
    )
    op.create_index(
        op.f("ix_practice_runs_person_notebook_slot"), "practice_runs", ["person", "notebook", "slot"]
    )

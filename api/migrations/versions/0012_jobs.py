"""Jobs take the place of requests for narration: what was waiting or under way goes on as a job."""

import sqlalchemy as sa
from alembic import op

revision = "0012_jobs"
down_revision = "0011_usage_by_day"
branch_labels = None
depends_on = None

_STATES = {"speaking": "waiting", "failed": "cancelled"}


def upgrade() -> None:
    """Make the table, and move the requests for narration into it."""
    op.create_table(
        "jobs",
        sa.Column(
            "sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False, autoincrement=True
        ),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("school", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64)),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("only", sa.String(192)),
        sa.Column("place", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("order", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("lease", sa.String(64)),
        sa.Column("beats", sa.BigInteger, nullable=False),
        sa.Column("done", sa.BigInteger, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("stopping", sa.Boolean, nullable=False),
        sa.Column("requested_at", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_jobs_key")),
        sa.UniqueConstraint("only", name=op.f("uq_jobs_only")),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name=op.f("fk_jobs_school_schools")),
    )
    for columns in (
        ["state", "tries", "turn", "sequence"],
        ["school", "person", "sequence"],
        ["school", "kind", "subject", "sequence"],
    ):
        op.create_index(op.f(f"ix_jobs_{'_'.join(columns)}"), "jobs", columns)
    _move_narrations()
    op.drop_table("narrations")


def downgrade() -> None:
    """Make the requests for narration again, empty of what was asked for, and remove the jobs."""
    op.drop_table("jobs")
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


def _move_narrations() -> None:
    connection = op.get_bind()
    narrations = sa.Table("narrations", sa.MetaData(), autoload_with=connection)
    jobs = sa.Table("jobs", sa.MetaData(), autoload_with=connection)
    for asked in connection.execute(sa.select(narrations).order_by(narrations.c.requested_at)).all():
        state = _STATES.get(asked.state, asked.state)
        only = f"narration/{asked.school}/{asked.edition}" if state == "waiting" else None
        connection.execute(
            sa.insert(jobs).values(
                key=f"narration-{asked.edition}"[:64],
                kind="narration",
                school=asked.school,
                person=asked.requested_by,
                subject=asked.edition,
                only=only,
                place="",
                turn=1,
                order="{}",
                state=state,
                tries=0,
                beats=0,
                done=asked.done,
                total=asked.total,
                said="{}",
                outcome="{}",
                stopping=False,
                requested_at=asked.requested_at,
                changed_at=asked.changed_at,
            )
        )

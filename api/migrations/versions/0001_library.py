"""People, works, editions, their trail, derived objects and the change feed."""

import sqlalchemy as sa
from alembic import op

revision = "0001_library"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of library_core."""
    _make_people()
    _make_works()
    _make_what_follows_editions()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_trail_edition", table_name="trail")
    op.drop_table("trail")
    op.drop_table("derived")
    op.drop_table("person_roles")
    op.drop_index("ix_editions_school_state", table_name="editions")
    op.drop_index("ix_editions_school_fingerprint", table_name="editions")
    op.drop_table("editions")
    op.drop_table("credentials")
    op.drop_table("works")
    op.drop_table("people")
    op.drop_table("changes")
    op.drop_table("schools")


def _make_people() -> None:
    op.create_table(
        "schools",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "people",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name="fk_people_school_schools"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("school", "key", name="uq_people_school_key"),
    )
    op.create_table(
        "credentials",
        sa.Column("login", sa.String(length=128), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["school", "person"], ["people.school", "people.key"], name="fk_credentials_school_person_people"
        ),
        sa.PrimaryKeyConstraint("login"),
        sa.UniqueConstraint("person", name="uq_credentials_person"),
    )
    op.create_table(
        "person_roles",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_person_roles_person_people"),
        sa.PrimaryKeyConstraint("person", "role"),
    )


def _make_works() -> None:
    op.create_table(
        "works",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name="fk_works_school_schools"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("name", name="uq_works_name"),
    )
    op.create_table(
        "editions",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("work", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("grades", sa.Text(), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("uses", sa.Text(), nullable=False),
        sa.Column("publisher", sa.String(length=64)),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name="fk_editions_school_schools"),
        sa.ForeignKeyConstraint(["work"], ["works.key"], name="fk_editions_work_works"),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("work", "number", name="uq_editions_work_number"),
    )
    op.create_index("ix_editions_school_fingerprint", "editions", ["school", "fingerprint"])
    op.create_index("ix_editions_school_state", "editions", ["school", "state"])


def _make_what_follows_editions() -> None:
    op.create_table(
        "changes",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name="fk_changes_school_schools"),
        sa.PrimaryKeyConstraint("sequence"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "derived",
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("recipe", sa.String(length=128), nullable=False),
        sa.Column("object", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name="fk_derived_edition_editions"),
        sa.PrimaryKeyConstraint("edition", "recipe"),
    )
    op.create_table(
        "trail",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("edition", sa.String(length=64), nullable=False),
        sa.Column("school", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("who", sa.String(length=64)),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["editions.key"], name="fk_trail_edition_editions"),
        sa.ForeignKeyConstraint(["school"], ["schools.key"], name="fk_trail_school_schools"),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("ix_trail_edition", "trail", ["edition"])

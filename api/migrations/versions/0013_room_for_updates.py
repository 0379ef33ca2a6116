"""Leave PostgreSQL room beside rows that are changed again and again, and vacuum them often."""

from typing import Final

from alembic import op

revision = "0013_room_for_updates"
down_revision = "0012_jobs"
branch_labels = None
depends_on = None

# A new version of a row that fits on the page of the old one needs no new entry in any index. A fifth of a
# table, PostgreSQL's measure for a vacuum, would be months of a city's lessons.
_FREQUENT: Final = "autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02"
_SETTINGS: Final = {
    "attempts": f"fillfactor = 90, {_FREQUENT}",
    "drafts": f"fillfactor = 70, {_FREQUENT}",
    "slot_grades": f"fillfactor = 85, {_FREQUENT}",
    "sessions": f"fillfactor = 80, {_FREQUENT}",
    "repeats": f"fillfactor = 80, {_FREQUENT}",
    "submissions": _FREQUENT,
    "lab_entries": _FREQUENT,
}


def upgrade() -> None:
    """Set it; SQLite has no such settings."""
    if op.get_bind().dialect.name == "postgresql":
        for table, settings in _SETTINGS.items():
            op.execute(f"ALTER TABLE {table} SET ({settings})")


def downgrade() -> None:
    """Take PostgreSQL's own measures again."""
    if op.get_bind().dialect.name == "postgresql":
        for table, settings in _SETTINGS.items():
            names = ", ".join(one.partition(" = ")[0] for one in settings.split(", "))
            op.execute(f"ALTER TABLE {table} RESET ({names})")

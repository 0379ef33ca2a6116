"""Times as other programs write them."""

from datetime import UTC, datetime


def iso_date(moment: int | None) -> str:
    """Return the day of a time in milliseconds UTC as `2026-09-01`, or nothing."""
    return "" if moment is None else datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def iso_second(moment: int) -> str:
    """Return a time in milliseconds UTC as `2026-09-01T08:30:00Z`."""
    return datetime.fromtimestamp(moment // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

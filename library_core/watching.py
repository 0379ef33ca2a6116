"""Who listens is told what was asked of the database and of the store of objects, and how long it took."""

from collections.abc import Callable

Told = Callable[[str, str, float], None]
"""Takes the dependency (`database`, `objects`), what was asked of it, and the seconds that ended just now."""


def tell_nobody(_dependency: str, _asked: str, _seconds: float) -> None:
    """Let it pass: what commands do."""

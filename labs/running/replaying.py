"""Play a log again: the same wishes on the same bench give the same entries."""

from collections.abc import Sequence

from labs.running.benches import Bench
from labs.running.taking import take
from labs.sessions import Entry


def replay(bench: Bench, log: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that the wishes of a log give, one after the other. Raises Refused."""
    played: list[Entry] = []
    for entry in log:
        played.append(take(bench, played, entry.wish, entry.logged_at))
    return tuple(played)

"""How much a lab may hold: checked before any work is done with it."""

from typing import Final

from variants.templates.documents import Listing, Node, Record
from variants.templates.located_problems import Problems
from variants.texts import Text

MOST: Final = {
    "apparatus": 40,
    "known": 40,
    "truth": 60,
    "controls": 16,
    "model": 120,
    "placements": 12,
    "hazards": 8,
    "instruments": 16,
    "tallies": 8,
    "tables": 6,
    "plots": 6,
    "results": 12,
    "ask": 20,
    "protocol": 24,
    "checks": 40,
    "columns": 16,
    "demands": 12,
    "motion": 12,
    "circuit": 16,
    "variables": 12,
    "actions": 12,
    "ranges": 4,
    "shows": 40,
    "bind": 120,
    "wiring": 30,
    "one_of": 60,
}


_AS_IN_TASKS: Final = ("data", "apparatus", "known", "ask", "mistakes")
"""What stands inside these is bounded by the reader of tasks."""


def check_counts(node: Node, problems: Problems) -> None:
    """Complain about every list and group of fields that is longer than a lab can have."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Listing):
            waiting.extend(here.items)
        if not isinstance(here, Record):
            continue
        for name, entry in here.entries.items():
            if name not in _AS_IN_TASKS:
                waiting.append(entry)
            count = len(entry.entries) if isinstance(entry, Record) else _length(entry)
            if count > MOST.get(name, count):
                problems.add(
                    entry,
                    Text(
                        en=f"`{name}` has {count} entries, at most {MOST[name]} are allowed",
                        ru=f"в `{name}` записей {count}, а можно не больше {MOST[name]}",
                    ),
                )


def _length(node: Node) -> int:
    return len(node.items) if isinstance(node, Listing) else 1

"""Turn lines of a log into compact JSON and back: settings stand in a line only where they have changed.

Every `BLOCK`th line has all settings, so that no line needs more than a few in front of it to be understood.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from labs.documents.settings import SettingValue
from labs.sessions import Entry, EntryKind, Wish
from notebooks_engine.adapters.rows import write_json

_KINDS: Final[Mapping[str, EntryKind]] = {"r": "reading", "a": "action", "m": "mishap"}
READING: Final = '{"k":"r"'
"""What the text of a reading begins with, so that readings are counted without being read."""

BLOCK: Final = 16
_SHORT: Final = 1e15
"""A whole number below this is shorter without its point."""
_LETTERS: Final = {kind: letter for letter, kind in _KINDS.items()}


def entry_to_text(entry: Entry, before: Entry | None) -> str:
    """Return an entry as JSON, all but its number and time; `before` is the one in front of it."""
    wish = entry.wish
    if entry.number % BLOCK == 1:
        before = None
    row: dict[str, Any] = {"k": _LETTERS[entry.kind], "s": _changed(wish, before.wish if before else None)}
    named = {"i": wish.instrument, "p": wish.span, "a": wish.action, "x": entry.text, "h": entry.mishap}
    row |= {name: word for name, word in named.items() if word}
    numbers = {"m": wish.amount, "v": entry.value, "t": wish.at or None}
    row |= {name: number for name, number in numbers.items() if number is not None}
    flags = {"o": entry.overload, "n": entry.nothing}
    row |= {name: 1 for name, raised in flags.items() if raised}
    return write_json(row)


def entries_from_texts(
    rows: Sequence[tuple[int, str, int]], before: Entry | None = None
) -> tuple[Entry, ...]:
    """Read the lines that follow an entry, or a whole log: rows are number, JSON and milliseconds UTC."""
    entries: list[Entry] = []
    settings: Mapping[str, SettingValue] = before.wish.settings if before else {}
    for number, text, logged_at in rows:
        row = json.loads(text)
        settings = _settings(settings, row["s"])
        entries.append(_entry(row, settings, number, logged_at))
    return tuple(entries)


def _entry(row: Mapping[str, Any], settings: Mapping[str, SettingValue], number: int, at: int) -> Entry:
    return Entry(
        number=number,
        kind=_KINDS[row["k"]],
        wish=Wish(
            settings=settings,
            at=row.get("t", 0.0),
            instrument=row.get("i", ""),
            span=row.get("p", ""),
            action=row.get("a", ""),
            amount=row.get("m"),
        ),
        value=row.get("v"),
        text=row.get("x", ""),
        overload=bool(row.get("o")),
        nothing=bool(row.get("n")),
        mishap=row.get("h", ""),
        logged_at=at,
    )


def _changed(wish: Wish, before: Wish | None) -> dict[str, Any]:
    known = before.settings if before else {}
    return {name: _plain(value) for name, value in wish.settings.items() if known.get(name) != value}


def _plain(value: SettingValue) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, float) and value.is_integer() and abs(value) < _SHORT:
        return int(value)
    return value


def _settings(before: Mapping[str, SettingValue], changed: Mapping[str, Any]) -> Mapping[str, SettingValue]:
    if not changed:
        return before
    return {**before, **{name: _setting(value) for name, value in changed.items()}}


def _setting(value: Any) -> SettingValue:  # noqa: ANN401 - what JSON holds
    if isinstance(value, list):
        return tuple(value)
    return value if isinstance(value, str) else float(value)

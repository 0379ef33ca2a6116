"""Entries of a log as short JSON: kept in a row of the attempt, about 200 bytes each."""

import math
from typing import Any, Final

from labs.documents.settings import Settings, SettingValue
from labs.sessions import Entry, EntryKind, Wish

_LETTERS: Final[dict[EntryKind, str]] = {"reading": "r", "action": "a", "mishap": "m"}
_KINDS: Final[dict[str, EntryKind]] = {letter: kind for kind, letter in _LETTERS.items()}
_LARGEST: Final = 1e300
_WORDS: Final = (("i", "instrument"), ("p", "span"), ("d", "action"))


def entry_to_json(entry: Entry) -> dict[str, Any]:
    """Return the entry as an object of short names; what says nothing is left out."""
    wish = entry.wish
    found: dict[str, Any] = {
        "n": entry.number,
        "k": _LETTERS[entry.kind],
        "t": entry.logged_at,
        "s": {name: _plain(value) for name, value in wish.settings.items()},
    }
    found.update({letter: getattr(wish, name) for letter, name in _WORDS if getattr(wish, name)})
    if wish.at:
        found["at"] = wish.at
    if wish.amount is not None:
        found["q"] = wish.amount
    if entry.text:
        found["v" if entry.value is not None else "w"] = entry.text
    found.update({letter: 1 for letter, true in (("o", entry.overload), ("z", entry.nothing)) if true})
    if entry.mishap:
        found["h"] = entry.mishap
    return found


def entry_from_json(data: dict[str, Any]) -> Entry:
    """Read what `entry_to_json` wrote."""
    wish = Wish(
        settings=settings_from_json(data["s"]),
        at=float(data.get("at", 0.0)),
        instrument=data.get("i", ""),
        span=data.get("p", ""),
        action=data.get("d", ""),
        amount=float(data["q"]) if "q" in data else None,
    )
    return Entry(
        number=data["n"],
        kind=_KINDS[data["k"]],
        wish=wish,
        value=float(data["v"]) if "v" in data else None,
        text=data.get("v", data.get("w", "")),
        overload="o" in data,
        nothing="z" in data,
        mishap=data.get("h", ""),
        logged_at=data["t"],
    )


def settings_from_json(data: dict[str, Any]) -> Settings:
    """Return settings from JSON, as they came from a page or a row: numbers, words, lists of joins."""
    return {name: _setting(value) for name, value in data.items()}


def _plain(value: SettingValue) -> float | int | str | list[str]:
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _setting(value: object) -> SettingValue:
    if isinstance(value, list | tuple):
        return tuple(str(join) for join in value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return float(value) if abs(value) < _LARGEST else math.inf
    return str(value)

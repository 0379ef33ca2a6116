"""What rows of several kinds say alike; whoever wrote a row can mend what is refused here."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from variants.keys import SymbolRange, Tolerance
from variants.texts import Language

Row = Mapping[str, Any]
MAX_KEY: Final = 2000
_TOLERANCE: Final = re.compile(r"\s*(\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,3})?)\s*(%?)\s*")
_WIDEST: Final = 1e100
_DECIMAL: Final = re.compile(r"(?<![\d,.])(\d+),(\d+)(?![\d,])")


class BadRow(ValueError):
    """A row can't be used; the message says why, in English, for the program that wrote it."""


def read_text(row: Row) -> str:
    """Return the key of a row, if it is a text. Raises BadRow."""
    key = row["key"]
    if not isinstance(key, str) or not key.strip() or len(key) > MAX_KEY:
        raise BadRow(f"key is a text of at most {MAX_KEY} characters")
    return key


def with_points(key: str, language: Language) -> str:
    """Return a key as English writes it: a Russian decimal comma becomes a point."""
    return _DECIMAL.sub(r"\1.\2", key) if language == "ru" else key


def read_one_of(row: Row, option: str, allowed: tuple[str, ...]) -> Any:  # noqa: ANN401 - one of the literals
    """Return an option that is one of these words; the first where nothing is said. Raises BadRow."""
    value = row.get(option, allowed[0])
    if value not in allowed:
        raise BadRow(f"{option} is one of {', '.join(allowed)}, not {value!r}")
    return value


def read_names(row: Row, option: str) -> tuple[str, ...]:
    """Return an option that is a name or a list of names. Raises BadRow."""
    names = row.get(option) or []
    names = [names] if isinstance(names, str) else names
    if not (isinstance(names, list) and all(isinstance(name, str) and len(name) < 40 for name in names)):
        raise BadRow(f"{option} is a name or a list of names")
    return tuple(names)


def read_truth(row: Row, option: str, *, usual: bool = False) -> bool:
    """Return an option that is true or false. Raises BadRow."""
    value = row.get(option, usual)
    if not isinstance(value, bool):
        raise BadRow(f"{option} is true or false")
    return value


def read_letter(row: Row, option: str) -> str | None:
    """Return an option that is the name of a letter. Raises BadRow."""
    value = row.get(option)
    if not (value is None or isinstance(value, str)):
        raise BadRow(f"{option} is the name of a letter")
    return value


def read_symbols(row: Row) -> dict[str, SymbolRange]:
    """Return the declared letters with their ranges. Raises BadRow."""
    declared = row.get("symbols", {})
    if not isinstance(declared, dict):
        raise BadRow('symbols is an object: name → {} or {"from", "to"}')
    return {name: _range(name, known) for name, known in declared.items()}


def _range(name: str, known: object) -> SymbolRange:
    if not isinstance(known, dict) or not all(is_number(known.get(end, 0)) for end in ("from", "to")):
        raise BadRow(f'symbols: {name} is {{}} or {{"from", "to"}} with numbers')
    lowest, highest = known.get("from"), known.get("to")
    if lowest is not None and highest is not None and lowest > highest:
        raise BadRow(f"symbols: the range of {name} is empty")
    return SymbolRange(unit=str(known.get("unit", "")), lowest=lowest, highest=highest)


def is_number(value: object) -> bool:
    """Say whether a value of JSON is a number that a formula may hold."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def read_tolerance(typed: object) -> Tolerance:
    """Read `"2%"`, a distance in the unit of the key, or an interval in it. Raises BadRow."""
    if isinstance(typed, dict):
        typed = [typed.get("from"), typed.get("to")]
    if isinstance(typed, list):
        return _interval(typed)
    if isinstance(typed, int | float) and is_number(typed) and typed >= 0:
        return Tolerance(absolute=float(typed))
    found = _TOLERANCE.fullmatch(typed) if isinstance(typed, str) and len(typed) < 40 else None
    if found is None:
        raise BadRow('tolerance is "2%", a number in the unit of the key such as "0.05", or [low, high]')
    digits = found[1].replace(",", ".")
    if not float(digits) < _WIDEST:
        raise BadRow("tolerance is too large")
    return Tolerance(relative=Fraction(digits) / 100) if found[2] else Tolerance(absolute=float(digits))


def _interval(ends: list[Any]) -> Tolerance:
    if len(ends) != 2 or not all(map(is_number, ends)) or not ends[0] <= ends[1]:
        raise BadRow("tolerance: an interval is two numbers in the unit of the key, the smaller one first")
    return Tolerance(interval=(float(ends[0]), float(ends[1])))

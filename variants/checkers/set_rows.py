"""Turn rows of kinds equation, inequality, set, list, vector and matrix into keys."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, TypeVar

from variants.checkers.quantity_rows import BadOption, read_tolerance
from variants.checkers.verdicts import UnreadableAnswer
from variants.grammar.tokens import UnreadableFormula
from variants.keys import CollectionKey, CollectionKind, EquationKey, InequalityKey, SymbolRange, Tolerance
from variants.texts import Language

Row = Mapping[str, Any]
K = TypeVar("K", EquationKey, InequalityKey, CollectionKey)
Symbols = Mapping[str, SymbolRange]
_DECIMAL: Final = re.compile(r"(?<![\d,.])(\d+),(\d+)(?![\d,])")


def equation_from_row(row: Row, symbols: Symbols, language: Language) -> EquationKey:
    """Return the key of a row of kind equation. Raises BadOption."""
    solved_for = row.get("solved_for")
    if not (solved_for is None or isinstance(solved_for, str)):
        raise BadOption("solved_for is the name of a letter")
    key = EquationKey(
        equation=_typed(row, language),
        symbols=symbols,
        functions=_functions(row),
        solutions=_truth(row, "solutions", usual=False),
        solved_for=solved_for,
    )
    return _checked(key, "equation")


def inequality_from_row(row: Row, symbols: Symbols, language: Language) -> InequalityKey:
    """Return the key of a row of kind inequality. Raises BadOption."""
    key = InequalityKey(inequality=_typed(row, language), symbols=symbols, tolerance=_tolerance(row))
    return _checked(key, "inequality")


def collection_from_row(
    kind: CollectionKind, row: Row, symbols: Symbols, language: Language
) -> CollectionKey:
    """Return the key of a row of kind set, list, vector or matrix. Raises BadOption."""
    key = CollectionKey(
        kind=kind,
        elements=_typed(row, language),
        symbols=symbols,
        functions=_functions(row),
        tolerance=_tolerance(row),
        multiplicity=_truth(row, "multiplicity", usual=False),
        ordered=_truth(row, "ordered", usual=True),
    )
    return _checked(key, "collection")


def _checked(key: K, module: str) -> K:
    try:
        import_module(f"variants.checkers.{module}").check_key(key)
    except (UnreadableFormula, UnreadableAnswer, ValueError) as error:
        raise BadOption(f"key: {error}") from error
    return key


def _typed(row: Row, language: Language) -> str:
    """Return the key as English writes it: a Russian decimal comma becomes a point."""
    key = row["key"]
    if isinstance(key, list | int | float) and not isinstance(key, bool):
        key = _written(key)
    if not isinstance(key, str) or not key.strip() or len(key) > 2000:
        raise BadOption("key is a text of at most 2000 characters")
    return _DECIMAL.sub(r"\1.\2", key) if language == "ru" else key


def _written(key: object) -> str:
    """Write a key that was given as JSON lists: `[[1, 2], [3, 4]]`."""
    if isinstance(key, list):
        return f"[{'; '.join(map(_written, key))}]"
    return str(key)


def _tolerance(row: Row) -> Tolerance | None:
    return read_tolerance(row["tolerance"]) if row.get("tolerance") is not None else None


def _functions(row: Row) -> tuple[str, ...]:
    names = row.get("functions") or []
    names = [names] if isinstance(names, str) else names
    if not (isinstance(names, list) and all(isinstance(name, str) and len(name) < 40 for name in names)):
        raise BadOption("functions is a name or a list of names")
    return tuple(names)


def _truth(row: Row, option: str, *, usual: bool) -> bool:
    value = row.get(option, usual)
    if not isinstance(value, bool):
        raise BadOption(f"{option} is true or false")
    return value

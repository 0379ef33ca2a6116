"""Turn rows of kinds equation, inequality, set, list, vector and matrix into keys."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Final, TypeVar

from variants.checkers.rows.options import (
    BadRow,
    Row,
    read_letter,
    read_names,
    read_symbols,
    read_text,
    read_tolerance,
    read_truth,
    with_points,
)
from variants.checkers.verdicts import UnreadableAnswer
from variants.grammar.tokens import UnreadableFormula
from variants.keys import CollectionKey, CollectionKind, EquationKey, InequalityKey, Key, Tolerance
from variants.texts import Language

_DEEPEST: Final = 3
K = TypeVar("K", EquationKey, InequalityKey, CollectionKey)


def equation_from_row(row: Row, language: Language) -> EquationKey:
    """Return the key of a row of kind equation. Raises BadRow."""
    key = EquationKey(
        equation=_typed(row, language),
        symbols=read_symbols(row),
        functions=read_names(row, "functions"),
        solutions=read_truth(row, "solutions"),
        solved_for=read_letter(row, "solved_for"),
    )
    return _checked(key, "equation")


def inequality_from_row(row: Row, language: Language) -> InequalityKey:
    """Return the key of a row of kind inequality. Raises BadRow."""
    key = InequalityKey(
        inequality=_typed(row, language), symbols=read_symbols(row), tolerance=_tolerance(row)
    )
    return _checked(key, "inequality")


def collection_from_row(kind: CollectionKind, row: Row, language: Language) -> CollectionKey:
    """Return the key of a row of kind set, list, vector or matrix. Raises BadRow."""
    key = CollectionKey(
        kind=kind,
        elements=_typed(row, language),
        symbols=read_symbols(row),
        functions=read_names(row, "functions"),
        tolerance=_tolerance(row),
        multiplicity=read_truth(row, "multiplicity"),
        ordered=read_truth(row, "ordered", usual=True),
    )
    return _checked(key, "collection")


def _checked(key: K, module: str) -> K:
    try:
        import_module(f"variants.checkers.kinds.{module}").check_key(key)
    except (UnreadableFormula, UnreadableAnswer, ValueError) as error:
        raise BadRow(f"key: {error}") from error
    return key


def _typed(row: Row, language: Language) -> str:
    """Return the key as English writes it: a Russian decimal comma becomes a point."""
    key = row["key"]
    if isinstance(key, list | int | float) and not isinstance(key, bool):
        key = _written(key)
    return with_points(read_text({"key": key}), language)


def _written(key: object, depth: int = 0) -> str:
    """Write a key that was given as JSON lists, one in the other at most: `[[1, 2], [3, 4]]`."""
    if not isinstance(key, list):
        return str(key)
    if depth > _DEEPEST:
        raise BadRow("key: lists stand too deep in lists")
    return f"[{'; '.join(_written(each, depth + 1) for each in key)}]"


def _tolerance(row: Row) -> Tolerance | None:
    return read_tolerance(row["tolerance"]) if row.get("tolerance") is not None else None


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {
    "equation": equation_from_row,
    "inequality": inequality_from_row,
    "set": partial(collection_from_row, "set"),
    "list": partial(collection_from_row, "list"),
    "vector": partial(collection_from_row, "vector"),
    "matrix": partial(collection_from_row, "matrix"),
}

"""Turn rows of kind expression into keys."""

import re
from collections.abc import Mapping
from typing import Any, Final, get_args

from variants.checkers.formula_reading import read_key
from variants.checkers.quantity_rows import BadOption
from variants.grammar.tokens import UnreadableFormula
from variants.keys import ExpressionKey, Form, SymbolRange
from variants.texts import Language

Row = Mapping[str, Any]
_DECIMAL: Final = re.compile(r"(?<![\d,.])(\d+),(\d+)(?![\d,])")
_FORMS: Final[Mapping[str, Form]] = {form: form for form in get_args(Form)} | {
    "expand": "expanded",
    "factor": "factored",
    "factorised": "factored",
    "factorized": "factored",
    "fraction": "single_fraction",
    "lowest": "lowest_terms",
    "simplify": "simplified",
    "complete_square": "completed_square",
    "partial_fraction": "partial_fractions",
}
"""Each spelling of a demand on form that a row may use."""


def expression_from_row(row: Row, symbols: Mapping[str, SymbolRange], language: Language) -> ExpressionKey:
    """Return the key of a row of kind expression. Raises BadOption.

    A Russian key may be written with decimal commas.
    """
    typed, functions = row["key"], _names(row, "functions")
    if not isinstance(typed, str) or not typed.strip() or len(typed) > 2000:
        raise BadOption("key is a text of at most 2000 characters")
    formula = _DECIMAL.sub(r"\1.\2", typed) if language == "ru" else typed
    try:
        read_key(formula, frozenset(symbols), functions)
    except UnreadableFormula as error:
        raise BadOption(f"key: {error}") from error
    solved_for, unit = row.get("solved_for"), row.get("unit", "")
    if not (solved_for is None or isinstance(solved_for, str)):
        raise BadOption("solved_for is the name of a letter")
    return ExpressionKey(
        formula=formula,
        symbols=symbols,
        unit=unit if isinstance(unit, str) else "",
        solved_for=solved_for,
        functions=functions,
        forms=_forms(row),
        up_to_constant=_up_to_constant(row),
    )


def _forms(row: Row) -> tuple[Form, ...]:
    names = [name.lower().replace(" ", "_") for name in _names(row, "forms" if "forms" in row else "form")]
    if unknown := next((name for name in names if name not in _FORMS), None):
        raise BadOption(f"form is one of {', '.join(get_args(Form))}, not {unknown!r}")
    return tuple(_FORMS[name] for name in names)


def _up_to_constant(row: Row) -> bool:
    value = row.get("up_to_constant", False)
    if not isinstance(value, bool):
        raise BadOption("up_to_constant is true or false")
    return value


def _names(row: Row, option: str) -> tuple[str, ...]:
    """Return an option that is a name or a list of names."""
    names = row.get(option) or []
    names = [names] if isinstance(names, str) else names
    if not (isinstance(names, list) and all(isinstance(name, str) and len(name) < 40 for name in names)):
        raise BadOption(f"{option} is a name or a list of names")
    return tuple(names)

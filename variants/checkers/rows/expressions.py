"""Turn rows of kind expression into keys."""

from collections.abc import Callable, Mapping
from typing import Final, get_args

from variants.checkers.algebra.formula_reading import read_key
from variants.checkers.rows.options import (
    BadRow,
    Row,
    read_letter,
    read_names,
    read_symbols,
    read_text,
    read_truth,
    with_points,
)
from variants.grammar.tokens import UnreadableFormula
from variants.keys import ExpressionKey, Form, Key
from variants.texts import Language

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


def expression_from_row(row: Row, language: Language) -> ExpressionKey:
    """Return the key of a row of kind expression. Raises BadRow.

    A Russian key may be written with decimal commas.
    """
    formula = with_points(read_text(row), language)
    symbols, functions = read_symbols(row), read_names(row, "functions")
    try:
        read_key(formula, frozenset(symbols), functions)
    except UnreadableFormula as error:
        raise BadRow(f"key: {error}") from error
    unit = row.get("unit", "")
    return ExpressionKey(
        formula=formula,
        symbols=symbols,
        unit=unit if isinstance(unit, str) else "",
        solved_for=read_letter(row, "solved_for"),
        functions=functions,
        forms=_forms(row),
        up_to_constant=read_truth(row, "up_to_constant"),
    )


def _forms(row: Row) -> tuple[Form, ...]:
    names = [
        name.lower().replace(" ", "_").replace("-", "_")
        for name in read_names(row, "forms" if "forms" in row else "form")
    ]
    if unknown := next((name for name in names if name not in _FORMS), None):
        raise BadRow(f"form is one of {', '.join(get_args(Form))}, not {unknown!r}")
    return tuple(_FORMS[name] for name in names)


READERS: Final[Mapping[str, Callable[[Row, Language], Key]]] = {"expression": expression_from_row}

"""Read a number at the start of an answer, also as arithmetic: `1/(24*3600)`, `√2/2`, `3π`, `sin 30°`."""

import re
from typing import Final

from variants.equivalence.evaluation import evaluate
from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import Comparison
from variants.quantities.typed_numbers import TypedNumber, UnreadableNumber, read_leading_number
from variants.texts import Language, Text

_ARITHMETIC: Final = re.compile(
    r"(?:(?<=\d)[eE](?=[+-]?\d)"
    r"|[\d.,+\-−–*×·⋅/^()√π½¼¾⁰¹²³⁴⁵⁶⁷⁸⁹⁻!{} \u00a0]|°(?!\s*[CСFК])|\\(?:frac|sqrt|cdot|times|pi)"
    r"|(?:sqrt|sin|cos|tan|tg|ctg|ln|lg|exp|pi)(?![A-Za-z]))+"
)
_OPERATOR_LEFT: Final = re.compile(r"[*×·⋅/\s]+$")
_MORE: Final = re.compile(r"\s*[*×·⋅/^+(!√π\-−]\s*[\d(√π]|\s*[πe√!](?!\w)|\s*(?:sqrt|pi)\b")
_MAX_FIGURES: Final = 60


def read_leading_value(text: str, language: Language) -> tuple[TypedNumber, int]:
    """Read the number or arithmetic that starts the text, and where it ends. Raises UnreadableNumber."""
    try:
        number, end = read_leading_number(text, language)
    except UnreadableNumber:
        found = _read_arithmetic(text, language)
        if found is None:
            raise
        return found
    if _MORE.match(text, end):
        return _read_arithmetic(text, language) or (number, end)
    return number, end


def _read_arithmetic(text: str, language: Language) -> tuple[TypedNumber, int] | None:
    """Evaluate the longest start of the text that is arithmetic; None if nothing is."""
    found = _ARITHMETIC.match(text)
    if found is None or not any(mark.isdigit() or mark in "π½¼¾" for mark in found[0]):
        return None
    typed = _OPERATOR_LEFT.sub("", found[0])
    try:
        tree = read_formula(typed, language, letters_of(())).tree
    except UnreadableFormula:
        return None
    if isinstance(tree, Comparison):
        return None
    values = evaluate(tree, {}, 1)
    value = complex(values.value[0])
    if value.imag or not abs(value.real) < 1e300:
        raise UnreadableNumber(Text(en="This is not a number.", ru="Это не число."))
    number = TypedNumber(value=value.real, figures=_MAX_FIGURES, least_figures=1, place=None)
    return number, len(typed)

"""Read a number at the start of an answer, also as arithmetic: `1/(24*3600)`, `√2/2`, `3π`, `sin 30°`.

Only numbers and functions of real numbers are worked out, in floats, over the small tree of the grammar.
"""

import math
import re
from collections.abc import Callable
from typing import Final

from variants.grammar.expressions import read_formula
from variants.grammar.names import letters_of
from variants.grammar.tokens import UnreadableFormula
from variants.grammar.trees import (
    Call,
    Constant,
    Negation,
    Number,
    Operation,
    Tree,
    bottom_up,
    children,
)
from variants.quantities.typed_numbers import TypedNumber, UnreadableNumber, read_leading_number
from variants.texts import Language, Text

MORE: Final = re.compile(
    r"\s*(?:\*\*|[*×·⋅/^+(!√π\-−–—])\s*[\d(√π]|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]|\s*[π√!](?!\w)|\s*(?:sqrt|pi)\b"
)
"""What goes on with a number as arithmetic."""
_ARITHMETIC: Final = re.compile(
    r"(?:(?<=\d)[eE](?=[+-]?\d)"
    r"|[\d.,+\-−–*×·⋅/^()√∛π½¼¾⁰¹²³⁴⁵⁶⁷⁸⁹⁻!{} \u00a0]|°(?!\s*[CСFК])|\\(?:frac|sqrt|cdot|times|pi)"
    r"|(?:sqrt|sin|cos|tan|tg|ctg|ln|lg|exp|pi)(?![A-Za-z]))+"
)
_OPERATOR_LEFT: Final = re.compile(r"[*×·⋅/\s]+$")
_RANGE: Final = re.compile(
    r"\s*\(?(?P<low>\d[\d.,]*)(?P<gap>\s*)(?P<dash>[-−–—]|\.{2,3}|…|÷)\s*(?P<high>\d[\d.,]*)(?![\d.,]|\s*[*·×/^eE(])"
)
_LOST_POWER: Final = re.compile(
    r"(?:.*[*·⋅×xх]\s*|\s*[-−–]?)10[-−–](?P<below>\d{1,2})(?![\d.,]|\s*[*·×/^(])"
    r"|.*[*·⋅×xх]\s*10(?:(?P<above>[1-9]\d?)(?![\d.,]|\s*[*·×/^(])|\s?\([-−–](?P<bracketed>\d{1,2})\))"
)
"""A power of ten whose figures came down: `10-3`, `10(-3)`, and `·108` behind a product."""
_EXACT: Final = 60
_LARGEST_FACTORIAL: Final = 170
_NO_NUMBER: Final = Text(
    en="This has no value among the real numbers.", ru="У этого выражения нет действительного значения."
)
_A_RANGE: Final = Text(
    en="A range is two numbers; type one.", ru="Диапазон — это два числа; введите одно число."
)
_FUNCTIONS: Final[dict[str, Callable[..., float]]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "cot": lambda x: 1 / math.tan(x),
    "ln": math.log,
    "lg": math.log10,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "factorial": lambda x: float(math.factorial(_count(x))),
}
_CONSTANTS: Final = {"pi": math.pi, "e": math.e, "degree": math.pi / 180}


def read_leading_value(text: str, language: Language) -> tuple[TypedNumber, int]:
    """Read the number or arithmetic that starts the text, and where it ends. Raises UnreadableNumber."""
    try:
        number, end = read_leading_number(text, language)
    except UnreadableNumber:
        refuse_two_meanings(text)
        found = _read_arithmetic(text, language)
        if found is None:
            raise
        return found
    if end < len(text) and MORE.match(text, end):
        refuse_two_meanings(text)
        found = _read_arithmetic(text, language)
        if found is not None and found[1] > end:
            return found
    return number, end


def refuse_two_meanings(text: str) -> None:
    """Ask back what may be a range (`5-6`) or has lost its caret (`3,5·10-3`). Raises UnreadableNumber."""
    lost = _LOST_POWER.match(text)
    if lost:
        raise UnreadableNumber(_lost_power(lost), lost.start(lost.lastgroup or 0))
    found = _RANGE.match(text)
    if found and (found["dash"] not in "-−" or _grows(found["low"], found["high"])):
        raise UnreadableNumber(_A_RANGE, found.start("dash"))


def _lost_power(found: re.Match[str]) -> Text:
    if power := found["above"]:
        return Text(
            en=f"Is a power of ten meant? Type 10^{power}. Work out a product by 10{power} yourself.",
            ru=f"Это степень десяти? Введите 10^{power}. Умножение на 10{power} выполните сами.",
        )
    power = found["below"] or found["bracketed"]
    return Text(
        en=f"Is a power of ten meant? Type 10^-{power}. A difference has spaces: 10 - {power}.",
        ru=f"Это степень десяти? Введите 10^-{power}. Разность пишут с пробелами: 10 - {power}.",
    )


def _grows(low: str, high: str) -> bool:
    try:
        return float(low.replace(",", ".")) < float(high.replace(",", "."))
    except ValueError:
        return False


def _read_arithmetic(text: str, language: Language) -> tuple[TypedNumber, int] | None:
    """Work out the longest start of the text that is arithmetic; None if nothing is."""
    found = _ARITHMETIC.match(text)
    if found is None or not any(mark.isdigit() or mark in "π½¼¾" for mark in found[0]):
        return None
    typed = _OPERATOR_LEFT.sub("", found[0])
    try:
        tree = read_formula(typed, language, letters_of(())).tree
    except UnreadableFormula:
        return None
    value = _value(tree)
    if value is None:
        raise UnreadableNumber(_NO_NUMBER)
    return TypedNumber(value, _EXACT, 1, None), len(typed)


def _value(tree: object) -> float | None:
    """Work out a tree without letters; None where there is no real value, or one beyond 1e300."""
    if not isinstance(tree, Number | Constant | Negation | Operation | Call):
        return None
    values: dict[int, float] = {}
    try:
        for node in bottom_up(tree):
            values[id(node)] = _of_node(node, [values[id(child)] for child in children(node)])
    except (ArithmeticError, ValueError, KeyError, TypeError):
        return None
    value = values[id(tree)]
    return value if abs(value) < 1e300 else None


def _of_node(node: Tree, below: list[float]) -> float:
    match node:
        case Number(value):
            return float(value)
        case Constant(name):
            return _CONSTANTS[name]
        case Negation():
            return -below[0]
        case Operation(sign, _, _):
            return _operate(sign, below[0], below[1])
        case Call(function, _):
            return _FUNCTIONS[function](*below)
    raise KeyError(node)


def _operate(sign: str, left: float, right: float) -> float:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    return math.pow(left, right)


def _count(value: float) -> int:
    """Return a whole number that has a factorial. Raises ValueError."""
    if value != int(value) or not 0 <= value <= _LARGEST_FACTORIAL:
        raise ValueError(value)
    return int(value)

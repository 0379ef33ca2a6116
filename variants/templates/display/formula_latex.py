"""A formula of numbers, letters and functions in LaTeX: strokes become fractions, `x0` gets its index."""

import re
from typing import Final

from variants.formulas.trees import Call, Comparison, Name, Negation, Number, Operation, Tree
from variants.prose.commands import GREEK
from variants.texts import Language

_SUM, _SIGNED, _PRODUCT, _POWER, _VALUE = 1, 2, 3, 4, 5
_FUNCTIONS: Final = {
    "sin": r"\sin",
    "cos": r"\cos",
    "exp": r"\exp",
    "ln": r"\ln",
    "lg": r"\lg",
}
_TRIGONOMETRY: Final = {
    "tan": {"en": r"\tan", "ru": r"\mathrm{tg}"},
    "asin": {"en": r"\arcsin", "ru": r"\arcsin"},
    "acos": {"en": r"\arccos", "ru": r"\arccos"},
    "atan": {"en": r"\arctan", "ru": r"\mathrm{arctg}"},
}
_NAME = re.compile(r"([A-Za-z]+?)_?(\d+|(?<=_)[A-Za-z\d]+)?")
_RELATIONS: Final = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}


def latex_formula(tree: Tree, language: Language) -> str:
    """Return an arithmetic formula or an equation in LaTeX. Raises ValueError for any other tree."""
    if isinstance(tree, Comparison):
        parts = [latex_formula(tree.items[0], language)]
        for relation, item in zip(tree.relations, tree.items[1:], strict=True):
            parts += [_RELATIONS.get(relation, relation), latex_formula(item, language)]
        return " ".join(parts)
    return _write(tree, language)[0]


def latex_name(name: str) -> str:
    r"""Return a letter with its index: `x0` → `x_{0}`, `alpha` → `\alpha`, `v_max` → `v_{\text{max}}`."""
    found = _NAME.fullmatch(name)
    letter, index = (found[1], found[2] or "") if found else (name, "")
    if "\\" + letter in GREEK:
        letter = "\\" + letter
    elif len(letter) > 1:
        letter = rf"\text{{{letter}}}".replace("_", r"\_")
    written = index if index.isdigit() else rf"\text{{{index}}}"
    return f"{letter}_{{{written}}}" if index else letter


def _write(tree: Tree, language: Language) -> tuple[str, int]:
    match tree:
        case Number(value=value):
            return _number(value, language)
        case Name(name=name):
            return latex_name(name), _VALUE
        case Negation(inner=inner):
            return "-" + _at_least(inner, _PRODUCT, language), _SIGNED
        case Call(function=function, arguments=arguments):
            return _call(function, [latex_formula(argument, language) for argument in arguments], language)
        case Operation():
            return _operation(tree, language)
        case _:
            raise ValueError(f"{type(tree).__name__} is no arithmetic")


def _call(function: str, arguments: list[str], language: Language) -> tuple[str, int]:
    inside = ", ".join(arguments)
    if function == "sqrt":
        return rf"\sqrt{{{inside}}}", _VALUE
    if function == "abs":
        return rf"\left|{inside}\right|", _VALUE
    known = _TRIGONOMETRY.get(function, {}).get(language) or _FUNCTIONS.get(function)
    name = known or rf"\operatorname{{{function}}}"
    return rf"{name}\left({inside}\right)", _PRODUCT


def _operation(tree: Operation, language: Language) -> tuple[str, int]:
    if tree.sign == "/":
        above, below = (latex_formula(side, language) for side in (tree.left, tree.right))
        return rf"\frac{{{above}}}{{{below}}}", _PRODUCT
    if tree.sign == "^":
        base = _at_least(tree.left, _VALUE, language)
        return f"{base}^{{{latex_formula(tree.right, language)}}}", _POWER
    if tree.sign == "*":
        return _product(tree, language)
    left = _at_least(tree.left, _SUM, language)
    if tree.sign == "+" and isinstance(tree.right, Negation):
        return f"{left} - {_at_least(tree.right.inner, _PRODUCT, language)}", _SUM
    right = _at_least(tree.right, _PRODUCT, language)
    return f"{left} {tree.sign} {right}", _SUM


def _product(tree: Operation, language: Language) -> tuple[str, int]:
    left, level = _write(tree.left, language)
    if level < _SIGNED:
        left, level = rf"\left({left}\right)", _PRODUCT
    right = _at_least(tree.right, _PRODUCT, language)
    sign = r" \cdot " if _starts_with_a_number(right) else " "
    return f"{left}{sign}{right}", min(level, _PRODUCT)


def _starts_with_a_number(tex: str) -> bool:
    return tex[:1].isdigit() or tex.startswith(r"\frac")


def _at_least(tree: Tree, level: int, language: Language) -> str:
    text, own = _write(tree, language)
    return text if own >= level else rf"\left({text}\right)"


def _number(value: float, language: Language) -> tuple[str, int]:
    digits, _, exponent = format(abs(value), ".6g").partition("e")
    if language == "ru":
        digits = digits.replace(".", "{,}")
    sign = "-" if value < 0 else ""
    power = rf"10^{{{int(exponent)}}}" if exponent else ""
    if power and digits != "1":
        power = rf"{digits}\cdot {power}"
    return sign + (power or digits), _SIGNED if value < 0 else _PRODUCT if power else _VALUE

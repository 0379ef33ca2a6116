"""Print a formula as a line of text that reads back as the same tree, and in LaTeX."""

from fractions import Fraction
from typing import Final

from variants.grammar.letters import GREEK
from variants.grammar.trees import (
    Call,
    Comparison,
    Constant,
    Negation,
    Number,
    Operation,
    Symbol,
    Tree,
    chain,
)
from variants.texts import Language

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 4, 5
_CONSTANTS: Final = {"pi": "π", "oo": "∞", "degree": "1°"}
_LATEX_CONSTANTS: Final = {"pi": r"\pi", "oo": r"\infty", "degree": r"1^{\circ}"}
_NAMES: Final = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "acot": "arccot"}
_RUSSIAN: Final = {"tan": "tg", "cot": "ctg", "atan": "arctg", "acot": "arcctg"}
_LATEX_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "cot", "ln", "log", "lg", "exp", "sinh", "cosh", "tanh"}
)
_DEGREE: Final = Constant("degree")
_RELATIONS: Final = {"<=": "≤", ">=": "≥", "!=": "≠"}
_LATEX_RELATIONS: Final = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def print_formula(tree: Tree | Comparison, language: Language) -> str:
    """Print a tree as one line: `√(2·g·h)`, `v₀·t + a·t²/2`."""
    if isinstance(tree, Comparison):
        sign = _RELATIONS.get(tree.relation, tree.relation)
        return f"{print_formula(tree.left, language)} {sign} {print_formula(tree.right, language)}"
    return _text(tree, language)[0]


def _text(tree: Tree, language: Language) -> tuple[str, int]:
    """Return the text and how tightly its outermost sign binds."""
    match tree:
        case Number(value):
            return print_exact(value, language), _ATOM if value >= 0 else _SUM
        case Symbol(name):
            return _symbol_text(name), _ATOM
        case Constant(name):
            return _CONSTANTS.get(name, name), _ATOM
        case Negation(inner):
            return "−" + _inside(inner, language, _POWER), _SUM
        case Operation():
            return _operation_text(tree, language)
        case Call():
            return _call_text(tree, language)


def _inside(tree: Tree, language: Language, least: int) -> str:
    text, binding = _text(tree, language)
    return text if binding >= least else f"({text})"


def _operation_text(tree: Operation, language: Language) -> tuple[str, int]:
    """Print a row of operations from the left, so that sums of hundreds of terms take no depth."""
    first, terms = chain(tree)
    printed, binding = _text(first, language)
    if isinstance(first, Negation) and terms[0][0] in "*/":
        binding = _PRODUCT
    for sign, term in terms:
        match sign:
            case "*" if term == _DEGREE:
                printed, binding = (printed if binding >= _ATOM else f"({printed})") + "°", _ATOM
            case "+" | "-":
                mark = "+" if sign == "+" else "−"
                printed, binding = f"{printed} {mark} {_inside(term, language, _PRODUCT)}", _SUM
            case "*" | "/":
                mark = "·" if sign == "*" else "/"
                left = printed if binding >= _PRODUCT else f"({printed})"
                printed, binding = f"{left}{mark}{_inside(term, language, _POWER)}", _PRODUCT
            case _:
                left = printed if binding >= _ATOM else f"({printed})"
                printed, binding = left + _exponent_text(term, language), _POWER
    return printed, binding


def _exponent_text(tree: Tree, language: Language) -> str:
    if isinstance(tree, Number) and tree.value.denominator == 1 and 0 <= tree.value < 10**6:
        return str(tree.value.numerator).translate(_RAISED)
    return f"^({_text(tree, language)[0]})"


def _call_text(tree: Call, language: Language) -> tuple[str, int]:
    inner = "; ".join(_text(argument, language)[0] for argument in tree.arguments)
    if tree.function == "factorial":
        inside = _inside(tree.arguments[0], language, _ATOM)
        return (f"({inside})!" if inside.endswith("!") else f"{inside}!"), _ATOM
    if tree.function == "sqrt":
        return f"√({inner})", _ATOM
    if tree.function == "abs" and "|" not in inner:
        return f"|{inner}|", _ATOM
    return f"{function_name(tree.function, language)}({inner})", _ATOM


def function_name(function: str, language: Language) -> str:
    """Return the name of a function as books of the language write it."""
    if language == "ru" and function in _RUSSIAN:
        return _RUSSIAN[function]
    return _NAMES.get(function, function)


def _symbol_text(name: str) -> str:
    base, _, subscript = name.partition("_")
    printed = _letters(base)
    if subscript.isdigit() and subscript.isascii():
        return printed + subscript.translate(_LOWERED)
    if not subscript:
        return printed
    return f"{printed}_{subscript}" if subscript.isalpha() else f"{printed}_{{{subscript}}}"


def _letters(base: str) -> str:
    if base in GREEK:
        return GREEK[base]
    rest = base.removeprefix("Delta")
    return "Δ" + GREEK.get(rest, rest) if rest != base else base


def print_exact(value: Fraction, language: Language) -> str:
    """Print an exact number: a decimal where it ends, else a fraction."""
    if value.denominator == 1 and abs(value) < 10**15:
        return str(value.numerator).replace("-", "−")
    digits = format(float(value), ".15g").replace("-", "−")
    if "e" in digits:
        mantissa, _, power = digits.partition("e")
        digits = f"{mantissa}·10^({int(power.replace('−', '-'))})".replace("(-", "(−")
    return digits.replace(".", ",") if language == "ru" else digits


def latex_formula(tree: Tree | Comparison, language: Language) -> str:
    """Print a tree in LaTeX."""
    if isinstance(tree, Comparison):
        sign = _LATEX_RELATIONS.get(tree.relation, tree.relation)
        return f"{latex_formula(tree.left, language)} {sign} {latex_formula(tree.right, language)}"
    return _latex(tree, language)[0]


def _latex(tree: Tree, language: Language) -> tuple[str, int]:
    match tree:
        case Number(value):
            digits = (
                print_exact(value, "en").replace("−", "-").replace("·10^(", r"\cdot10^{").replace(")", "}")
            )
            return (digits.replace(".", "{,}") if language == "ru" else digits), _ATOM if value >= 0 else _SUM
        case Symbol(name):
            return _symbol_latex(name), _ATOM
        case Constant(name):
            return _LATEX_CONSTANTS.get(name, name), _ATOM
        case Negation(inner):
            return "-" + _latex_inside(inner, language, _PRODUCT), _SUM
        case Operation():
            return _operation_latex(tree, language)
        case Call():
            return _call_latex(tree, language)


def _latex_inside(tree: Tree, language: Language, least: int) -> str:
    text, binding = _latex(tree, language)
    return text if binding >= least else rf"\left({text}\right)"


def _operation_latex(tree: Operation, language: Language) -> tuple[str, int]:
    first, terms = chain(tree)
    printed, binding = _latex(first, language)
    for sign, term in terms:
        match sign:
            case "*" if term == _DEGREE:
                printed, binding = _bracketed(printed, binding, _ATOM) + r"^{\circ}", _POWER
            case "+" | "-":
                printed, binding = f"{printed}{sign}{_latex_inside(term, language, _PRODUCT)}", _SUM
            case "*":
                right = _latex_inside(term, language, _POWER)
                printed, binding = rf"{_bracketed(printed, binding, _PRODUCT)}\cdot {right}", _PRODUCT
            case "/":
                printed, binding = rf"\frac{{{printed}}}{{{_latex(term, language)[0]}}}", _PRODUCT
            case _:
                exponent = _latex(term, language)[0]
                printed, binding = f"{_bracketed(printed, binding, _ATOM)}^{{{exponent}}}", _POWER
    return printed, binding


def _bracketed(printed: str, binding: int, least: int) -> str:
    return printed if binding >= least else rf"\left({printed}\right)"


def _call_latex(tree: Call, language: Language) -> tuple[str, int]:
    inner = ", ".join(_latex(argument, language)[0] for argument in tree.arguments)
    if tree.function == "sqrt":
        return rf"\sqrt{{{inner}}}", _ATOM
    if tree.function == "root":
        radicand, degree = (_latex(argument, language)[0] for argument in tree.arguments)
        return rf"\sqrt[{degree}]{{{radicand}}}", _ATOM
    if tree.function == "abs":
        return rf"\left|{inner}\right|", _ATOM
    if tree.function == "factorial":
        return _latex_inside(tree.arguments[0], language, _ATOM) + "!", _POWER
    name = function_name(tree.function, language)
    command = rf"\{name}" if name in _LATEX_FUNCTIONS else rf"\operatorname{{{name}}}"
    if tree.function == "log" and len(tree.arguments) == 2:
        inner, base = (_latex(argument, language)[0] for argument in tree.arguments)
        return rf"\log_{{{base}}}\left({inner}\right)", _ATOM
    return rf"{command}\left({inner}\right)", _ATOM


def _symbol_latex(name: str) -> str:
    base, _, subscript = name.partition("_")
    rest = base.removeprefix("Delta")
    if base in GREEK:
        printed = f"\\{base}"
    elif rest != base:
        printed = rf"\Delta {_symbol_latex(rest)}"
    else:
        printed = base if len(base) == 1 else rf"\mathrm{{{base}}}"
    if not subscript:
        return printed
    return f"{printed}_{{{subscript}}}" if len(subscript) == 1 else rf"{printed}_{{\text{{{subscript}}}}}"

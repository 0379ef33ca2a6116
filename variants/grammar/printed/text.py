"""Print a tree as a line of text; brackets stand only where the line would read back as another tree.

Each kind of node has one printer, which returns the text and how tightly its outermost sign binds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from variants.grammar.printed.names import CONSTANTS, LOWERED, RAISED, function_name, symbol_text
from variants.grammar.printed.numbers import is_one_number, print_exact
from variants.grammar.printed.rules import (
    AND,
    ATOM,
    COMPARISON,
    LIST,
    OR,
    POWER,
    POWERED,
    PRODUCT,
    SETS,
    SUM,
    is_chain,
    is_raised,
)
from variants.grammar.trees import (
    Call,
    Comparison,
    Connective,
    Constant,
    Listing,
    Membership,
    Negation,
    Number,
    Operation,
    SetOperation,
    Statement,
    Symbol,
    Tree,
)
from variants.texts import Language

Printed = tuple[str, int]
_RELATIONS: Final = {"<=": "≤", ">=": "≥", "!=": "≠"}
_WORDS: Final = {("and", "en"): "and", ("or", "en"): "or", ("and", "ru"): "и", ("or", "ru"): "или"}

_INFINITY: Final = Constant("oo")


def text_of(tree: Statement, language: Language) -> str:
    """Return the tree as one line of text."""
    return _PRINTERS[type(tree)](tree, language)[0]


def _inside(tree: Statement, language: Language, least: int) -> str:
    text, binding = _PRINTERS[type(tree)](tree, language)
    return text if binding >= least else f"({text})"


def _number(tree: Number, language: Language) -> Printed:
    printed = print_exact(tree.value, language)
    if printed.isdigit() or is_one_number(tree.value):
        return printed, ATOM
    return printed, PRODUCT if tree.value >= 0 else SUM


def _symbol(tree: Symbol, language: Language) -> Printed:
    return symbol_text(tree.name), ATOM


def _constant(tree: Constant, language: Language) -> Printed:
    return CONSTANTS.get(tree.name, tree.name), ATOM


def _negation(tree: Negation, language: Language) -> Printed:
    return "−" + _inside(tree.inner, language, POWER), SUM


def _operation(tree: Operation, language: Language) -> Printed:
    """Print a row of operations from the left, so that sums of hundreds of terms take no depth."""
    row = [tree]
    first = tree.left
    while type(first) is Operation:
        row.append(first)
        first = first.left
    printed = _PRINTERS[type(first)](first, language)
    innermost = row[-1]
    if type(first) is Negation and innermost.sign in "*/":
        printed = printed[0], PRODUCT
    elif innermost.sign == "^" and type(first) is Call and _is_powered(first, innermost.right):
        printed = _powered(first, innermost.right, language)
        row.pop()
    for operation in reversed(row):
        printed = _SIGNS[operation.sign](printed, operation.right, language)
    return printed


def _is_powered(call: Call, exponent: Tree) -> bool:
    return call.function in POWERED and is_raised(exponent)


def _powered(call: Call, exponent: Tree, language: Language) -> Printed:
    name = function_name(call.function, language)
    return f"{name}{_exponent(exponent, language)}({text_of(call.arguments[0], language)})", POWER


def _add(left: Printed, term: Tree, language: Language) -> Printed:
    if type(term) is Call and term.function == "plusminus":
        return f"{left[0]} ± {_inside(term.arguments[0], language, PRODUCT)}", SUM
    return f"{left[0]} + {_inside(term, language, PRODUCT)}", SUM


def _subtract(left: Printed, term: Tree, language: Language) -> Printed:
    if type(term) is Call and term.function == "plusminus":
        return f"{left[0]} ∓ {_inside(term.arguments[0], language, PRODUCT)}", SUM
    return f"{left[0]} − {_inside(term, language, PRODUCT)}", SUM


def _multiply(left: Printed, factor: Tree, language: Language) -> Printed:
    text, binding = left
    if type(factor) is Constant and factor.name == "degree":
        return (text if binding >= ATOM else f"({text})") + "°", ATOM
    return f"{text if binding >= PRODUCT else f'({text})'}·{_inside(factor, language, POWER)}", PRODUCT


def _divide(left: Printed, divisor: Tree, language: Language) -> Printed:
    text, binding = left
    return f"{text if binding >= PRODUCT else f'({text})'}/{_inside(divisor, language, POWER)}", PRODUCT


def _raise(left: Printed, exponent: Tree, language: Language) -> Printed:
    text, binding = left
    return (text if binding >= ATOM else f"({text})") + _exponent(exponent, language), POWER


def _exponent(tree: Tree, language: Language) -> str:
    if is_raised(tree):
        return str(tree.value.numerator).translate(RAISED)  # type: ignore[union-attr]
    if type(tree) is Negation and is_raised(tree.inner):
        return "⁻" + _exponent(tree.inner, language)
    return f"^({text_of(tree, language)})"


def _call(tree: Call, language: Language) -> Printed:
    special = _SPECIAL.get(tree.function)
    if special is not None and (printed := special(tree, language)) is not None:
        return printed
    arguments = tree.arguments
    if len(arguments) == 1:
        inner = _PRINTERS[type(arguments[0])](arguments[0], language)[0]
    else:
        inner = "; ".join([text_of(argument, language) for argument in arguments])
    return f"{function_name(tree.function, language)}({inner})", ATOM


def _root(tree: Call, language: Language) -> Printed:
    sign = "√" if tree.function == "sqrt" else "∛"
    return f"{sign}({text_of(tree.arguments[0], language)})", ATOM


def _absolute(tree: Call, language: Language) -> Printed | None:
    inner = text_of(tree.arguments[0], language)
    return None if "|" in inner else (f"|{inner}|", ATOM)


def _logarithm(tree: Call, language: Language) -> Printed | None:
    """Print a logarithm to a whole base as books do: log₂(x)."""
    if len(tree.arguments) != 2 or not is_raised(tree.arguments[1]):
        return None
    value, base = (text_of(argument, language) for argument in tree.arguments)
    return f"log{base.translate(LOWERED)}({value})", ATOM


def _factorial(tree: Call, language: Language) -> Printed:
    inside = _inside(tree.arguments[0], language, ATOM)
    return (f"({inside})!" if inside.endswith("!") else f"{inside}!"), ATOM


def _plus_minus(tree: Call, language: Language) -> Printed:
    return "±" + _inside(tree.arguments[0], language, POWER), SUM


def _comparison(tree: Comparison, language: Language) -> Printed:
    return _chained([tree], language), COMPARISON


def _chained(run: Sequence[Any], language: Language) -> str:
    """Print comparisons of which each begins where the last one ended."""
    printed = text_of(run[0].left, language)
    for comparison in run:
        sign = _RELATIONS.get(comparison.relation, comparison.relation)
        printed = f"{printed} {sign} {text_of(comparison.right, language)}"
    return printed


def _connective(tree: Connective, language: Language) -> Printed:
    if tree.word == "and" and is_chain(tree.parts):
        return _chained(tree.parts, language), COMPARISON
    level = AND if tree.word == "and" else OR
    printed = [_inside(part, language, level + 1) for part in tree.parts]
    return f" {_WORDS[tree.word, language]} ".join(printed), level


def _membership(tree: Membership, language: Language) -> Printed:
    return f"{text_of(tree.member, language)} ∈ {_inside(tree.container, language, SETS)}", COMPARISON


def _listing(tree: Listing, language: Language) -> Printed:
    if tree.opening == "{" and not tree.items:
        return "∅", ATOM
    inner = "; ".join(["+∞" if item == _INFINITY else _inside(item, language, OR) for item in tree.items])
    return f"{tree.opening}{inner}{tree.closing}", ATOM if tree.opening else LIST


def _set_operation(tree: SetOperation, language: Language) -> Printed:
    """Print sets joined from the left; another sign, or one on the right, stands in brackets."""
    alike = isinstance(tree.left, SetOperation) and tree.left.sign == tree.sign
    left = text_of(tree.left, language) if alike else _inside(tree.left, language, SUM)
    sign = "∖" if tree.sign == "\\" else tree.sign
    return f"{left} {sign} {_inside(tree.right, language, SUM)}", SETS


_SIGNS: Final[Mapping[str, Callable[[Printed, Tree, Language], Printed]]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "^": _raise,
}
_SPECIAL: Final[Mapping[str, Callable[[Call, Language], Printed | None]]] = {
    "sqrt": _root,
    "cbrt": _root,
    "abs": _absolute,
    "log": _logarithm,
    "factorial": _factorial,
    "plusminus": _plus_minus,
}
_PRINTERS: Final[Mapping[type, Callable[[Any, Language], Printed]]] = {
    Number: _number,
    Symbol: _symbol,
    Constant: _constant,
    Negation: _negation,
    Operation: _operation,
    Call: _call,
    Comparison: _comparison,
    Connective: _connective,
    Membership: _membership,
    Listing: _listing,
    SetOperation: _set_operation,
}

"""Print a tree in LaTeX for KaTeX and MathML; a stroke becomes a fraction and a matrix a table.

Each kind of node has one printer, which returns the LaTeX and how tightly its outermost sign binds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from variants.grammar.printed.names import LATEX_CONSTANTS, latex_function, symbol_latex
from variants.grammar.printed.numbers import is_one_number, latex_exact
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

MAX_LENGTH: Final = 2000
MAX_BRACES: Final = 30
Printed = tuple[str, int]
_RELATIONS: Final = {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}
_WORDS: Final = {("and", "en"): "and", ("or", "en"): "or", ("and", "ru"): "и", ("or", "ru"): "или"}
_SETS: Final = {"∪": r"\cup", "∩": r"\cap", "\\": r"\,∖\,"}
_OPENING: Final = {"{": r"\{", "<": r"\langle "}
_CLOSING: Final = {"}": r"\}", ">": r"\rangle "}
_BARE: Final = frozenset((Symbol, Constant))
_INFINITY: Final = Constant("oo")


def latex_of(tree: Statement, language: Language) -> str:
    """Return the tree in LaTeX; empty where it is too long or too deep to be typeset."""
    latex = _latex(tree, language)
    return latex if _can_be_typeset(latex) else ""


def _can_be_typeset(latex: str) -> bool:
    """Say whether this is within the limits of `prose.formulas`."""
    if len(latex) > MAX_LENGTH:
        return False
    depth = deepest = 0
    for character in latex.replace(r"\{", "").replace(r"\}", ""):
        if character == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif character == "}":
            depth -= 1
    return deepest <= MAX_BRACES


def _latex(tree: Statement, language: Language) -> str:
    return _PRINTERS[type(tree)](tree, language)[0]


def _inside(tree: Statement, language: Language, least: int) -> str:
    return _bracketed(_PRINTERS[type(tree)](tree, language), least)


def _bracketed(printed: Printed, least: int) -> str:
    return printed[0] if printed[1] >= least else rf"\left({printed[0]}\right)"


def _number(tree: Number, language: Language) -> Printed:
    binding = ATOM if is_one_number(tree.value) else PRODUCT if tree.value >= 0 else SUM
    return latex_exact(tree.value, language), binding


def _symbol(tree: Symbol, language: Language) -> Printed:
    return symbol_latex(tree.name), ATOM


def _constant(tree: Constant, language: Language) -> Printed:
    return LATEX_CONSTANTS.get(tree.name, tree.name), ATOM


def _negation(tree: Negation, language: Language) -> Printed:
    return "-" + _inside(tree.inner, language, PRODUCT), SUM


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
    name = f"{latex_function(call.function, language)}^{{{_latex(exponent, language)}}}"
    return name + _argument(call.arguments[0], language), POWER


def _add(left: Printed, term: Tree, language: Language) -> Printed:
    if type(term) is Call and term.function == "plusminus":
        return rf"{left[0]}\pm {_inside(term.arguments[0], language, PRODUCT)}", SUM
    return f"{left[0]}+{_inside(term, language, PRODUCT)}", SUM


def _subtract(left: Printed, term: Tree, language: Language) -> Printed:
    if type(term) is Call and term.function == "plusminus":
        return rf"{left[0]}\mp {_inside(term.arguments[0], language, PRODUCT)}", SUM
    return f"{left[0]}-{_inside(term, language, PRODUCT)}", SUM


def _multiply(left: Printed, factor: Tree, language: Language) -> Printed:
    if type(factor) is Constant and factor.name == "degree":
        return _bracketed(left, ATOM) + r"^{\circ}", POWER
    return rf"{_bracketed(left, PRODUCT)}\cdot {_inside(factor, language, POWER)}", PRODUCT


def _divide(left: Printed, divisor: Tree, language: Language) -> Printed:
    return rf"\frac{{{left[0]}}}{{{_latex(divisor, language)}}}", POWER


def _raise(left: Printed, exponent: Tree, language: Language) -> Printed:
    return f"{_bracketed(left, ATOM)}^{{{_latex(exponent, language)}}}", POWER


def _call(tree: Call, language: Language) -> Printed:
    special = _SPECIAL.get(tree.function)
    if special is not None:
        return special(tree, language)
    name = latex_function(tree.function, language)
    if len(tree.arguments) == 1 and tree.function in POWERED:
        return name + _argument(tree.arguments[0], language), POWER
    inner = r";\,".join([_latex(argument, language) for argument in tree.arguments])
    return rf"{name}\left({inner}\right)", ATOM


def _argument(tree: Tree, language: Language) -> str:
    """Print what a function is applied to: a single letter or number needs no brackets."""
    bare = type(tree) in _BARE or (isinstance(tree, Number) and is_one_number(tree.value))
    return f" {_latex(tree, language)}" if bare else rf"\left({_latex(tree, language)}\right)"


def _root(tree: Call, language: Language) -> Printed:
    degree = ""
    if tree.function != "sqrt":
        degree = f"[{_latex(tree.arguments[1], language) if tree.function == 'root' else 3}]"
    return rf"\sqrt{degree}{{{_latex(tree.arguments[0], language)}}}", ATOM


def _absolute(tree: Call, language: Language) -> Printed:
    return rf"\left|{_latex(tree.arguments[0], language)}\right|", ATOM


def _logarithm(tree: Call, language: Language) -> Printed:
    if len(tree.arguments) == 1:
        return r"\log" + _argument(tree.arguments[0], language), POWER
    value, base = tree.arguments
    return rf"\log_{{{_latex(base, language)}}}{_argument(value, language)}", POWER


def _factorial(tree: Call, language: Language) -> Printed:
    return _inside(tree.arguments[0], language, ATOM) + "!", POWER


def _plus_minus(tree: Call, language: Language) -> Printed:
    return r"\pm " + _inside(tree.arguments[0], language, PRODUCT), SUM


def _comparison(tree: Comparison, language: Language) -> Printed:
    return _chained([tree], language), COMPARISON


def _chained(run: Sequence[Any], language: Language) -> str:
    """Print comparisons of which each begins where the last one ended."""
    printed = _latex(run[0].left, language)
    for comparison in run:
        sign = _RELATIONS.get(comparison.relation, comparison.relation)
        printed = f"{printed} {sign} {_latex(comparison.right, language)}"
    return printed


def _connective(tree: Connective, language: Language) -> Printed:
    if tree.word == "and" and is_chain(tree.parts):
        return _chained(tree.parts, language), COMPARISON
    level = AND if tree.word == "and" else OR
    printed = [_inside(part, language, level + 1) for part in tree.parts]
    return rf"\text{{ {_WORDS[tree.word, language]} }}".join(printed), level


def _membership(tree: Membership, language: Language) -> Printed:
    return rf"{_latex(tree.member, language)} \in {_inside(tree.container, language, SETS)}", COMPARISON


def _listing(tree: Listing, language: Language) -> Printed:
    if tree.opening == "{" and not tree.items:
        return r"\varnothing", ATOM
    rows = [item.items for item in tree.items if isinstance(item, Listing) and item.opening == "["]
    if tree.opening == "[" and rows and len(rows) == len(tree.items):
        lines = r"\\".join("&".join(_latex(cell, language) for cell in row) for row in rows)
        return rf"\begin{{pmatrix}}{lines}\end{{pmatrix}}", ATOM
    inner = r";\,".join(
        [r"+\infty" if item == _INFINITY else _inside(item, language, OR) for item in tree.items]
    )
    if not tree.opening:
        return inner, LIST
    opening = _OPENING.get(tree.opening, tree.opening)
    return rf"\left{opening}{inner}\right{_CLOSING.get(tree.closing, tree.closing)}", ATOM


def _set_operation(tree: SetOperation, language: Language) -> Printed:
    alike = isinstance(tree.left, SetOperation) and tree.left.sign == tree.sign
    left = _latex(tree.left, language) if alike else _inside(tree.left, language, SUM)
    return f"{left} {_SETS[tree.sign]} {_inside(tree.right, language, SUM)}", SETS


_SIGNS: Final[Mapping[str, Callable[[Printed, Tree, Language], Printed]]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "^": _raise,
}
_SPECIAL: Final[Mapping[str, Callable[[Call, Language], Printed]]] = {
    "sqrt": _root,
    "cbrt": _root,
    "root": _root,
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

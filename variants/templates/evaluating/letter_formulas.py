"""A formula with letters for one member: parameters become numbers, in units that suit the letters."""

from collections.abc import Callable

from variants.formulas.derivatives import is_number, negative, product, quotient, total
from variants.formulas.trees import (
    Branch,
    Call,
    InUnit,
    Negation,
    Number,
    Operation,
    Tree,
    names,
)
from variants.quantities.unit_table import Dimension
from variants.templates.evaluating.letter_lines import rebuilt
from variants.templates.evaluating.letter_units import Scales, scale_of

Measure = Callable[[Tree], tuple[float, Dimension]]
Decide = Callable[[Tree], bool]


def settle(tree: Tree, letters: frozenset[str], measure: Measure, decide: Decide, scales: Scales) -> Tree:
    """Return the formula of letters and numbers alone; 4/3 and √2 stay what they are.

    `measure` gives the SI value and dimension of a part without letters, `decide` the truth of a condition.
    """
    if not names(tree) & letters:
        value, dimension = measure(tree)
        number = f"{value / scale_of(dimension, scales):.12g}"
        return tree if "." in number and _is_exact(tree) else Number(value=float(number))
    if isinstance(tree, Branch):
        chosen = tree.yes if decide(tree.condition) else tree.no
        return settle(chosen, letters, measure, decide, scales)
    if isinstance(tree, InUnit):
        raise ValueError("a letter can't be taken in a unit")
    return simplified(rebuilt(tree, lambda part: settle(part, letters, measure, decide, scales)))


def _is_exact(tree: Tree) -> bool:
    """Tell whether a part is a fraction or a root of numbers that were written, and of nothing else."""
    match tree:
        case Number():
            return True
        case Negation(inner=inner):
            return _is_exact(inner)
        case Operation(left=left, right=right):
            return _is_exact(left) and _is_exact(right)
        case Call(function="sqrt", arguments=(inner,)):
            return _is_exact(inner)
        case _:
            return False


def simplified(tree: Tree) -> Tree:
    """Return the node without zeros and ones that do nothing."""
    match tree:
        case Negation(inner=inner):
            return negative(inner)
        case Operation(sign="+", left=left, right=right):
            return total(left, right)
        case Operation(sign="-", left=left, right=right):
            return total(left, negative(right))
        case Operation(sign="*", left=left, right=right):
            return product(left, right)
        case Operation(sign="/", left=left, right=right):
            return quotient(left, right)
        case Operation(sign="^", left=left, right=right) if is_number(right, 1):
            return left
        case _:
            return tree

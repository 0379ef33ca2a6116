"""A formula with letters for one member: parameters become numbers, in units that suit the letters.

A formula whose units balance holds in every coherent system of units. So base units are chosen such that
each letter counts in its declared unit, and parameters are expressed in them: with centimetres throughout,
`d*F0/(d - F0)` becomes `d*12/(d - 12)`. Where no such system exists, factors are written out.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from variants.formulas.derivatives import is_number, negative, product, quotient, total
from variants.formulas.trees import (
    Branch,
    Call,
    InUnit,
    Name,
    Negation,
    Number,
    Operation,
    Tree,
    names,
)
from variants.quantities.unit_table import Dimension
from variants.quantities.units import Unit
from variants.templates.evaluating.letter_lines import put, rebuilt

Scales = tuple[float, ...]
PLAIN: Final[Scales] = (1.0,) * 7
Measure = Callable[[Tree], tuple[float, Dimension]]
Decide = Callable[[Tree], bool]


@lru_cache(maxsize=1024)
def scales_for(units: tuple[Unit, ...]) -> Scales | None:
    """Return factors of the seven base units that make each of these units 1; None if there are none."""
    if not units:
        return PLAIN
    powers = np.asarray([[float(power) for power in unit.dimension] for unit in units])
    logs = np.log([unit.factor for unit in units])
    found, *_ = np.linalg.lstsq(powers, logs, rcond=None)
    if not np.allclose(powers @ found, logs, atol=1e-9):
        return None
    return tuple(float(factor) for factor in np.exp(found))


def scale_of(dimension: Dimension, scales: Scales) -> float:
    """Return how large the unit of this dimension is in SI."""
    scale = 1.0
    for factor, power in zip(scales, dimension, strict=True):
        scale *= factor ** float(power)
    return scale


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


def with_factors(tree: Tree, units: Mapping[str, Unit]) -> Tree:
    """Return the SI formula with every letter multiplied by the factor of its unit."""
    for name, unit in units.items():
        if unit.factor != 1:
            factor = Number(value=unit.factor)
            tree = put(tree, name, Operation(sign="*", left=factor, right=Name(name=name)))
    return tree

"""Points at which an equation holds: one letter is worked out from random values of the others."""

from collections.abc import Callable
from typing import Final

from flint import arb

from variants.equivalence.evaluation import Point, value_of
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Comparison, Operation, Symbol, Tree, symbols

_SUBSTITUTIONS: Final[tuple[Callable[[arb], arb], ...]] = (lambda u: u, lambda u: 1 / u, arb.sqrt)
_TRIED: Final = (arb(1), arb(2), arb(3))


def difference(equation: Comparison) -> Tree:
    """Return left side minus right side."""
    return Operation("-", equation.left, equation.right)


def solved_letters(equation: Comparison) -> dict[str, Tree]:
    """Return what stands opposite each symbol that stands alone on a side."""
    sides = ((equation.left, equation.right), (equation.right, equation.left))
    return {
        alone.name: other
        for alone, other in sides
        if isinstance(alone, Symbol) and alone.name not in symbols(other)
    }


def solution_points(equation: Comparison, points: tuple[Point, ...]) -> tuple[Point, ...] | None:
    """Return points where the equation holds, in balls: solved for a letter alone, or linear in s, 1/s or s².

    None if it can't be solved like this. To be called at the precision that is wanted.
    """
    for name, tree in solved_letters(equation).items():
        return tuple({**point, name: value_of(tree, point, REAL)} for point in points)
    whole = difference(equation)
    for name in sorted(symbols(whole)):
        for back in _SUBSTITUTIONS:
            roots = _roots(whole, name, points, back)
            if roots is not None:
                return tuple({**point, name: root} for point, root in zip(points, roots, strict=True))
    return None


def _roots(whole: Tree, name: str, points: tuple[Point, ...], back: Callable[[arb], arb]) -> list[arb] | None:
    """Solve for u where the difference of sides is linear in u and the letter is back(u); None where not."""
    roots = []
    for point in points:
        root = _root(whole, name, point, back)
        if root is None:
            return None
        roots.append(root)
    return roots if any(root.is_finite() for root in roots) else None


def _root(whole: Tree, name: str, point: Point, back: Callable[[arb], arb]) -> arb | None:
    """Return the letter's value at a point, NaN where there is none; None where u is not linear.

    A root that is zero says nothing: the letter is a common factor of the equation.
    """
    at = [value_of(whole, {**point, name: back(u)}, REAL) for u in _TRIED]
    if not all(value.is_finite() for value in at):
        return arb.nan()
    slope = at[1] - at[0]
    bend = at[2] - 2 * at[1] + at[0]
    if not bend.contains(0) or slope.contains(0):
        return None
    u = 1 - at[0] / slope
    if u.contains(0):
        return None
    return back(u)

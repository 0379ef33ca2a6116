"""Tell formulas apart by their values: different at a point is different, equal at all points is equal.

Points lie in the ranges of the key's letters, among positive real numbers where nothing is said. Poles and
overflows are met on purpose and left out; where no point can be compared, the outcome is `unknown`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from variants.equivalence.evaluation import Numbers, Points, Values, evaluate
from variants.equivalence.real_evaluation import RealValues, evaluate_real
from variants.grammar.trees import Call, Comparison, Operation, Symbol, Tree, has_constant, symbols, walk
from variants.keys import SymbolRange

Outcome = Literal["equal", "different", "unknown"]
COUNT: Final = 96
ENOUGH: Final = 5
_SEED: Final = 20_231_109
_SPREAD: Final = 2.3
_MARGIN: Final = 200.0
_COARSE: Final = 1e-4
_ROOT_ERROR: Final = 1e-13
_TINY: Final = 1e-290
_INVERSES: Final = frozenset({"asin", "acos", "atan", "acot", "asec", "acsc", "atan2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What the points say; `ratio` is the constant ratio of answer to key, if there is one."""

    outcome: Outcome
    ratio: float | None = None


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Expected:
    """A key's formula and the ranges of its letters; its values are worked out once for each set of names."""

    tree: Tree
    ranges: Mapping[str, SymbolRange]


@lru_cache(maxsize=256)
def _expected_reals(
    expected: Expected, names: frozenset[str]
) -> tuple[dict[str, NDArray[np.float64]], RealValues | None]:
    points = {name: values.real for name, values in sample_points(names, expected.ranges).items()}
    return points, evaluate_real(expected.tree, points)


@lru_cache(maxsize=256)
def _expected_values(expected: Expected, names: frozenset[str]) -> tuple[dict[str, Numbers], Values]:
    points = sample_points(names, expected.ranges)
    return points, evaluate(expected.tree, points, COUNT)


def sample_points(names: frozenset[str], ranges: Mapping[str, SymbolRange]) -> dict[str, Numbers]:
    """Return the same random points for the same names, inside their ranges."""
    random = np.random.default_rng(_SEED)
    return {name: _draw(random, ranges.get(name)).astype(np.complex128) for name in sorted(names)}


def _draw(random: np.random.Generator, known: SymbolRange | None) -> NDArray[np.float64]:
    uniform = random.random(COUNT)
    lowest = known.lowest if known else None
    highest = known.highest if known else None
    spread = np.exp(_SPREAD * (2 * uniform - 1))
    if lowest is None and highest is None:
        return spread
    if lowest is not None and highest is not None:
        return lowest + (highest - lowest) * uniform
    return lowest + spread if lowest is not None else (highest or 0.0) - spread


def compare(key: Tree, answer: Tree, ranges: Mapping[str, SymbolRange]) -> Probe:
    """Compare two formulas at the points."""
    return compare_with(Expected(tree=key, ranges=ranges), answer)


def compare_with(expected: Expected, answer: Tree) -> Probe:
    """Compare a formula with an expected one at the points."""
    key, ranges = expected.tree, expected.ranges
    probe = _compared_in_reals(expected, answer)
    if probe is not None:
        return probe
    points, left = _expected_values(expected, symbols(key) | symbols(answer))
    right = evaluate(answer, points, COUNT)
    if has_constant(key, "oo") or has_constant(answer, "oo"):
        return Probe(outcome="equal" if _same_extended(left, right) else "different")
    real = _comparable(left, right) & left.real & right.real
    if real.sum() >= ENOUGH:
        probe = _judged(left, right, real)
        on_branches = probe.outcome == "different" and not ranges and _has_branches(key, answer)
        return Probe(outcome="unknown") if on_branches and _often_equal(left, right, real) else probe
    return _judged_beyond_reals(key, answer, left, right)


def _compared_in_reals(expected: Expected, answer: Tree) -> Probe | None:
    """Compare where all is real and sharp at every point; None where it isn't."""
    points, left = _expected_reals(expected, symbols(expected.tree) | symbols(answer))
    right = evaluate_real(answer, points) if left else None
    if left is None or right is None:
        return None
    distance = np.abs(left[0] - right[0])
    if not (distance > _MARGIN * (left[1] + right[1]) + _TINY).any():
        return Probe(outcome="equal")
    ratios = np.broadcast_to(right[0] / np.where(left[0] == 0, np.nan, left[0]), distance.shape)
    steady = np.isfinite(ratios).all() and np.ptp(ratios) <= 1e-9 * np.abs(ratios).max()
    return Probe(outcome="different", ratio=float(ratios[0]) if steady else None)


def _judged(left: Values, right: Values, where: NDArray[np.bool_]) -> Probe:
    """Judge by the points where both can be compared."""
    distance = np.abs(left.value - right.value)
    bound = _MARGIN * (left.error + right.error) + _TINY
    if bool((where & (distance > bound)).any()):
        return Probe(outcome="different", ratio=_constant_ratio(left, right, where))
    return Probe(outcome="equal")


def _has_branches(*trees: Tree) -> bool:
    """Say whether an inverse function may have been written on another of its branches."""
    return any(isinstance(node, Call) and node.function in _INVERSES for tree in trees for node in walk(tree))


def _often_equal(left: Values, right: Values, where: NDArray[np.bool_]) -> bool:
    """Say whether the values agree at a quarter of the points at least."""
    bound = _MARGIN * (left.error + right.error) + _TINY
    return bool((np.abs(left.value - right.value) <= bound)[where].mean() >= 0.25)


def _judged_beyond_reals(key: Tree, answer: Tree, left: Values, right: Values) -> Probe:
    """Judge where the formulas are never both real: there equality counts, difference does not."""
    own = left.real & np.isfinite(left.value)
    imaginary = np.isfinite(right.value) & (np.abs(right.value.imag) > _MARGIN * right.error)
    if own.sum() >= ENOUGH and bool(imaginary[own].all()):
        return Probe(outcome="different")
    where = _comparable(left, right)
    if where.sum() < ENOUGH:
        return Probe(outcome="unknown")
    probe = _judged(left, right, where)
    meant_complex = has_constant(key, "i") or has_constant(answer, "i")
    return probe if probe.outcome == "equal" or meant_complex else Probe(outcome="unknown")


def _comparable(left: Values, right: Values) -> NDArray[np.bool_]:
    """Say where both are finite and known well enough to tell them apart."""
    return _known(left) & _known(right)


def _known(values: Values) -> NDArray[np.bool_]:
    size = np.abs(values.value)
    with np.errstate(all="ignore"):
        sharp = values.error <= _COARSE * np.maximum(size, 1e-6)
    return np.isfinite(values.value) & np.isfinite(values.error) & sharp & (size < 1e150)


def _same_extended(left: Values, right: Values) -> bool:
    """Compare values among which are infinities."""
    ours, theirs = left.value.real, right.value.real
    return bool(np.array_equal(ours, theirs) and not np.isnan(ours).any())


def _constant_ratio(left: Values, right: Values, where: NDArray[np.bool_]) -> float | None:
    usable = where & (np.abs(left.value) > 1e-200)
    if usable.sum() < ENOUGH:
        return None
    ratios = (right.value[usable] / left.value[usable]).real
    steady = np.ptp(ratios) <= 1e-9 * np.abs(ratios).max()
    return float(ratios[0]) if steady else None


def compare_equations(key: Comparison, answer: Comparison, ranges: Mapping[str, SymbolRange]) -> Outcome:
    """Compare equations: the same solutions, whatever the sides and the common factor (never zero)."""
    names = symbols(key.left) | symbols(key.right) | symbols(answer.left) | symbols(answer.right)
    ours, theirs = _solved(key), _solved(answer)
    for name in ours.keys() & theirs.keys():
        return compare(ours[name], theirs[name], ranges).outcome
    points = sample_points(names, ranges)
    forward = _holds_on(key, answer, points)
    if forward == "different" or _says_nothing(answer, points):
        return "different"
    backward = _holds_on(answer, key, points)
    if forward == "equal" and _holds_elsewhere(key, answer, points):
        return "different"
    if forward == backward == "equal" or backward == "different":
        return backward
    return _same_sign(key, answer, points) if forward == "equal" else "unknown"


def _solved(equation: Comparison) -> dict[str, Tree]:
    """Return what stands opposite each symbol that stands alone on a side."""
    sides = ((equation.left, equation.right), (equation.right, equation.left))
    return {
        alone.name: other
        for alone, other in sides
        if isinstance(alone, Symbol) and alone.name not in symbols(other)
    }


def difference(equation: Comparison) -> Tree:
    """Return left side minus right side."""
    return Operation("-", equation.left, equation.right)


def _holds_on(first: Comparison, second: Comparison, points: dict[str, Numbers]) -> Outcome:
    """Say whether the second equation holds wherever the first does."""
    surface = _surface(first, points)
    if surface is None:
        return "unknown"
    sides = [evaluate(side, surface, COUNT) for side in (second.left, second.right)]
    where = _comparable(*sides) & sides[0].real & sides[1].real
    on_surface = evaluate(difference(first), surface, COUNT)
    where &= on_surface.real & np.isfinite(on_surface.value)
    if where.sum() < ENOUGH:
        return "unknown"
    distance = np.abs(sides[0].value - sides[1].value)
    size = np.abs(sides[0].value) + np.abs(sides[1].value)
    bound = _MARGIN * (sides[0].error + sides[1].error) + 1e-10 * size
    return "equal" if bool((distance <= bound)[where].all()) else "different"


def _surface(equation: Comparison, points: dict[str, Numbers]) -> Points | None:
    """Return points where the equation holds: solved for a symbol alone, or linear in s, 1/s or s²."""
    for name, tree in _solved(equation).items():
        return {**points, name: evaluate(tree, points, COUNT)}
    whole = difference(equation)
    for name in sorted(symbols(whole)):
        for back in _SUBSTITUTIONS:
            root = _root(whole, name, points, back)
            if root is not None:
                return {**points, name: root}
    return None


def _root(
    whole: Tree, name: str, points: dict[str, Numbers], back: Callable[[Numbers], Numbers]
) -> Values | None:
    """Solve for u where the difference of sides is linear in u and the symbol is back(u); None where not.

    A root that is zero everywhere says nothing: the letter is a common factor of the equation.
    """
    tried = [back(np.full(COUNT, u + 0j)) for u in (1.0, 2.0, 3.0)]
    at = [evaluate(whole, points | {name: values}, COUNT).value for values in tried]
    slope, size = at[1] - at[0], np.abs(at[0]) + np.abs(at[1]) + np.abs(at[2])
    with np.errstate(all="ignore"):
        straight = np.abs(at[2] - 2 * at[1] + at[0]) <= 1e-10 * size
        good = straight & (np.abs(slope) > 1e-8 * size)
        solution = 1.0 - at[0] / np.where(slope == 0, 1, slope)
        error = _ROOT_ERROR * (1 + np.abs(solution - 1.0))
        good &= np.abs(solution) > 1e3 * error
        root = np.where(good, back(solution), np.nan)
        moved = np.abs(back(solution + error) - root)
    return Values(root, moved, good & (root.imag == 0)) if good.mean() > 0.9 else None


_HALVINGS: Final = 50
_SUBSTITUTIONS: Final[tuple[Callable[[Numbers], Numbers], ...]] = (lambda u: u, lambda u: 1 / u, np.sqrt)


def _says_nothing(equation: Comparison, points: dict[str, Numbers]) -> bool:
    """Say whether an equation holds everywhere, like x = x."""
    sides = [evaluate(side, points, COUNT) for side in (equation.left, equation.right)]
    where = _comparable(*sides)
    distance = np.abs(sides[0].value - sides[1].value)
    return bool(
        where.any() and (distance <= _MARGIN * (sides[0].error + sides[1].error) + _TINY)[where].all()
    )


def _holds_elsewhere(key: Comparison, answer: Comparison, points: dict[str, Numbers]) -> bool:
    """Say whether the answer holds where the key does not: a factor of it is zero somewhere in the ranges.

    Between two points where the answer's sides differ by opposite signs, and the key's by the same sign, the
    answer's difference is zero, unless it jumps there.
    """
    ours, theirs = (evaluate(difference(equation), points, COUNT) for equation in (key, answer))
    usable = ours.real & theirs.real & _comparable(ours, theirs)
    sides = [np.flatnonzero(usable & (sign * theirs.value.real > 0)) for sign in (1, -1)]
    if not all(len(side) for side in sides):
        return False
    above, below = (
        {name: values[np.resize(side, COUNT)] for name, values in points.items()} for side in sides
    )
    first = evaluate(difference(key), above, COUNT).value.real
    size = np.abs(evaluate(difference(answer), above, COUNT).value.real)
    for _ in range(_HALVINGS):
        middle = {name: (above[name] + below[name]) / 2 for name in above}
        up = evaluate(difference(answer), middle, COUNT).value.real > 0
        above = {name: np.where(up, middle[name], above[name]) for name in above}
        below = {name: np.where(up, below[name], middle[name]) for name in below}
    ours, theirs = (evaluate(difference(equation), above, COUNT) for equation in (key, answer))
    kept = ours.real & theirs.real & np.isfinite(ours.value) & (ours.value.real * first > 0)
    kept &= (np.abs(ours.value) > 1e-3 * np.abs(first)) & (np.abs(ours.value) < 1e3 * np.abs(first))
    return bool((kept & (np.abs(theirs.value) < 1e-9 * size)).sum() >= ENOUGH)


def _same_sign(key: Comparison, answer: Comparison, points: dict[str, Numbers]) -> Outcome:
    """Say `equal` if answer and key differ by a factor that keeps its sign; otherwise it stays unknown."""
    ours, theirs = (evaluate(difference(equation), points, COUNT) for equation in (key, answer))
    where = ours.real & theirs.real & _comparable(ours, theirs) & (np.abs(ours.value) > _MARGIN * ours.error)
    if where.sum() < ENOUGH:
        return "unknown"
    ratio = (theirs.value[where] / ours.value[where]).real
    return "equal" if bool((ratio > 0).all() or (ratio < 0).all()) else "unknown"

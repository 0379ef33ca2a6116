"""One formula of a comparison: its values at numbered points, worked out once, in bounded work."""

from collections.abc import Mapping
from typing import Final, Literal

from flint import acb, arb

from variants.equivalence.evaluation import (
    Point,
    evaluate_complex,
    is_blurred,
    is_sharp,
    known_value,
    value_of,
)
from variants.equivalence.points import ANYWHERE, STRATA, coordinate, far_coordinate
from variants.equivalence.traits import traits_of
from variants.equivalence.values.arithmetic_tables import Missing, NoValue
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Tree
from variants.keys import SymbolRange

Domain = Literal["usual", "gentle", "signed", "whole", "far"]
"""Numbers in the ranges; where nothing is said, the same made 256 times smaller, or of either sign, or whole
numbers for letters like n and k, or from far below to far above 1."""
Points = dict[tuple[frozenset[str], int, Domain], dict[str, arb]]
_GENTLE: Final = 2.0**-8
_LEVEL_COST: Final = 5000.0
_COMPLEX_COST: Final = 4
_SHARES: Final = SymbolRange(lowest=0, highest=1)
_KEPT: Final = 512
_COUNTERS: Final = frozenset("ijklmnNKM")
_LARGEST_COUNT: Final = 60


class Side:
    """A formula with the values that are already known."""

    def __init__(self, tree: Tree, ranges: Mapping[str, SymbolRange], points: Points | None = None) -> None:
        self.tree = tree
        self.traits = traits_of(tree)
        self._ranges = ranges
        self._points: Points = {} if points is None else points
        self._values: dict[tuple[int, Domain, int], tuple[arb | Missing, float]] = {}

    def beside(self, answer: Tree) -> "Side":
        """Return the side of an answer to this key, at the same points."""
        return Side(answer, self._ranges, self._points)

    def free_letters(self) -> frozenset[str]:
        """Return the letters of which no range is known."""
        return frozenset(
            name
            for name in self.traits.names
            if (known := self._ranges.get(name, ANYWHERE)).lowest is None and known.highest is None
        )

    def has_either_sign(self) -> bool:
        """Say whether the range of a letter holds numbers of either sign."""
        known = (self._ranges.get(name, ANYWHERE) for name in self.traits.names)
        return any(
            (each.lowest is not None and each.lowest < 0 and (each.highest is None or each.highest > 0))
            or (each.lowest is None and each.highest is not None and each.highest > 0)
            for each in known
        )

    def counts(self) -> bool:
        """Say whether a letter without a range may stand for whole numbers alone, as n and k do."""
        return any(name[0] in _COUNTERS for name in self.free_letters())

    def point(self, number: int, domain: Domain) -> dict[str, arb]:
        """Return the numbers of this formula's letters at a point."""
        names = self.traits.names
        found = self._points.get((names, number, domain))
        if found is None:
            if len(self._points) > _KEPT:
                self._points.clear()
            found = {name: self._coordinate(name, number, domain) for name in names}
            self._points[names, number, domain] = found
        return found

    def numbers(self, name: str) -> list[arb]:
        """Return numbers of a letter all over its range, near and far, in order."""
        known = self._ranges.get(name, ANYWHERE)
        near = [coordinate(name, known, number) for number in range(STRATA)]
        return sorted(near + [far_coordinate(name, known, number) for number in range(STRATA)], key=float)

    def _coordinate(self, name: str, number: int, domain: Domain) -> arb:
        known = self._ranges.get(name, ANYWHERE)
        if domain == "far":
            return far_coordinate(name, known, number)
        plain = coordinate(name, known, number)
        if domain == "usual" or known.lowest is not None or known.highest is not None:
            return plain
        if domain == "gentle":
            return plain * _GENTLE
        if domain == "whole":
            count = (coordinate(f"{name} count", _SHARES, number) * _LARGEST_COUNT).floor() + 1
            return count if name[0] in _COUNTERS else plain
        odd = coordinate(f"{name} sign", ANYWHERE, number) < 1
        return -plain if odd else plain

    def value(self, number: int, domain: Domain, levels: tuple[int, ...]) -> tuple[arb | Missing, float]:
        """Return the real value at a point, or why there is none, and what it costs in microseconds.

        The value is sharp to half of the first level's bits, which are the working precision, or it is zero
        as far as can be seen. Levels that cost too much are left out.
        """
        known = self._values.get((number, domain, levels[0]))
        if known is None:
            if len(self._values) > _KEPT:
                self._values.clear()
            known = self.value_at(self.point(number, domain), levels)
            self._values[number, domain, levels[0]] = known
        return known

    def value_at(self, point: Point, levels: tuple[int, ...]) -> tuple[arb | Missing, float]:
        """Return the real value at any point as `value` does, without keeping it."""
        cost = self.traits.cost(levels[0])
        if cost > _LEVEL_COST:
            return "unknown", 0.0
        try:
            quick: arb = value_of(self.tree, point, REAL)
        except NoValue as reason:
            return reason.missing, cost
        if is_sharp(quick, levels[0]):
            return quick, cost
        affordable = tuple(bits for bits in levels if self.traits.cost(bits) <= _LEVEL_COST)
        found, count = known_value(self.tree, point, affordable)
        if not isinstance(found, str) and is_blurred(found):
            found = "unknown"
        return found, 2 * cost + 2 * sum(map(self.traits.cost, affordable[:count]))

    def complex_value(self, number: int, levels: tuple[int, ...]) -> tuple[acb | None, float]:
        """Return the complex value at a usual point, None where there is none, and what it costs."""
        affordable = tuple(bits for bits in levels if _COMPLEX_COST * self.traits.cost(bits) <= _LEVEL_COST)
        if not affordable:
            return None, 0.0
        point = {name: acb(value) for name, value in self.point(number, "usual").items()}
        return evaluate_complex(self.tree, point, affordable), _COMPLEX_COST * self.traits.cost(affordable[0])

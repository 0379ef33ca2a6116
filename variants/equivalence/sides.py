"""One formula of a comparison: its values at numbered points, worked out once, in bounded work."""

from collections.abc import Mapping
from typing import Final, Literal

from flint import acb, arb

from variants.equivalence.evaluation import evaluate_complex, is_blurred, is_sharp, known_value, value_of
from variants.equivalence.points import ANYWHERE, coordinate
from variants.equivalence.traits import traits_of
from variants.equivalence.values.arithmetic_tables import Missing, NoValue
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Tree
from variants.keys import SymbolRange

Domain = Literal["usual", "gentle", "signed"]
"""Numbers in the ranges; where nothing is said, the same made 256 times smaller, or of either sign."""
Points = dict[tuple[frozenset[str], int, Domain], dict[str, arb]]
_GENTLE: Final = 2.0**-8
_LEVEL_COST: Final = 2000.0


class Side:
    """A formula with the values that are already known; `spent` is its work in microseconds, as estimated."""

    def __init__(self, tree: Tree, ranges: Mapping[str, SymbolRange], points: Points | None = None) -> None:
        self.tree = tree
        self.traits = traits_of(tree)
        self.spent = 0.0
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

    def point(self, number: int, domain: Domain) -> dict[str, arb]:
        """Return the numbers of this formula's letters at a point."""
        names = self.traits.names
        found = self._points.get((names, number, domain))
        if found is None:
            found = {name: self._coordinate(name, number, domain) for name in names}
            self._points[names, number, domain] = found
        return found

    def _coordinate(self, name: str, number: int, domain: Domain) -> arb:
        known = self._ranges.get(name, ANYWHERE)
        plain = coordinate(name, known, number)
        if domain == "usual" or known.lowest is not None or known.highest is not None:
            return plain
        if domain == "gentle":
            return plain * _GENTLE
        odd = coordinate(f"{name} sign", ANYWHERE, number) < 1
        return -plain if odd else plain

    def value(self, number: int, domain: Domain, levels: tuple[int, ...]) -> arb | Missing:
        """Return the real value at a point, sharp to half of the first level's bits, or why there is none.

        The first level is the working precision.
        """
        known = self._values.get((number, domain, levels[0]))
        if known is None:
            known = self._worked_out(self.point(number, domain), levels)
            self._values[number, domain, levels[0]] = known
        self.spent += known[1]
        return known[0]

    def _worked_out(self, point: dict[str, arb], levels: tuple[int, ...]) -> tuple[arb | Missing, float]:
        """Return the value and what it cost; levels that are too dear are left out."""
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

    def complex_value(self, number: int, bits: int) -> acb | None:
        """Return the complex value at a usual point, None where there is none or it is too much work."""
        cost = 4 * self.traits.cost(4 * bits)
        if cost > _LEVEL_COST:
            return None
        self.spent += cost
        point = {name: acb(value) for name, value in self.point(number, "usual").items()}
        return evaluate_complex(self.tree, point, precision=bits)

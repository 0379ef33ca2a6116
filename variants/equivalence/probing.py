"""Compare two formulas by their values in rigorous balls at points of the key's own domain.

Balls that don't meet prove a difference. Analytic formulas that agree to eighty bits at two points of many
digits are equal; where a root may hide |…|, or a function comes in pieces, more points are asked.
The domain is the ranges of the letters, positive numbers where nothing is said; if the key has no real value
there, numbers of either sign are tried, then complex values. Points where both have real values are compared,
so an answer may be defined on less than the key, but not nowhere. SymPy is never asked.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal

from flint import acb, arb

from variants.equivalence.elsewhere import differ_elsewhere
from variants.equivalence.evaluation import is_blurred, known_value, levels_from, value_of
from variants.equivalence.modular import equal_modulo
from variants.equivalence.ratios import Pair, constant_ratio, constant_shift
from variants.equivalence.sides import Domain, Side
from variants.equivalence.traits import Traits
from variants.equivalence.values.arithmetic_tables import Missing
from variants.equivalence.values.precision import at_precision
from variants.equivalence.values.real_values import REAL
from variants.grammar.trees import Call, Number, Tree, symbols, walk
from variants.keys import SymbolRange

Outcome = Literal["equal", "different", "unknown"]
_WANTED: Final = (2, 8, 32)
_ENOUGH: Final = 2
_FEW: Final = 4
_MOST: Final = 48
_HOPELESS: Final = 8
_LEAST: Final = 3
_COMPLEX: Final = 12
_BITS: Final = 128
_CLOSEST: Final = 5120
_MOST_BITS: Final = 65_536
_BUDGET: Final = 6000.0
_LONG: Final = 64
_LEVELS: Final = levels_from(_BITS)
_DOMAINS: Final[tuple[Domain, ...]] = ("usual", "gentle", "signed")
_STEPS: Final = frozenset({"floor", "ceil", "sign", "abs", "min", "max"})
_INFINITE_DOMAINS: Final[tuple[Domain, ...]] = ("usual", "signed")
_NUDGE: Final = 1 + 2.0**-40


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What the points say about an answer.

    `ratio` is the constant ratio of answer to key and `shift` their constant difference, if there is one,
    exact if it is a short fraction. `undefined` says that the answer has no value anywhere, as 1/(x − x)
    hasn't, and `imaginary` that it is real nowhere.
    """

    outcome: Outcome
    ratio: Fraction | float | None = None
    shift: Fraction | float | None = None
    undefined: bool = False
    imaginary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Expected:
    """A key's formula and the ranges of its letters; its values are worked out once for all answers."""

    tree: Tree
    ranges: Mapping[str, SymbolRange]
    side: Side = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "side", Side(self.tree, self.ranges))


EQUAL: Final = Probe(outcome="equal")
UNKNOWN: Final = Probe(outcome="unknown")


def compare_with(expected: Expected, answer: Tree) -> Probe:
    """Compare a formula with an expected one."""
    ours = expected.side
    theirs = ours.beside(answer)
    if _needs_exactness(ours.traits, theirs.traits) and equal_modulo(expected.tree, answer):
        return EQUAL
    sides = _Sides(ours, theirs)
    with at_precision(sides.levels[0]):
        if ours.traits.infinite or theirs.traits.infinite:
            return _compared_with_infinity(sides)
        if ours.traits.imaginary or theirs.traits.imaginary:
            return _compared_in_complex(sides)
        probe = _compared(sides)
        if probe.imaginary and not ours.traits.names and _compared_in_complex(sides).outcome == "equal":
            return EQUAL
        return probe


def _needs_exactness(ours: Traits, theirs: Traits) -> bool:
    """Say whether rational formulas have terms that may be too small to be seen beside others."""
    long = ours.bits + theirs.bits > _LONG or ours.steep or theirs.steep
    return long and ours.rational and theirs.rational


def is_zero(tree: Tree, ranges: Mapping[str, SymbolRange]) -> bool | None:
    """Say whether a formula is zero everywhere in its domain; None if that can't be said."""
    outcome = compare_with(Expected(tree=_ZERO, ranges=ranges), tree).outcome
    return None if outcome == "unknown" else outcome == "equal"


_ZERO: Final = Number(Fraction(0))


class _Sides:
    """Key and answer, and how many bits and points they need."""

    __slots__ = ("coarse", "either_sign", "levels", "ours", "spent", "steep", "theirs", "wanted")

    def __init__(self, ours: Side, theirs: Side) -> None:
        one, other = ours.traits, theirs.traits
        self.ours = ours
        self.theirs = theirs
        self.steep = one.steep or other.steep
        bits = min(one.bits + other.bits, _MOST_BITS)
        self.levels = levels_from(_BITS + 64 * math.ceil(bits / 64)) if bits > _LONG else _LEVELS
        self.coarse = one.bits + other.bits > _MOST_BITS
        self.either_sign = ours.has_either_sign()
        pieces = 2 if self.either_sign and (one.rooted or other.rooted) else max(one.pieces, other.pieces)
        self.wanted = _WANTED[pieces] if one.names or other.names else 1
        self.spent = 0.0

    def at(self, side: Side, number: int, domain: Domain) -> arb | Missing:
        """Return the value of a side at a point, or why there is none."""
        found, cost = side.value(number, domain, self.levels)
        self.spent += cost
        return found

    def complex_at(self, side: Side, number: int) -> acb | None:
        """Return the complex value of a side at a usual point, None if there is none."""
        found, cost = side.complex_value(number, self.levels)
        self.spent += cost
        return found


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What the points of a domain said so far.

    `lacking` is why the answer had no value where the key had one, `unasked` why the key had none.
    """

    agreed: int = 0
    different: list[int] = field(default_factory=list)
    lacking: list[Missing] = field(default_factory=list)
    unasked: list[Missing] = field(default_factory=list)

    def is_elsewhere(self) -> bool:
        """Say whether the key seems to have no value in this domain."""
        return not (self.agreed or self.different or self.lacking) and len(self.unasked) >= 3 * _HOPELESS

    def is_narrower(self) -> bool:
        """Say whether the answer has no real value on a good part of where the key has one."""
        return "unknown" not in self.lacking and len(self.lacking) >= _LEAST + self.agreed // 4

    def is_hopeless(self) -> bool:
        """Say whether the answer seems to have no value anywhere."""
        undefined = self.lacking.count("undefined")
        return not self.agreed and (undefined >= _HOPELESS or len(self.lacking) >= 3 * _HOPELESS)


def _compared(sides: _Sides) -> Probe:
    """Compare in the first domain where the key is real, else in complex numbers."""
    for domain in _DOMAINS:
        probe = _compared_in(sides, domain)
        if probe is not None:
            return _at_whole_numbers(sides) or probe if probe.imaginary else probe
        if sides.spent > _BUDGET:
            return UNKNOWN
        if not sides.ours.free_letters():
            break
    return _at_whole_numbers(sides) or _compared_in_complex(sides)


def _at_whole_numbers(sides: _Sides) -> Probe | None:
    """Compare at whole numbers what is real there alone, like (−1)ⁿ; None if there are no such letters."""
    if not sides.ours.counts():
        return None
    sides.wanted = _WANTED[2]
    return _compared_in(sides, "whole")


def _compared_in(sides: _Sides, domain: Domain) -> Probe | None:
    """Compare at points of a domain; None if the key has no real value there."""
    tally = _Tally()
    branches = _may_change_branch(sides)
    for number in range(_MOST if sides.wanted > 1 else 1):
        ours = sides.at(sides.ours, number, domain)
        if isinstance(ours, str):
            tally.unasked.append(ours)
            if tally.is_elsewhere() or sides.spent > _BUDGET:
                break
            continue
        theirs = sides.at(sides.theirs, number, domain)
        if isinstance(theirs, str):
            tally.lacking.append(theirs)
        elif ours.overlaps(theirs):
            tally.agreed += 1
        else:
            tally.different.append(number)
        if tally.different and not branches:
            return _different(sides, domain, number)
        if tally.agreed >= sides.wanted and not tally.different:
            return _settled(sides, domain, tally)
        if sides.spent > _BUDGET or tally.is_hopeless():
            break
    return _judged(sides, domain, tally)


def _judged(sides: _Sides, domain: Domain, tally: _Tally) -> Probe | None:
    """Judge by all points of a domain; None if the key has no real value there."""
    if tally.different:
        on_branches = 3 * tally.agreed >= len(tally.different) and _differs_by_steps(sides, domain, tally)
        return EQUAL if on_branches else _different(sides, domain, tally.different[0])
    enough = min(sides.wanted, _ENOUGH if sides.wanted < _WANTED[2] else _FEW)
    if tally.agreed >= enough:
        return _settled(sides, domain, tally)
    if (
        len(tally.lacking) >= min(sides.wanted, _LEAST)
        and "unknown" not in tally.lacking
        and not tally.agreed
    ):
        undefined = "undefined" in tally.lacking
        return Probe(outcome="different", undefined=undefined, imaginary=not undefined)
    return UNKNOWN if tally.agreed or tally.lacking else None


def _settled(sides: _Sides, domain: Domain, tally: _Tally) -> Probe:
    """Call agreeing formulas equal, unless the answer lacks a part of a range: ln x where ln |x| is meant."""
    if sides.either_sign and tally.is_narrower():
        return Probe(outcome="different")
    return _confirmed(sides, domain)


def _confirmed(sides: _Sides, domain: Domain) -> Probe:
    """Look again far out where formulas come in pieces, and with more bits where terms may be too small."""
    if sides.coarse:
        return UNKNOWN
    positive = domain in ("usual", "gentle")
    if (
        positive
        and not _may_change_branch(sides)
        and differ_elsewhere(sides.ours, sides.theirs, sides.levels)
    ):
        return Probe(outcome="different")
    if not sides.steep and sides.wanted > 1:
        return EQUAL
    closer = levels_from(_CLOSEST if sides.wanted == 1 else sides.levels[1])
    with at_precision(closer[0]):
        for place in (domain, "gentle")[: 1 + sides.steep]:
            ours, theirs = (side.value(0, place, closer)[0] for side in (sides.ours, sides.theirs))
            if not isinstance(ours, str) and not isinstance(theirs, str) and not ours.overlaps(theirs):
                return Probe(outcome="different")
    return EQUAL


def _different(sides: _Sides, domain: Domain, first: int) -> Probe:
    """Return how the formulas belong together, of which a point has shown that they differ."""
    pairs: list[Pair] = []
    for number in range(first, first + (2 * _LEAST if sides.wanted > 1 else 1)):
        if sides.spent > _BUDGET:
            break
        ours, theirs = sides.at(sides.ours, number, domain), sides.at(sides.theirs, number, domain)
        if not isinstance(ours, str) and not isinstance(theirs, str):
            pairs.append((ours, theirs))
        if len(pairs) == _LEAST:
            break
    if len(pairs) < min(sides.wanted, _LEAST):
        return Probe(outcome="different")
    return Probe(outcome="different", ratio=constant_ratio(pairs), shift=constant_shift(pairs))


def _may_change_branch(sides: _Sides) -> bool:
    """Say whether inverse functions of letters without ranges may have been written on other branches.

    A formula with steps of its own, such as ⌊x⌋, is no other branch.
    """
    inverses = sides.ours.traits.inverses or sides.theirs.traits.inverses
    if not inverses or sides.ours.free_letters() != sides.ours.traits.names:
        return False
    both = (*walk(sides.ours.tree), *walk(sides.theirs.tree))
    return not any(isinstance(node, Call) and node.function in _STEPS for node in both)


def _differs_by_steps(sides: _Sides, domain: Domain, tally: _Tally) -> bool:
    """Say whether the difference is a whole number of quarter turns, and keeps to it where letters move.

    The letters moved are those inside inverse functions.
    """
    calls = sides.ours.traits.inverses + sides.theirs.traits.inverses
    moving = frozenset().union(*(symbols(call) for call in calls))
    return all(_keeps_its_step(sides, domain, number, moving) for number in tally.different)


def _keeps_its_step(sides: _Sides, domain: Domain, number: int, moving: frozenset[str]) -> bool:
    place = sides.ours.point(number, domain) | sides.theirs.point(number, domain)
    moved = {name: value * _NUDGE if name in moving else value for name, value in place.items()}
    here, there = (
        value_of(sides.theirs.tree, point, REAL) - value_of(sides.ours.tree, point, REAL)
        for point in (place, moved)
    )
    quarters = (2 * here / arb.pi()).unique_fmpz() if here.is_finite() else None
    return quarters is not None and (2 * here / arb.pi()).contains(quarters) and here.overlaps(there)


def _compared_in_complex(sides: _Sides) -> Probe:
    """Compare complex values: where `i` is meant any difference counts, else only one at every point."""
    meant = sides.ours.traits.imaginary or sides.theirs.traits.imaginary
    count = _COMPLEX if sides.wanted > 1 else 1
    pairs = []
    missing = 0
    for number in range(count):
        ours = sides.complex_at(sides.ours, number)
        theirs = sides.complex_at(sides.theirs, number) if ours is not None else None
        if ours is not None and theirs is not None:
            pairs.append((ours, theirs))
        elif ours is not None:
            missing += 1
        if sides.spent > _BUDGET:
            break
    agreed = sum(ours.overlaps(theirs) for ours, theirs in pairs)
    if agreed < len(pairs) and (meant or not agreed):
        return _different_in_complex(pairs)
    if len(pairs) < min(count, _FEW):
        return Probe(outcome="different", undefined=True) if missing == count else UNKNOWN
    return EQUAL if agreed == len(pairs) else UNKNOWN


def _different_in_complex(pairs: list[tuple[acb, acb]]) -> Probe:
    ratios = [theirs / ours for ours, theirs in pairs]
    real = all(ratio.imag.contains(0) for ratio in ratios)
    ratio = constant_ratio([(arb(1), ratio.real) for ratio in ratios]) if real else None
    return Probe(outcome="different", ratio=ratio)


def _compared_with_infinity(sides: _Sides) -> Probe:
    """Compare values among which is infinity: the same one everywhere, of the same letters, is equal."""
    alike = sides.ours.traits.names == sides.theirs.traits.names
    for domain in _INFINITE_DOMAINS:
        for number in range(_COMPLEX):
            ours, theirs = (
                value_of(side.tree, side.point(number, domain), REAL) for side in (sides.ours, sides.theirs)
            )
            finite = ours.is_finite() and theirs.is_finite()
            if not (ours.overlaps(theirs) if finite else alike and ours == theirs):
                return Probe(outcome="different")
    return EQUAL


def sign_at(tree: Tree, point: Mapping[str, arb]) -> Literal[-1, 0, 1] | None:
    """Return the sign of the real value at a point; None if there is no real value or it can't be known."""
    found, _ = known_value(tree, point, levels_from(_BITS))
    if isinstance(found, str) or not found.is_finite():
        return None
    if found > 0:
        return 1
    if found < 0:
        return -1
    return None if is_blurred(found) else 0

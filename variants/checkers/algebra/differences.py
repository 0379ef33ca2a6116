"""Say why a formula is wrong, in the field's words, without giving the right one away."""

import math
from fractions import Fraction
from typing import Final

from variants.checkers.algebra.formula_units import ANGLES, dimension_slip, have_units
from variants.equivalence.evaluation import evaluate_real
from variants.equivalence.points import points_for
from variants.equivalence.probing import Expected, Probe, compare_with
from variants.equivalence.rewriting import rewritten
from variants.grammar.printing import print_formula
from variants.grammar.trees import Call, Constant, Number, Operation, Symbol, Tree, symbols, walk
from variants.quantities.unit_table import Dimension
from variants.texts import Text

Reason = tuple[str, Text]
_SLIGHTLY: Final = 0.011
_ONE: Final = Number(Fraction(1))
_DEGREE: Final = Constant("degree")
_EXACTLY: Final = 1e-9
_UNDEFINED: Final = Text(
    en="This never has a value: it divides by zero, or takes a root or logarithm of what has none.",
    ru="Это выражение не имеет смысла ни при каких значениях букв: деление на ноль, корень или логарифм.",
)
_SIGN: Final = Text(en="The sign is wrong.", ru="Неверный знак.")
_FACTOR: Final = Text(en="It differs by a constant factor.", ru="Отличается постоянным множителем.")
_SHIFT: Final = Text(en="It differs by a number that is added.", ru="Отличается постоянным слагаемым.")
_POWER_OF_TEN: Final = Text(en="It differs by a power of ten.", ru="Отличается степенью десяти.")
_ROUNDING: Final = Text(
    en="It is close, but a number in it is rounded: keep fractions, roots and π as they are.",
    ru="Близко к верному, но число округлено: оставьте дроби, корни и π как есть.",
)
_RECIPROCAL: Final = Text(
    en="The fraction is turned upside down.",
    ru="Дробь перевёрнута: числитель и знаменатель поменялись местами.",
)
_DEGREES: Final = Text(
    en="Degrees and radians are mixed up: an angle without ° is in radians.",
    ru="Перепутаны градусы и радианы: угол без знака ° считается в радианах.",
)
_MISSING: Final = Text(
    en="The answer depends on something else as well: a letter is missing.",
    ru="Ответ зависит ещё от чего-то: не хватает буквы.",
)
_DIFFERENT: Final = Text(en="This is another formula.", ru="Это другая формула.")


def difference(
    expected: Expected, given: Tree, probe: Probe, *, wanted: Dimension | None = None, decimals: bool = False
) -> Reason:
    """Name what is different.

    `wanted` is the dimension that the answer should have, where it is known; `decimals` says that a number
    was typed with a decimal point.
    """
    return (
        _by_domain(probe)
        or _by_ratio(probe, decimals=decimals)
        or _by_other_formula(expected, given)
        or _by_factor(expected, probe)
        or _by_units(expected, given, wanted)
        or _by_letters(expected.tree, given)
        or ("different", _DIFFERENT)
    )


def _by_domain(probe: Probe) -> Reason | None:
    return ("undefined", _UNDEFINED) if probe.undefined else None


def _by_ratio(probe: Probe, *, decimals: bool) -> Reason | None:
    """Name a constant ratio of answer to key that tells what went wrong."""
    if decimals and probe.shift and abs(float(probe.shift)) < _EXACTLY:
        return "rounding", _ROUNDING
    if not probe.ratio:
        return None
    ratio = float(probe.ratio)
    if abs(ratio + 1) < _EXACTLY:
        return "sign", _SIGN
    if abs(ratio - 1) < _SLIGHTLY:
        return ("rounding", _ROUNDING) if decimals else None
    if ratio > 0 and abs(round(math.log10(ratio)) - math.log10(ratio)) < _EXACTLY:
        return "power_of_ten", _POWER_OF_TEN
    return None


def _by_factor(expected: Expected, probe: Probe) -> Reason | None:
    """Name any other constant ratio or difference; numbers without letters always have both."""
    if not symbols(expected.tree):
        return None
    if probe.ratio:
        return "factor", _FACTOR
    return ("shift", _SHIFT) if probe.shift else None


def _by_units(expected: Expected, given: Tree, wanted: Dimension | None) -> Reason | None:
    # A number is given in the unit of the key; units by which the key clashes are not the ones meant.
    if (
        not symbols(given)
        or not have_units(expected.ranges)
        or dimension_slip(expected.tree, expected.ranges)
    ):
        return None
    message = dimension_slip(given, expected.ranges, wanted)
    return ("dimension", message) if message else None


def _by_other_formula(expected: Expected, given: Tree) -> Reason | None:
    """Say what the answer would have to be changed into to be right: its reciprocal, or its angles' unit."""
    if symbols(given) != symbols(expected.tree):
        return None
    if _is_equal(expected, Operation("/", _ONE, given)):
        return "reciprocal", _RECIPROCAL
    if any(isinstance(node, Call) and node.function in ANGLES for node in walk(given)):
        for change in (_in_degrees, _in_radians):
            if _is_equal(expected, rewritten(given, change)):
                return "degrees", _DEGREES
    return None


def _is_equal(expected: Expected, given: Tree) -> bool:
    """Say whether two formulas with the same letters are equal; most differ at the first point."""
    (point,) = points_for(symbols(given), expected.ranges, 1)
    ours, theirs = evaluate_real(expected.tree, point), evaluate_real(given, point)
    if ours is not None and theirs is not None and not ours.overlaps(theirs):
        return False
    return compare_with(expected, given).outcome == "equal"


def _in_degrees(node: Tree) -> Tree:
    if not (isinstance(node, Call) and node.function in ANGLES):
        return node
    return Call(node.function, (Operation("*", node.arguments[0], _DEGREE),))


def _in_radians(node: Tree) -> Tree:
    if not (isinstance(node, Call) and node.function in ANGLES):
        return node
    return Call(node.function, (Operation("/", node.arguments[0], _DEGREE),))


def _by_letters(expected: Tree, given: Tree) -> Reason | None:
    extra = sorted(symbols(given) - symbols(expected))
    if extra:
        printed = ", ".join(print_formula(Symbol(name), "en") for name in extra)
        return "extra_letters", Text(
            en=f"The answer doesn't depend on {printed}.", ru=f"Ответ не зависит от {printed}."
        )
    return ("missing_letter", _MISSING) if symbols(expected) - symbols(given) else None

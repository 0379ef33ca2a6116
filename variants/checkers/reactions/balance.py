"""Judge an equation whose substances are the expected ones: coefficients, direction, structures."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from variants.checkers.reactions.details import missing_details
from variants.checkers.reactions.sides import ATOMS, BALANCED, HALF, Comparison
from variants.checkers.verdicts import RIGHT, Facts, Verdict, partly, right, undecided, wrong
from variants.chemistry.amounts import Partings, is_multiple, parted, same_substances, turned, without_quanta
from variants.chemistry.conservation import Imbalance, describe_imbalance, imbalances
from variants.chemistry.structures import likeness
from variants.chemistry.terms import Term
from variants.texts import Text

_SAME_THING: Final = (
    ("H3O^+", "H^+", "H2O"),
    ("NH4OH", "NH3", "H2O"),
    ("P4O10", "P2O5", "P2O5"),
    ("P4O6", "P2O3", "P2O3"),
    ("P4", *["P"] * 4),
    ("S8", *["S"] * 8),
)
_UNSTABLE: Final = (("H2CO3", "CO2", "H2O"), ("H2SO3", "SO2", "H2O"))


def check_balance(comparison: Comparison) -> Verdict | None:
    """Judge the answer if it has the right substances, on the right sides or turned round; else None."""
    wanted, entered = comparison.wanted, comparison.entered
    if is_multiple(entered, wanted):
        return _check_details(comparison, "equal")
    if same_substances(entered, wanted):
        return _check_coefficients(comparison)
    if _agree_after(comparison, _SAME_THING) or is_multiple(without_quanta(entered, wanted), wanted):
        return _lacking(comparison) or right("equal", RIGHT, comparison.reading)
    if same_substances(entered, turned(wanted)):
        message = Text(
            en="The sides are swapped: the equation is written the other way round.",
            ru="Стороны перепутаны: уравнение записано в обратную сторону.",
        )
        return wrong("reversed", message, comparison.reading)
    if _agree_after(comparison, _UNSTABLE):
        message = Text(
            en="The acid is unstable: write the gas and the water that it decomposes into.",
            ru="Кислота неустойчива: запишите газ и воду, на которые она распадается.",
        )
        return partly(HALF, "unstable_acid", message, comparison.reading)
    return None


def describe_imbalances(found: Sequence[Imbalance]) -> Text:
    """Say everything that is not conserved, in one sentence."""
    said = [describe_imbalance(imbalance) for imbalance in found]
    english, russian = ("; ".join(one.in_language(language) for one in said) for language in ("en", "ru"))
    return Text(en=english[:1].upper() + english[1:] + ".", ru=russian[:1].upper() + russian[1:] + ".")


def counted(found: Sequence[Imbalance]) -> Facts:
    """Return what is not conserved as facts: `O_left`, `O_right`; `charge_left` in elementary charges."""
    return {
        f"{imbalance.symbol or 'charge'}_{side}": count if isinstance(count, int) else float(count)
        for imbalance in found
        for side, count in (("left", imbalance.left), ("right", imbalance.right))
    }


def _agree_after(comparison: Comparison, partings: Partings) -> bool:
    given, expected = parted(comparison.entered, partings), parted(comparison.wanted, partings)
    if given is None and expected is None:
        return False
    return is_multiple(given or comparison.entered, expected or comparison.wanted)


def _lacking(comparison: Comparison) -> Verdict | None:
    missing = missing_details(comparison)
    return None if missing is None else partly(BALANCED, *missing, comparison.reading)


def _check_details(comparison: Comparison, reason: str) -> Verdict:
    if lacking := _lacking(comparison):
        return lacking
    if not _structures_agree(comparison):
        message = Text(
            en="The composition is right; whether the structures are, the teacher decides.",
            ru="Состав веществ верный; строение проверит учитель.",
        )
        return undecided("structure_unclear", message, comparison.reading, suggested=Fraction(1))
    return right(reason, RIGHT, comparison.reading)


def _check_coefficients(comparison: Comparison) -> Verdict:
    """Judge other coefficients: conserved is right unless the key's own are demanded."""
    found = imbalances(comparison.given)
    if found:
        atoms_conserved = all(imbalance.symbol in ("", "Z") for imbalance in found)
        score = ATOMS if atoms_conserved and comparison.key.form != "half" else HALF
        return partly(
            score, "unbalanced", describe_imbalances(found), comparison.reading, facts=counted(found)
        )
    if imbalances(comparison.expected) or comparison.key.coefficients == "key":
        message = Text(
            en="Atoms and charge are conserved, but the substances stand in another proportion.",
            ru="Атомы и заряд сохраняются, но соотношение веществ другое.",
        )
        return partly(BALANCED, "other_proportion", message, comparison.reading)
    return _check_details(comparison, "other_balance")


def _structures_agree(comparison: Comparison) -> bool:
    given, expected = comparison.given, comparison.expected
    return _side_structures_agree(given.left, expected.left) and _side_structures_agree(
        given.right, expected.right
    )


def _side_structures_agree(given: Sequence[Term], expected: Sequence[Term]) -> bool:
    texts = {other.text for _, other in expected}
    return all(
        one.text in texts or any(likeness(one, other) == "same" for _, other in expected) for _, one in given
    )

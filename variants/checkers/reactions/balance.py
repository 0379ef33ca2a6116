"""Judge an equation whose substances are the expected ones: coefficients, direction, states, structures."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from variants.checkers.reactions.sides import HALF, Comparison, listed
from variants.checkers.verdicts import Verdict, partly, right, undecided, wrong
from variants.chemistry.amounts import Partings, multiple, parted, same_substances, turned
from variants.chemistry.conservation import describe_imbalance, imbalances
from variants.chemistry.reactions import Reaction, smallest
from variants.chemistry.structures import likeness
from variants.chemistry.substances import Substance
from variants.texts import Text

_SAME_THING: Final = (("H3O^+", "H^+", "H2O"), ("NH4OH", "NH3", "H2O"))
_UNSTABLE: Final = (("H2CO3", "CO2", "H2O"), ("H2SO3", "SO2", "H2O"))


def check_balance(comparison: Comparison) -> Verdict | None:
    """Judge the answer if it has the right substances, on the right sides or turned round; else None."""
    wanted, entered = comparison.wanted, comparison.entered
    if multiple(entered, wanted) is not None:
        return _check_details(comparison)
    if _agree_after(comparison, _SAME_THING):
        return right("equal", Text(en="Right.", ru="Верно."), comparison.reading)
    if same_substances(entered, turned(wanted)):
        message = Text(
            en="The equation is written the other way round.", ru="Уравнение записано в обратную сторону."
        )
        return wrong("reversed", message, comparison.reading)
    if same_substances(entered, wanted):
        return _check_coefficients(comparison)
    if _agree_after(comparison, _UNSTABLE):
        message = Text(
            en="The acid is unstable: write the gas and the water that it decomposes into.",
            ru="Кислота неустойчива: запишите газ и воду, на которые она распадается.",
        )
        return partly(HALF, "unstable_acid", message, comparison.reading)
    return None


def describe_imbalances(reaction: Reaction) -> Text:
    """Say everything that is not conserved, in one sentence."""
    said = [describe_imbalance(imbalance) for imbalance in imbalances(reaction)]
    english, russian = ("; ".join(one.in_language(language) for one in said) for language in ("en", "ru"))
    return Text(en=english[:1].upper() + english[1:] + ".", ru=russian[:1].upper() + russian[1:] + ".")


def _agree_after(comparison: Comparison, partings: Partings) -> bool:
    given, expected = parted(comparison.entered, partings), parted(comparison.wanted, partings)
    if given is None and expected is None:
        return False
    return multiple(given or comparison.entered, expected or comparison.wanted) is not None


def _check_details(comparison: Comparison) -> Verdict:
    if comparison.key.coefficients == "smallest" and not _are_smallest(comparison.given):
        message = Text(
            en="Balanced; now make the coefficients the smallest whole numbers.",
            ru="Уравнено верно; сократите коэффициенты до наименьших целых.",
        )
        return partly(HALF, "not_smallest", message, comparison.reading)
    if comparison.key.states == "required":
        wrong_states = _wrong_states(comparison)
        if wrong_states:
            message = Text(
                en=f"Check the state of: {listed(wrong_states)}.",
                ru=f"Проверьте агрегатное состояние: {listed(wrong_states)}.",
            )
            return partly(HALF, "states", message, comparison.reading)
    if not _structures_agree(comparison):
        message = Text(
            en="The composition is right; whether the structures are, the teacher decides.",
            ru="Состав веществ верный; строение проверит учитель.",
        )
        return undecided("structure_unclear", message, comparison.reading, suggested=Fraction(1))
    return right("equal", Text(en="Right.", ru="Верно."), comparison.reading)


def _check_coefficients(comparison: Comparison) -> Verdict:
    if imbalances(comparison.given):
        return partly(HALF, "unbalanced", describe_imbalances(comparison.given), comparison.reading)
    message = Text(
        en="Atoms and charge are conserved, but the substances stand in another proportion.",
        ru="Атомы и заряд сохраняются, но соотношение веществ другое.",
    )
    return partly(HALF, "other_proportion", message, comparison.reading)


def _are_smallest(reaction: Reaction) -> bool:
    counts = [count for count, _ in (*reaction.left, *reaction.right)]
    reduced = smallest(reaction)
    return counts == [count for count, _ in (*reduced.left, *reduced.right)]


def _wrong_states(comparison: Comparison) -> tuple[Substance, ...]:
    found: list[Substance] = []
    for given, expected in (
        (comparison.given.left, comparison.expected.left),
        (comparison.given.right, comparison.expected.right),
    ):
        demanded = {substance: substance.state for _, substance in expected}
        found += [one for _, one in given if demanded.get(one) and one.state != demanded[one]]
    return tuple(found)


def _structures_agree(comparison: Comparison) -> bool:
    return all(
        _side_structures_agree([one for _, one in given], [one for _, one in expected])
        for given, expected in (
            (comparison.given.left, comparison.expected.left),
            (comparison.given.right, comparison.expected.right),
        )
    )


def _side_structures_agree(given: Iterable[Substance], expected: list[Substance]) -> bool:
    return all(any(likeness(one, other) == "same" for other in expected) for one in given)

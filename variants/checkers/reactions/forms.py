"""Notice an equation of the wrong form: spectators left in, or molecules where ions are asked."""

from collections.abc import Sequence

from variants.checkers.reactions.sides import FOREIGN, HALF, Comparison, listed
from variants.checkers.verdicts import Verdict, partly, wrong
from variants.chemistry.amounts import Amounts, cancelled, is_multiple
from variants.chemistry.substances import Substance
from variants.chemistry.typed.bodies import Count
from variants.texts import Text

Composition = tuple[tuple[str, Count], ...]


def check_form(comparison: Comparison) -> Verdict | None:
    """Judge an answer whose form is not the one asked for; None if its form is no reason."""
    wanted, entered = comparison.wanted, comparison.entered
    if entered.both and _is_multiple(cancelled(entered), cancelled(wanted)):
        return _repeated(comparison)
    if comparison.key.form == "ionic" and _is_multiple(entered, cancelled(wanted)):
        message = Text(
            en="This is the net ionic equation; the full one is asked for.",
            ru="Это сокращённое ионное уравнение, а нужно полное.",
        )
        return partly(HALF, "net_instead_of_full", message, comparison.reading)
    if _has_ions(wanted) and not _has_ions(entered) and _neutral(entered) == _neutral(wanted):
        message = Text(en="The charges of the ions are missing.", ru="Не указаны заряды ионов.")
        return wrong("charge", message, comparison.reading)
    if comparison.key.form != "half" and _has_ions(wanted) and not _has_ions(entered):
        message = Text(
            en="The strong electrolytes have to be written as ions.",
            ru="Сильные электролиты нужно записать в виде ионов.",
        )
        return wrong("molecules_instead_of_ions", message, comparison.reading)
    if _has_ions(entered) and not _has_ions(wanted) and comparison.key.form == "molecular":
        message = Text(
            en="Write whole formulas of substances, without ions.",
            ru="Запишите формулы веществ целиком, без ионов.",
        )
        return wrong("ions_instead_of_molecules", message, comparison.reading)
    return None


def _repeated(comparison: Comparison) -> Verdict:
    known = {*comparison.wanted.left, *comparison.wanted.right}
    foreign = [one for one in comparison.entered.both if one not in known]
    if foreign and comparison.key.form == "molecular":
        return _not_taking_part(comparison, foreign)
    names = listed(comparison.entered.both)
    message = Text(
        en=f"{names}: on both sides in these amounts; compare the two sides.",
        ru=f"{names}: есть в обеих частях; сравните левую и правую части.",
    )
    return partly(HALF, "spectators", message, comparison.reading)


def _not_taking_part(comparison: Comparison, foreign: Sequence[Substance]) -> Verdict:
    names, alone = listed(foreign), len(foreign) == 1
    message = Text(
        en=f"{names} {'does' if alone else 'do'} not take part: "
        f"{'it stands' if alone else 'they stand'} on both sides.",
        ru=f"{names} не {'участвует' if alone else 'участвуют'}: "
        f"{'это вещество стоит' if alone else 'эти вещества стоят'} в обеих частях.",
    )
    facts = {"extra_left": names, "extra_right": names}
    return partly(FOREIGN, "other_substances", message, comparison.reading, facts=facts)


def _is_multiple(given: Amounts, expected: Amounts) -> bool:
    return bool(expected.left or expected.right) and is_multiple(given, expected)


def _neutral(amounts: Amounts) -> tuple[frozenset[Composition], ...]:
    return tuple(
        frozenset(one.composition for one in side if one.composition)
        for side in (amounts.left, amounts.right)
    )


def _has_ions(amounts: Amounts) -> bool:
    return any(one.charge and one.composition for one in (*amounts.left, *amounts.right))

"""Judge an equation with other substances than the expected ones: what is extra, what is missing."""

from fractions import Fraction
from typing import Final

from variants.checkers.reactions.balance import counted, describe_imbalances
from variants.checkers.reactions.sides import HALF, Comparison, listed
from variants.checkers.verdicts import Verdict, partly, wrong
from variants.chemistry.amounts import Side
from variants.chemistry.conservation import imbalances
from variants.chemistry.substances import Substance
from variants.texts import Text

_NOTHING: Final = Text(en="", ru="")
_ON_THE_LEFT: Final = (
    Text(en="Electrons are missing on the left.", ru="Слева не хватает электронов."),
    Text(en="A starting substance is missing.", ru="Не хватает исходного вещества."),
    Text(en="Starting substances are missing.", ru="Не хватает исходных веществ."),
)
_ON_THE_RIGHT: Final = (
    Text(en="Electrons are missing on the right.", ru="Справа не хватает электронов."),
    Text(en="A product is missing.", ru="Не хватает продукта."),
    Text(en="Products are missing.", ru="Не хватает продуктов."),
)


def check_species(comparison: Comparison) -> Verdict:
    """Name what does not take part and count what is missing; right products earn a share of a half."""
    found = imbalances(comparison.given)
    message = _joined(
        [_extra(comparison), *_missing(comparison), describe_imbalances(found) if found else _NOTHING],
    )
    score = _share(comparison)
    facts = {**_compared(comparison), **counted(found)}
    if score:
        return partly(score, "other_substances", message, comparison.reading, facts=facts)
    return wrong("other_substances", message, comparison.reading, facts=facts)


def _compared(comparison: Comparison) -> dict[str, str]:
    """Return what stands on either side and not in the key, and what lacks there."""
    wanted, entered = comparison.wanted, comparison.entered
    compared = {
        "extra_left": listed(one for one in entered.left if one not in wanted.left),
        "extra_right": listed(one for one in entered.right if one not in wanted.right),
        "missing_left": listed(one for one in wanted.left if one not in entered.left),
        "missing_right": listed(one for one in wanted.right if one not in entered.right),
    }
    return {name: said for name, said in compared.items() if said}


def _share(comparison: Comparison) -> Fraction:
    """Credit products only, and only for the right starting substances: those are mostly given."""
    wanted, entered = comparison.wanted, comparison.entered
    if set(entered.left) != set(wanted.left):
        return Fraction(0)
    found = len(set(entered.right) & set(wanted.right))
    return HALF * Fraction(found, len(set(entered.right) | set(wanted.right)))


def _extra(comparison: Comparison) -> Text:
    wanted, entered = comparison.wanted, comparison.entered
    everything = set(wanted.left) | set(wanted.right)
    extra = dict.fromkeys(one for one in (*entered.left, *entered.right) if one not in everything)
    moved = dict.fromkeys(
        one
        for side, here in ((entered.left, wanted.left), (entered.right, wanted.right))
        for one in side
        if one in everything and one not in here
    )
    return _joined([_not_taking_part(tuple(extra)), _wrong_side(tuple(moved))])


def _not_taking_part(extra: tuple[Substance, ...]) -> Text:
    if not extra:
        return _NOTHING
    verb = "не участвует" if len(extra) == 1 else "не участвуют"
    english = "does not take part" if len(extra) == 1 else "do not take part"
    return Text(en=f"{listed(extra)} {english}.", ru=f"{listed(extra)} {verb}.")


def _wrong_side(moved: tuple[Substance, ...]) -> Text:
    if not moved:
        return _NOTHING
    return Text(en=f"On the wrong side: {listed(moved)}.", ru=f"Не в той части уравнения: {listed(moved)}.")


def _missing(comparison: Comparison) -> list[Text]:
    wanted, entered = comparison.wanted, comparison.entered
    return [
        _missing_on_side(wanted.left, entered.left, _ON_THE_LEFT),
        _missing_on_side(wanted.right, entered.right, _ON_THE_RIGHT),
    ]


def _missing_on_side(wanted: Side, entered: Side, said: tuple[Text, Text, Text]) -> Text:
    electrons, single, several = said
    missing = [substance for substance in wanted if substance not in entered]
    if len(missing) == 1 and not missing[0].composition:
        return electrons
    lacking = len(missing) - len([one for one in entered if one not in wanted])
    return (several if lacking > 1 else single) if lacking > 0 else _NOTHING


def _joined(texts: list[Text]) -> Text:
    english, russian = (
        " ".join(filter(None, (text.in_language(language) for text in texts))) for language in ("en", "ru")
    )
    return Text(en=english, ru=russian)

"""Judge an equation with other substances than the expected ones: what is extra, what is missing."""

from fractions import Fraction

from variants.checkers.reactions.balance import describe_imbalances
from variants.checkers.reactions.sides import HALF, Comparison, listed
from variants.checkers.verdicts import Verdict, partly, wrong
from variants.chemistry.amounts import Side
from variants.chemistry.conservation import imbalances
from variants.chemistry.substances import Substance
from variants.texts import Text


def check_species(comparison: Comparison) -> Verdict:
    """Name what does not take part and count what is missing; right products earn a share of a half."""
    message = _joined(
        [_extra(comparison), *_missing(comparison), _not_conserved(comparison)],
    )
    score = _share(comparison)
    if score:
        return partly(score, "other_substances", message, comparison.reading)
    return wrong("other_substances", message, comparison.reading)


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
        return Text(en="", ru="")
    verb = "не участвует" if len(extra) == 1 else "не участвуют"
    english = "does not take part" if len(extra) == 1 else "do not take part"
    return Text(en=f"{listed(extra)} {english}.", ru=f"{listed(extra)} {verb}.")


def _wrong_side(moved: tuple[Substance, ...]) -> Text:
    if not moved:
        return Text(en="", ru="")
    return Text(en=f"On the wrong side: {listed(moved)}.", ru=f"Не в той части уравнения: {listed(moved)}.")


def _missing(comparison: Comparison) -> list[Text]:
    wanted, entered = comparison.wanted, comparison.entered
    return [
        _missing_on_side(wanted.left, entered.left, Text(en="on the left", ru="слева")),
        _missing_on_side(wanted.right, entered.right, Text(en="on the right", ru="справа")),
    ]


def _missing_on_side(wanted: Side, entered: Side, where: Text) -> Text:
    missing = [one for one in wanted if one not in entered]
    if len(missing) == 1 and not missing[0].composition:
        return Text(en=f"Electrons are missing {where.en}.", ru=f"Не хватает электронов {where.ru}.")
    if not missing or len(missing) <= len([one for one in entered if one not in wanted]):
        return Text(en="", ru="")
    return Text(en=f"Something is missing {where.en}.", ru=f"Чего-то не хватает {where.ru}.")


def _not_conserved(comparison: Comparison) -> Text:
    return describe_imbalances(comparison.given) if imbalances(comparison.given) else Text(en="", ru="")


def _joined(texts: list[Text]) -> Text:
    english, russian = (
        " ".join(filter(None, (text.in_language(language) for text in texts))) for language in ("en", "ru")
    )
    return Text(en=english, ru=russian)

"""What a key may demand beside a balanced equation: the smallest coefficients, states, conditions."""

from collections.abc import Iterator
from math import gcd

from variants.checkers.reactions.sides import Comparison, listed
from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance
from variants.chemistry.typed.conditions import missing_conditions
from variants.texts import Text


def missing_details(comparison: Comparison) -> tuple[str, Text] | None:
    """Return the reason and the message for all that is demanded and missing; None if nothing is."""
    found = list(_missing(comparison))
    if not found:
        return None
    english, russian = (
        " ".join(message.in_language(language) for _, message in found) for language in ("en", "ru")
    )
    return found[0][0], Text(en=english, ru=russian)


def _missing(comparison: Comparison) -> Iterator[tuple[str, Text]]:
    key = comparison.key
    if key.coefficients == "smallest" and not _are_smallest(comparison.given):
        yield (
            "not_smallest",
            Text(
                en="Balanced; now make the coefficients the smallest whole numbers.",
                ru="Уравнено верно; сократите коэффициенты до наименьших целых.",
            ),
        )
    if key.states == "required" and (substances := _wrong_states(comparison)):
        yield (
            "states",
            Text(
                en=f"Check the state of: {listed(substances)}.",
                ru=f"Проверьте агрегатное состояние: {listed(substances)}.",
            ),
        )
    if key.conditions == "required" and missing_conditions(
        comparison.given.conditions, comparison.expected.conditions
    ):
        yield (
            "conditions",
            Text(
                en="Write the conditions of the reaction over the arrow, as in =t=.",
                ru="Укажите условия реакции над стрелкой, например =t=.",
            ),
        )


def _are_smallest(reaction: Reaction) -> bool:
    counts = [count for count, _ in (*reaction.left, *reaction.right)]
    return all(count.denominator == 1 for count in counts) and gcd(*(int(count) for count in counts)) == 1


def _wrong_states(comparison: Comparison) -> tuple[Substance, ...]:
    found: list[Substance] = []
    for given, expected in (
        (comparison.given.left, comparison.expected.left),
        (comparison.given.right, comparison.expected.right),
    ):
        demanded = {substance: substance.state for _, substance in expected}
        found += [one for _, one in given if demanded.get(one) and one.state != demanded[one]]
    return tuple(found)

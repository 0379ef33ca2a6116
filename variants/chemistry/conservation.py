"""What an equation gains or loses: atoms of each element and charge, or nucleons, counted on both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from variants.chemistry.nuclides import ELECTRON, Numbers, is_nuclear, name_in_genitive, numbers_of
from variants.chemistry.reactions import Reaction
from variants.chemistry.substances import Substance
from variants.chemistry.terms import Term
from variants.chemistry.typed.bodies import Count
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Imbalance:
    """An element whose amounts on the two sides differ; `symbol` is empty for the charge.

    In a nuclear equation it is `A` for the sum of mass numbers and `Z` for that of charge numbers.
    """

    symbol: str
    left: Count
    right: Count


def imbalances(reaction: Reaction) -> tuple[Imbalance, ...]:
    """Return everything that is not conserved, elements first; nothing for a balanced equation."""
    nuclei = nuclear_numbers(reaction)
    if nuclei is not None:
        return _nuclear_imbalances(reaction, nuclei)
    left, right = _atoms(reaction.left), _atoms(reaction.right)
    found = [
        Imbalance(symbol=symbol, left=left.get(symbol, 0), right=right.get(symbol, 0))
        for symbol in {**left, **right}
        if left.get(symbol, 0) != right.get(symbol, 0)
    ]
    before, after = _charge(reaction.left), _charge(reaction.right)
    return (*found, Imbalance(symbol="", left=before, right=after)) if before != after else tuple(found)


def nuclear_numbers(reaction: Reaction) -> dict[Substance, Numbers] | None:
    """Return the numbers of all nuclei and particles of a nuclear equation; None for any other equation."""
    numbers: dict[Substance, Numbers] = {}
    if not has_nuclides(reaction):
        return None
    for _, one in (*reaction.left, *reaction.right):
        known = ELECTRON if not one.composition else _bare_nucleus(one)
        if known is None:
            return None
        numbers[one] = known
    return numbers


def describe_imbalance(imbalance: Imbalance) -> Text:
    """Say it as a teacher would: «кислорода слева 6, справа 5», «заряд слева +1, справа +2»."""
    left, right = imbalance.left, imbalance.right
    if not imbalance.symbol:
        before, after = _signed(left), _signed(right)
        return Text(
            en=f"charge: {before} on the left, {after} on the right",
            ru=f"заряд слева {before}, справа {after}",
        )
    name = _SUMS.get(imbalance.symbol) or name_in_genitive(imbalance.symbol)
    return Text(
        en=f"{name.en}: {left} on the left, {right} on the right",
        ru=f"{name.ru} слева {left}, справа {right}",
    )


def has_nuclides(reaction: Reaction) -> bool:
    """Say whether an element stands with its mass number somewhere, or a particle of nuclear reactions."""
    for _, one in (*reaction.left, *reaction.right):
        for symbol, _ in one.composition:
            if is_nuclear(symbol):
                return True
    return False


def _bare_nucleus(substance: Substance) -> Numbers | None:
    if len(substance.composition) != 1:
        return None
    symbol, count = substance.composition[0]
    return numbers_of(symbol) if count == 1 else None


def _nuclear_imbalances(reaction: Reaction, nuclei: dict[Substance, Numbers]) -> tuple[Imbalance, ...]:
    found = []
    for place, symbol in enumerate(("A", "Z")):
        left, right = (
            sum((count * nuclei[one][place] for count, one in side), 0)
            for side in (reaction.left, reaction.right)
        )
        if left != right:
            found.append(Imbalance(symbol=symbol, left=left, right=right))
    return tuple(found)


def _atoms(side: Sequence[Term]) -> dict[str, Count]:
    total: dict[str, Count] = {}
    for count, substance in side:
        for symbol, number in substance.composition:
            total[symbol] = total.get(symbol, 0) + count * number
    return total


def _charge(side: Iterable[Term]) -> Count:
    return sum((count * substance.charge for count, substance in side), 0)


def _signed(charge: Count | Fraction) -> str:
    if charge == 0:
        return "0"
    return f"+{charge}" if charge > 0 else f"−{-charge}"


_SUMS = {
    "A": Text(en="sum of mass numbers", ru="сумма массовых чисел"),
    "Z": Text(en="sum of charge numbers", ru="сумма зарядовых чисел"),
}

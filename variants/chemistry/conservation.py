"""What an equation gains or loses: atoms of each element and charge, counted on both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from variants.chemistry.elements import ELEMENTS
from variants.chemistry.reactions import Reaction, Term
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Imbalance:
    """An element (or the charge, when `symbol` is empty) whose amounts on the two sides differ."""

    symbol: str
    left: Fraction
    right: Fraction


def imbalances(reaction: Reaction) -> tuple[Imbalance, ...]:
    """Return everything that is not conserved, elements first; nothing for a balanced equation."""
    symbols = dict.fromkeys(
        symbol for _, substance in (*reaction.left, *reaction.right) for symbol, _ in substance.composition
    )
    found = [
        Imbalance(symbol=symbol, left=_atoms(reaction.left, symbol), right=_atoms(reaction.right, symbol))
        for symbol in symbols
    ]
    found.append(Imbalance(symbol="", left=_charge(reaction.left), right=_charge(reaction.right)))
    return tuple(one for one in found if one.left != one.right)


def describe_imbalance(imbalance: Imbalance) -> Text:
    """Say it as a teacher would: «кислорода слева 6, справа 5», «заряд слева +1, справа +2»."""
    left, right = imbalance.left, imbalance.right
    if not imbalance.symbol:
        before, after = _signed(left), _signed(right)
        return Text(
            en=f"charge: {before} on the left, {after} on the right",
            ru=f"заряд слева {before}, справа {after}",
        )
    element = ELEMENTS[imbalance.symbol]
    return Text(
        en=f"{element.name.en}: {left} on the left, {right} on the right",
        ru=f"{element.genitive} слева {left}, справа {right}",
    )


def _atoms(side: Iterable[Term], symbol: str) -> Fraction:
    return sum((Fraction(count) * substance.atoms.get(symbol, 0) for count, substance in side), Fraction(0))


def _charge(side: Iterable[Term]) -> Fraction:
    return sum((Fraction(count) * substance.charge for count, substance in side), Fraction(0))


def _signed(charge: Fraction) -> str:
    if charge == 0:
        return "0"
    return f"+{charge}" if charge > 0 else f"−{-charge}"

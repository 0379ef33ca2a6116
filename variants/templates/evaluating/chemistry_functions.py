"""The functions of substances and reactions, for one combination at a time; what has no value is unusable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from variants.chemistry.ionic import NothingReacts, ionic, net_ionic
from variants.chemistry.reactions import NoUniqueBalance, Reaction, balance, coefficient
from variants.chemistry.salts import NotInSolubilityTable, NotIons, salt, solubility
from variants.chemistry.substances import Substance, molar_mass, read_substance
from variants.chemistry.typed.cursors import UnreadableSubstance
from variants.templates.evaluating.columns import UNUSABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """Substances with their counts, in the order written."""

    terms: tuple[tuple[Fraction, Substance], ...]


def as_substance(item: Any) -> Substance:  # noqa: ANN401
    """Return a substance, read from its formula if it stood in quotes. Raises UnreadableSubstance."""
    return item if isinstance(item, Substance) else read_substance(str(item))


def as_mixture(item: Any) -> Any:  # noqa: ANN401
    """Return a mixture of one or more substances."""
    if isinstance(item, Mixture):
        return item
    try:
        return Mixture(terms=((Fraction(1), as_substance(item)),))
    except UnreadableSubstance:
        return UNUSABLE


def mix(left: Any, right: Any) -> Any:  # noqa: ANN401
    """Return both mixtures together."""
    one, two = as_mixture(left), as_mixture(right)
    if one is UNUSABLE or two is UNUSABLE:
        return UNUSABLE
    return Mixture(terms=one.terms + two.terms)


def times(count: float, item: Any) -> Any:  # noqa: ANN401
    """Return a mixture taken several times."""
    one = as_mixture(item)
    if one is UNUSABLE or not 0 < count < 1e6:
        return UNUSABLE
    factor = Fraction(count).limit_denominator(1000)
    return Mixture(terms=tuple((factor * number, substance) for number, substance in one.terms))


def arrow(left: Mixture, right: Mixture) -> Reaction:
    """Return the reaction with the coefficients as written."""
    return Reaction(left=left.terms, right=right.terms)


def same(left: Any, right: Any) -> bool:  # noqa: ANN401
    """Tell whether two words, rows, substances or reactions are the same; a quoted one fits its neighbour."""
    if isinstance(left, Substance) or isinstance(right, Substance):
        try:
            return as_substance(left) == as_substance(right)
        except UnreadableSubstance:
            return False
    if isinstance(left, Reaction) and isinstance(right, Reaction):
        return _amounts(left) == _amounts(right)
    return bool(left == right)


def _amounts(reaction: Reaction) -> tuple[frozenset[tuple[Fraction, Substance]], ...]:
    return tuple(
        frozenset((Fraction(count), substance) for count, substance in side)
        for side in (reaction.left, reaction.right)
    )


def _balance(reaction: Any) -> Any:  # noqa: ANN401
    try:
        return balance(
            [substance for _, substance in reaction.left], [substance for _, substance in reaction.right]
        )
    except NoUniqueBalance:
        return UNUSABLE


def _coefficient(reaction: Any, item: Any) -> Any:  # noqa: ANN401
    if reaction is None:
        return UNUSABLE
    return coefficient(reaction, as_substance(item))


def _ionic(reaction: Any) -> Any:  # noqa: ANN401
    return None if reaction is None else ionic(reaction)


def _net_ionic(reaction: Any) -> Any:  # noqa: ANN401
    if reaction is None:
        return None
    try:
        return net_ionic(reaction)
    except NothingReacts:
        return UNUSABLE


def _salt(cation: Any, anion: Any) -> Any:  # noqa: ANN401
    try:
        return salt(as_substance(cation), as_substance(anion))
    except NotIons:
        return UNUSABLE


def _solubility(item: Any) -> Any:  # noqa: ANN401
    try:
        return solubility(as_substance(item))
    except NotInSolubilityTable:
        return UNUSABLE


def _molar_mass(item: Any) -> float:  # noqa: ANN401
    return molar_mass(as_substance(item))


def _charge(item: Any) -> int:  # noqa: ANN401
    return as_substance(item).charge


def _atoms(item: Any, element: str = "") -> float:  # noqa: ANN401
    atoms = as_substance(item).atoms
    return float(atoms.get(element, 0) if element else sum(atoms.values()))


CHEMISTRY: Final[Mapping[str, Callable[..., Any]]] = {
    "balance": _balance,
    "coefficient": _coefficient,
    "ionic": _ionic,
    "net_ionic": _net_ionic,
    "salt": _salt,
    "solubility": _solubility,
    "molar_mass": _molar_mass,
    "charge": _charge,
    "atoms": _atoms,
}

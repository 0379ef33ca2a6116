"""Whether two formulas with the same atoms write the same substance.

Inorganic formulas with the same atoms and charge do. Organic ones may be isomers: `C2H5OH` and `CH3OCH3`.
"""

import re
from typing import Final, Literal

from variants.chemistry.substances import Substance

Likeness = Literal["same", "unclear", "different"]
_NONMETALS: Final = frozenset(
    ["H", "He", "B", "C", "N", "O", "F", "Si", "P", "S", "Cl", "As", "Se", "Br", "Te", "I", "At"]
)
_METAL: Final = re.compile(r"[A-Z][a-z]?\d*")
_CHAIN: Final = re.compile(r"CH3((?:CH2)+)(?!\d)")


def likeness(one: Substance, other: Substance) -> Likeness:
    """Compare two formulas; `unclear` is left to a person: the atoms agree, the structures may not."""
    if one != other:
        return "different"
    if one.text == other.text or not {"C", "H"} <= set(one.atoms):
        return "same"
    return "same" if _skeleton(one) == _skeleton(other) else "unclear"


def _skeleton(substance: Substance) -> str:
    """Return the formula without metals and charge, with chains of CH2 folded: `CH3CH2OH` as `C2H5OH`."""
    body = substance.text.partition("^")[0].replace("NH4", "")
    body = _METAL.sub(lambda match: match.group() if _symbol(match.group()) in _NONMETALS else "", body)
    return _CHAIN.sub(_fold, re.sub(r"\(\)\d*", "", body))


def _symbol(token: str) -> str:
    return token.rstrip("0123456789")


def _fold(match: re.Match[str]) -> str:
    links = len(match.group(1)) // 3
    return f"C{links + 1}H{2 * links + 3}"

"""Whether two formulas with the same atoms write the same substance.

Inorganic formulas with the same atoms and charge mostly do; complexes and hydrates are looked at closer.
Organic ones may be isomers: `C2H5OH` and `CH3OCH3`; groups in brackets and chains count as written out.
"""

import re
from functools import lru_cache
from typing import Final, Literal

from variants.chemistry.complexes import NONMETALS, compare_complexes
from variants.chemistry.substances import Substance

Likeness = Literal["same", "unclear", "brackets", "hydrate", "different"]
_ORGANIC: Final = re.compile(r"C(?!O3|N(?![a-z])|[a-z])")
"""A carbon atom outside carbonates and cyanides."""
_ROUND: Final = str.maketrans("[]", "()")
_TOKEN: Final = re.compile(r"[A-Z][a-z]?\d*")
_CHARGE: Final = re.compile(r"\^\d*[+-]$")
_CHAIN: Final = re.compile(r"CH3((?:CH2)+)(?!\d)|((?:CH2)+)CH3$")
_ALCOHOL_FIRST: Final = re.compile(r"^HO((?:C\d*H\d+)+)$")
_HYDROCARBON: Final = re.compile(r"(?:C(?:H\d?)?)+")
_LINK: Final = re.compile(r"C(?:H\d?)?")
_AMINE_FIRST: Final = re.compile(r"^NH2(?=C)")
_WITHOUT_ISOMERS: Final = {
    "CH3CH3": "C2H6",
    "C2H5CH3": "C3H8",
    "CH2CH2": "C2H4",
    "H2CCH2": "C2H4",
    "CHCH": "C2H2",
    "HCCH": "C2H2",
    "HCHO": "CH2O",
    "HCOH": "CH2O",
}
"""Written-out formulas of which the plain one has no isomer that schools know."""
_GROUP: Final = re.compile(r"\(([A-Za-z0-9]+)\)(\d{0,2})(?!\d)")


def likeness(one: Substance, other: Substance) -> Likeness:
    """Compare two formulas; `unclear` is left to a person: the atoms agree, the structures may not.

    `brackets` is another inner sphere of a complex, `hydrate` another amount of water behind the dot.
    """
    if one is other:
        return "same"
    if one != other:
        return "different"
    if one.text == other.text:
        return "same"
    if not {"C", "H"} <= {symbol for symbol, _ in one.composition}:
        return compare_complexes(one.text, other.text)
    if not _ORGANIC.search(one.text) and not _ORGANIC.search(other.text):
        return compare_complexes(one.text, other.text)
    return "same" if _skeleton(one.text) == _skeleton(other.text) else "unclear"


@lru_cache(maxsize=1024)
def _skeleton(text: str) -> str:
    """Return the formula without metals and charge, groups written out, chains folded: `C2H5OH`."""
    body = _CHARGE.sub("", text).translate(_ROUND).replace("NH4", "")
    body = _TOKEN.sub(lambda match: match.group() if _symbol(match.group()) in NONMETALS else "", body)
    body = _GROUP.sub(lambda group: group[1] * int(group[2] or 1), re.sub(r"\(\)\d*", "", body))
    body = _AMINE_FIRST.sub("H2N", body)
    body = _from_one_end(body)
    folded = _ALCOHOL_FIRST.sub(r"\1OH", _CHAIN.sub(_fold, body))
    return _WITHOUT_ISOMERS.get(folded, folded)


def _from_one_end(body: str) -> str:
    """Write a hydrocarbon's chain from the same end, whichever it was begun at."""
    if not _HYDROCARBON.fullmatch(body):
        return body
    return min(body, "".join(reversed(_LINK.findall(body))))


def _symbol(token: str) -> str:
    return token.rstrip("0123456789")


def _fold(match: re.Match[str]) -> str:
    links = len(match.group(1) or match.group(2)) // 3
    return f"C{links + 1}H{2 * links + 3}"

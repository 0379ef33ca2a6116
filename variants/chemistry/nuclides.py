"""Nuclides and particles: which numbers they have, by what names they go, how they are typeset.

In a composition a nuclide is `^14C` (mass number, symbol), a particle `n`, `γ`, `ν` or `e^+`; an α particle
is `^4He`, a proton `^1H`, and a β⁻ particle is the electron, which has no composition.
"""

import re
from typing import Final, NamedTuple

from variants.chemistry.elements import ELEMENTS, Element
from variants.texts import Text

NUCLIDE: Final = re.compile(r"\^(\d{1,3})([A-Z][a-z]?)")


class Numbers(NamedTuple):
    """The mass number and the charge number of a nucleus or particle."""

    mass: int
    charge: int


PARTICLES: Final = {
    "n": Numbers(1, 0),
    "γ": Numbers(0, 0),
    "ν": Numbers(0, 0),
    "e^+": Numbers(0, 1),
}
"""Particles that are no nucleus of an element."""
NAMES: Final = {"D": "^2H", "T": "^3H"}
NUCLEI: Final = {"α": "^4He", "p": "^1H"}
ELECTRON: Final = Numbers(0, -1)


def is_nuclear(symbol: str) -> bool:
    """Say whether the symbol of a composition is a nuclide or a particle."""
    return symbol[0] == "^" or symbol in PARTICLES


def element_of(symbol: str) -> Element | None:
    """Return the element of a symbol or a nuclide, None for a particle."""
    return ELEMENTS.get(symbol) or ELEMENTS.get(symbol.lstrip("^0123456789"))


def numbers_of(symbol: str) -> Numbers | None:
    """Return the numbers of a nuclide or a particle, None for an element as found in nature."""
    nuclide = NUCLIDE.fullmatch(symbol)
    if nuclide is None:
        return PARTICLES.get(symbol)
    return Numbers(int(nuclide[1]), ELEMENTS[nuclide[2]].number)


def weight_of(symbol: str) -> float:
    """Return the relative mass: the weight of an element, the mass number of a nuclide or particle."""
    numbers = numbers_of(symbol)
    return float(numbers.mass) if numbers is not None else ELEMENTS[symbol].weight


def name_in_genitive(symbol: str) -> Text:
    """Name an element, a nuclide or a particle: “carbon-14”, «углерода-14»."""
    element = element_of(symbol)
    if element is None:
        english, russian = _PARTICLE_NAMES[symbol]
        return Text(en=english, ru=russian)
    nuclide = NUCLIDE.fullmatch(symbol)
    mass = f"-{nuclide[1]}" if nuclide else ""
    return Text(en=f"{element.name.en}{mass}", ru=f"{element.genitive}{mass}")


def typeset_nuclides(text: str) -> str:
    r"""Write nuclides and particles of a canonical formula with both numbers, for mhchem: `^{14}_{6}C`."""
    if text in _TYPESET:
        return _TYPESET[text]
    return NUCLIDE.sub(lambda found: _with_numbers(found[1], found[2]), text)


def _with_numbers(mass: str, symbol: str) -> str:
    element = ELEMENTS.get(symbol) or ELEMENTS[symbol[0]]
    return f"^{{{mass}}}_{{{element.number}}}{symbol}"


_PARTICLE_NAMES: Final = {
    "n": ("neutrons", "нейтронов"),
    "γ": ("gamma quanta", "гамма-квантов"),
    "ν": ("neutrinos", "нейтрино"),
    "e^+": ("positrons", "позитронов"),
}
_TYPESET: Final = {
    "n": "^{1}_{0}n",
    "p": "^{1}_{1}p",
    "α": "^{4}_{2}He",
    "γ": "^{0}_{0}γ",
    "ν": "^{0}_{0}ν",
    "e^+": "^{0}_{1}e",
}

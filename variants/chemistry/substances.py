"""Substances and ions: formulas as people type them, read to atoms and charge, and printed again.

Reads `Al2(SO4)3`, `CuSO4·5H2O`, `[Fe(CN)6]4-`, `SO4^2-`, `SO₄²⁻`, `Na+`, `e^-`, nuclides `^14_6C`, particles,
states `(aq)`, ↓. `Fe3+` may mean Fe₃⁺ or Fe³⁺, so it is asked back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from variants.chemistry.nuclides import NUCLEI, typeset_nuclides, weight_of
from variants.chemistry.typed.bodies import (
    MOST_ATOMS,
    Count,
    add_atoms,
    bounded_count,
    count_text,
    take_body,
)
from variants.chemistry.typed.charges import CHARGE_ENDS, charge_text, take_charge
from variants.chemistry.typed.cursors import Cursor, UnreadableSubstance, line_of
from variants.chemistry.typed.writing import Line

State = Literal["", "aq", "s", "l", "g"]
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-^", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ ", "^")
_STATE: Final = re.compile(r" *\((aq|s|l|g)\)")
_HYDRATE: Final = re.compile(r" *[·.] *(½|1/2|\d+[.,]\d{1,6}|\d*) *(?=[A-Z(\[])")
_SPACED_HYDRATE: Final = re.compile(r" +(\d{1,2}) *(?=H2O(?![A-Za-z0-9]))")
_JOINED: Final = re.compile(r" +(?=[A-Z(\[][A-Za-z0-9()\[\]]*)(?! *\((?:aq|s|l|g)\))")
_PARTICLE: Final = re.compile(r"(?:\^\d{1,3}(?:_-?\d{1,3})? *)?([npαβγνe])(?![a-z]|(?<=n)[A-Z(])")
_MINUS: Final = re.compile(r"\^?-(?![->])|\^?\(-\)")
_PLUS: Final = re.compile(r"(?:\^?\+|\^?\(\+\))(?= *(?:[+=→⇌]|$))")
_BOND: Final = re.compile(r"(?<=[A-Za-zА-Я0-9)₂])=(?=[A-ZА-Я(])")
_RADICAL: Final = re.compile(r"·(?= *(?:$|[+=→⇌]))")
_MISTYPED: Final = re.compile(r"C?CI(?!4)|CCI|\((?:I{1,3}|IV|VI{0,2})\)")
_INDEX: Final = re.compile(r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?")
_SCRIPT: Final = re.compile(r"\^\d*[+-]$|\^\d+")
_DECIMAL: Final = re.compile(r"(·?)(\d+\.\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A substance, an ion or the electron; two with the same atoms and charge are equal, however written.

    `text` is canonical (`Al2(SO4)3`, `SO4^2-`, `e^-`); `charge` is in elementary charges.
    """

    text: str = field(compare=False)
    composition: tuple[tuple[str, Count], ...]
    charge: int = 0
    state: State = field(default="", compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.composition, self.charge)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def atoms(self) -> Mapping[str, Count]:
        """How many atoms of each element."""
        return MappingProxyType(dict(self.composition))


@lru_cache(maxsize=4096)
def read_substance(text: str) -> Substance:
    """Read one formula. Raises UnreadableSubstance."""
    return read_substance_line(substance_line(text))


def substance_line(typed: str) -> Line:
    """Return the plain line of a formula, where `=` is a double bond. Raises UnreadableSubstance."""
    return line_of(_BOND.sub("≡", typed))


def read_substance_line(line: Line) -> Substance:
    """Read one formula from a plain line. Raises UnreadableSubstance."""
    return known_substance(line.text) or _read_alone(line)


@lru_cache(maxsize=8192)
def known_substance(plain: str) -> Substance | None:
    """Read a formula that is plain already; None where what was typed has to be looked at."""
    try:
        return _read_alone(Line(plain, plain))
    except UnreadableSubstance:
        return None


def _read_alone(line: Line) -> Substance:
    cursor = Cursor(line)
    cursor.skip_spaces()
    substance = take_substance(cursor, alone=True)
    rest = cursor.text[cursor.index :]
    if rest and rest.strip(" .;,"):
        cursor.skip_spaces()
        raise cursor.unreadable(
            f"“{cursor.here}” is out of place in a formula.", f"Символ «{cursor.here}» в формуле лишний."
        )
    return substance


def substance_of(atoms: Mapping[str, Count], charge: int, text: str, state: State = "") -> Substance:
    """Return the substance of these atoms; `text` has to be its canonical formula."""
    return Substance(text=text, composition=tuple(sorted(atoms.items())), charge=charge, state=state)


def molar_mass(substance: Substance) -> float:
    """Return the molar mass in kg/mol, by the weights of `elements.py`; electrons weigh nothing here."""
    return sum(weight_of(symbol) * float(count) for symbol, count in substance.composition) / 1000


def print_substance(substance: Substance) -> str:
    """Print with Unicode sub- and superscripts: `SO₄²⁻`, `CuSO₄·5H₂O`."""
    return _printed(substance.text) + (f"({substance.state})" if substance.state else "")


@lru_cache(maxsize=4096)
def _printed(text: str) -> str:
    lowered = _INDEX.sub(lambda match: match.group().translate(_SUBSCRIPTS), text)
    return _SCRIPT.sub(lambda match: match.group().translate(_SUPERSCRIPTS), lowered)


def print_symbol(symbol: str) -> str:
    """Print an element or a nuclide of a composition: `¹⁴C`."""
    return _SCRIPT.sub(lambda match: match.group().translate(_SUPERSCRIPTS), symbol)


def latex_substance(substance: Substance) -> str:
    r"""Print as `\ce{…}` for mhchem."""
    return rf"\ce{{{mhchem(substance)}}}"


def mhchem(substance: Substance) -> str:
    r"""Print as mhchem's input without the `\ce` around it."""
    state = f"({substance.state})" if substance.state else ""
    body = _DECIMAL.sub(_mhchem_decimal, typeset_nuclides(substance.text))
    return body.replace("·", "*") + state


def _mhchem_decimal(found: re.Match[str]) -> str:
    return f"*{Fraction(found[2])}" if found[1] else f"_{{{found[2]}}}"


def take_substance(cursor: Cursor, *, alone: bool = False) -> Substance:
    """Read a substance at the cursor and move past it; one that stands alone may have spaces inside.

    Raises UnreadableSubstance.
    """
    if cursor.here in "^npαβγνe" and (particle := cursor.match(_PARTICLE)):
        return _take_particle(cursor, particle)
    start = cursor.index
    if cursor.here == "·":
        cursor.index += 1
    atoms, text = take_body(cursor)
    while (dot := cursor.match(_HYDRATE)) or (alone and (dot := _parting_space(cursor))):
        cursor.index = dot.end()
        more, written = take_body(cursor)
        if dot.re is _JOINED:
            text += written
            add_atoms(atoms, more, 1)
            continue
        count = bounded_count(cursor, "0.5" if dot.group(1) in ("½", "1/2") else dot.group(1) or "1")
        add_atoms(atoms, more, count)
        text += "·" + count_text(count) + written
    _refuse_mistyped(cursor, text, start)
    if radical := cursor.match(_RADICAL):
        cursor.index = radical.end()
    body, charge = take_charge(cursor, text, start)
    if body != text:
        atoms = take_body(Cursor(Line(body, body)))[0]
    if sum(atoms.values()) > MOST_ATOMS:
        raise cursor.unreadable("There are too many atoms.", "Слишком много атомов.", start)
    return substance_of(atoms, charge, body + charge_text(charge), _take_states(cursor))


def _refuse_mistyped(cursor: Cursor, text: str, start: int) -> None:
    """Refuse what nobody means: a capital I for the small l of chlorine, a Roman number for a charge."""
    found = _MISTYPED.search(text)
    if found is None:
        return
    if found.group().endswith("CI"):
        raise cursor.unreadable(
            "CI is carbon and iodine; chlorine is written Cl, with a small L.",
            "CI — это углерод и иод; хлор записывают Cl, со строчной буквой l.",
            start,
        )
    raise cursor.unreadable(
        "Roman numbers have no place in a formula; a charge is written ^2+.",
        "Римских цифр в формуле не бывает; заряд записывают так: ^2+.",
        start,
    )


def _parting_space(cursor: Cursor) -> re.Match[str] | None:
    return cursor.match(_SPACED_HYDRATE) or cursor.match(_JOINED)


def _take_particle(cursor: Cursor, found: re.Match[str]) -> Substance:
    cursor.index = found.end()
    letter, numbered = found[1], found.end(1) - found.start() > 1
    if letter in NUCLEI:
        if letter == "p" and (plus := cursor.match(_PLUS)):
            cursor.index = plus.end()
        return substance_of({NUCLEI[letter]: 1}, 0, letter)
    if letter in "nγν":
        return substance_of({letter: 1}, 0, letter)
    if (numbered and "_-" not in found[0]) or cursor.match(_PLUS):
        return _take_positron(cursor)
    charge = cursor.match(_MINUS)
    if charge:
        cursor.index = charge.end()
    elif cursor.here not in (" ", "-") and not CHARGE_ENDS.match(cursor.text, cursor.index):
        raise cursor.unreadable("An electron is written e⁻.", "Электрон записывают так: e⁻.")
    return Substance(text="e^-", composition=(), charge=-1, state="")


def _take_positron(cursor: Cursor) -> Substance:
    plus = cursor.match(_PLUS)
    cursor.index = plus.end() if plus else cursor.index
    return substance_of({"e^+": 1}, 1, "e^+")


def _take_states(cursor: Cursor) -> State:
    state: State = ""
    while found := cursor.match(_STATE):
        state = found.group(1)  # type: ignore[assignment]
        cursor.index = found.end()
    return state

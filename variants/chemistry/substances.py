"""Substances and ions: formulas as people type them, read to atoms and charge, and printed again.

Reads `Al2(SO4)3`, `CuSO4·5H2O`, `[Fe(CN)6]4-`, `SO4^2-`, `SO₄²⁻`, `Na+`, `e^-`, states `(aq)`, ↓.
`Fe3+` may mean Fe₃⁺ or Fe³⁺, so it is asked back.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

from variants.chemistry.elements import ELEMENTS
from variants.chemistry.writing import LONGEST, Line, plain_line
from variants.texts import Text

Count = int | Fraction
Atoms = dict[str, Count]
State = Literal["", "aq", "s", "l", "g"]
DEEPEST: Final = 12
MOST_ATOMS: Final = 10**9
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_STATE: Final = re.compile(r" *\((aq|s|l|g)\)")
_CHARGE_ENDS: Final = re.compile(r" *(?:[.;]?$|[+=→⇌)\],;]|\((?:aq|s|l|g)\)|- *\d* *e(?![a-z]))")
_CARET: Final = re.compile(
    r"\^ *\(?(?:(?P<sign>[+-])(?P<after>\d+)(?! *[A-Za-z(\[])|(?P<before>\d*)(?P<signs>\++|-+)|(?P<bare>\d+))"
)
_SIGN_FIRST: Final = re.compile(r"([+-])(\d{1,2})(?= *(?:$|[+=→⇌)\]]|\((?:aq|s|l|g)\)))")
_SPACED: Final = re.compile(r" +(\d)([+-])")
_IN_BRACKETS: Final = re.compile(r"\((\d{0,2})([+-])\)")
_HYDRATE: Final = re.compile(r" *[·.] *(½|1/2|\d+[.,]\d{1,6}|\d*) *(?=[A-Z(\[])")
_COUNT: Final = re.compile(r"\d+(?:[.,]\d{1,6}(?![\d.,]* *H2O))?")
_ELECTRON: Final = re.compile(r"e(?![a-z])")
_SUBTRACTED_ELECTRON: Final = re.compile(r"- *\d* *e(?![a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substance:
    """A substance, an ion or the electron; two with the same atoms and charge are equal, however written.

    `text` is canonical (`Al2(SO4)3`, `SO4^2-`, `e^-`); `charge` is in elementary charges.
    """

    text: str = field(compare=False)
    composition: tuple[tuple[str, Count], ...]
    charge: int = 0
    state: State = field(default="", compare=False)

    @property
    def atoms(self) -> Mapping[str, Count]:
        """How many atoms of each element."""
        return MappingProxyType(dict(self.composition))


class UnreadableSubstance(Exception):
    """The formula can't be read; the message says why, the position (from 0) where."""

    def __init__(self, message: Text, position: int) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


@lru_cache(maxsize=1024)
def read_substance(text: str) -> Substance:
    """Read one formula. Raises UnreadableSubstance."""
    if len(text) > LONGEST:
        raise UnreadableSubstance(Text(en="The formula is too long.", ru="Формула слишком длинная."), LONGEST)
    line = plain_line(text)
    cursor = Cursor(line, _skip_spaces(line.text, 0))
    substance = take_substance(cursor)
    cursor.index = _skip_spaces(line.text, cursor.index)
    if cursor.index < len(line.text) and line.text[cursor.index :].strip(" .;,"):
        raise cursor.unreadable(
            f"“{cursor.here}” is out of place in a formula.", f"Символ «{cursor.here}» в формуле лишний."
        )
    return substance


def substance_of(atoms: Mapping[str, Count], charge: int, text: str, state: State = "") -> Substance:
    """Return the substance of these atoms; `text` has to be its canonical formula."""
    return Substance(text=text, composition=tuple(sorted(atoms.items())), charge=charge, state=state)


def molar_mass(substance: Substance) -> float:
    """Return the molar mass in kg/mol, by the weights of `elements.py`; electrons weigh nothing here."""
    return sum(ELEMENTS[symbol].weight * float(count) for symbol, count in substance.composition) / 1000


def print_substance(substance: Substance) -> str:
    """Print with Unicode sub- and superscripts: `SO₄²⁻`, `CuSO₄·5H₂O`."""
    body, _, charge = substance.text.partition("^")
    body = re.sub(r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?", lambda match: match.group().translate(_SUBSCRIPTS), body)
    return body + charge.translate(_SUPERSCRIPTS) + (f"({substance.state})" if substance.state else "")


def latex_substance(substance: Substance) -> str:
    r"""Print as `\ce{…}` for mhchem."""
    return rf"\ce{{{mhchem(substance)}}}"


def mhchem(substance: Substance) -> str:
    r"""Print as mhchem's input without the `\ce` around it."""
    state = f"({substance.state})" if substance.state else ""
    return substance.text.replace("·", "*") + state


class Cursor:
    """A place in a line that is being read."""

    __slots__ = ("atoms", "index", "line")

    def __init__(self, line: Line, index: int = 0) -> None:
        self.line = line
        self.index = index
        self.atoms = 0

    @property
    def here(self) -> str:
        """The character at this place, empty at the end."""
        return self.line.text[self.index : self.index + 1]

    def unreadable(self, english: str, russian: str, index: int | None = None) -> UnreadableSubstance:
        """Return the error for this place, or another one of the same line."""
        return UnreadableSubstance(
            Text(en=english, ru=russian), self.line.place(self.index if index is None else index)
        )

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here, without moving."""
        return pattern.match(self.line.text, self.index)


def take_substance(cursor: Cursor) -> Substance:
    """Read a substance at the cursor and move past it. Raises UnreadableSubstance."""
    if cursor.match(_ELECTRON):
        return _take_electron(cursor)
    start = cursor.index
    atoms, text = _take_part(cursor, 0)
    while dot := cursor.match(_HYDRATE):
        cursor.index = dot.end()
        more, written = _take_part(cursor, 0)
        count = _bounded(cursor, "0.5" if dot.group(1) in ("½", "1/2") else dot.group(1) or "1")
        _add(atoms, more, count)
        text += "·" + _count_text(count) + written
    body, charge = _take_charge(cursor, text, start)
    if body != text:
        atoms = _take_part(Cursor(Line(body, tuple(range(len(body))), body, repaired=False)), 0)[0]
    if sum(atoms.values()) > MOST_ATOMS:
        raise cursor.unreadable("There are too many atoms.", "Слишком много атомов.", start)
    state = _take_states(cursor)
    return substance_of(atoms, charge, body + print_charge(charge), state)


def print_charge(charge: int) -> str:
    """Return the charge as it stands in a canonical formula: `^2-`, `^+`, or nothing."""
    if charge == 0:
        return ""
    size = "" if abs(charge) == 1 else str(abs(charge))
    return f"^{size}{'+' if charge > 0 else '-'}"


def _take_electron(cursor: Cursor) -> Substance:
    cursor.index += 1
    charge = cursor.match(re.compile(r"\^?-(?![->])|\^?\(-\)"))
    if charge:
        cursor.index = charge.end()
    elif cursor.here == "^" or (cursor.match(_CHARGE_ENDS) is None and cursor.here not in (" ", "-")):
        raise cursor.unreadable("An electron is written e⁻.", "Электрон записывают так: e⁻.")
    return Substance(text="e^-", composition=(), charge=-1, state="")


def _take_part(cursor: Cursor, depth: int) -> tuple[Atoms, str]:
    """Read elements and groups until something else stands here; return atoms and canonical text."""
    atoms: Atoms = {}
    text = ""
    while True:
        opening = cursor.here
        if opening and opening in "([" and not cursor.match(_STATE) and not cursor.match(_IN_BRACKETS):
            inner, written = _take_group(cursor, depth)
        elif opening.isalpha():
            inner, written = _take_element(cursor)
        else:
            break
        count = _take_count(cursor)
        text += written + _count_text(count)
        _add(atoms, inner, count)
    if not text:
        raise _nothing_here(cursor)
    return atoms, text


def _nothing_here(cursor: Cursor) -> UnreadableSubstance:
    if not cursor.here:
        return cursor.unreadable("A formula is missing here.", "Здесь не хватает формулы.")
    return cursor.unreadable(
        f"A formula was expected at “{cursor.here}”.", f"На месте «{cursor.here}» должна быть формула."
    )


def _take_group(cursor: Cursor, depth: int) -> tuple[Atoms, str]:
    start, opening = cursor.index, cursor.here
    if depth >= DEEPEST:
        raise cursor.unreadable("Too many brackets inside each other.", "Слишком много вложенных скобок.")
    cursor.index += 1
    atoms, text = _take_part(cursor, depth + 1)
    closing = ")" if opening == "(" else "]"
    if cursor.here != closing:
        raise cursor.unreadable(
            f"The bracket “{opening}” is not closed.", f"Скобка «{opening}» не закрыта.", start
        )
    cursor.index += 1
    return atoms, opening + text + closing


def _take_element(cursor: Cursor) -> tuple[Atoms, str]:
    text = cursor.line.text
    for length in (2, 1):
        symbol = text[cursor.index : cursor.index + length]
        if symbol in ELEMENTS:
            cursor.index += length
            return {symbol: 1}, symbol
    word = re.compile(r"[A-Z]?[^\W\d_A-Z]*").match(text, cursor.index)
    length = len(word.group()[:2]) if word and word.group() else 1
    symbol = cursor.line.as_typed(cursor.index, length)
    if symbol[:1].islower():
        raise cursor.unreadable(
            f"“{symbol}” is not an element; the symbol of an element begins with a capital letter.",
            f"«{symbol}» — не элемент: символ элемента начинается с заглавной буквы.",
        )
    raise cursor.unreadable(f"There is no element “{symbol}”.", f"Нет элемента «{symbol}».")


def _take_count(cursor: Cursor) -> Count:
    digits = cursor.match(_COUNT)
    if digits is None:
        return 1
    if re.fullmatch(r"0\d*", digits.group()) or _is_letter_typed_as_zero(cursor, digits):
        raise cursor.unreadable(
            "An index can't be zero; was the letter O meant?",
            "Индекс не бывает нулём; может быть, это буква O?",
        )
    count = _bounded(cursor, digits.group())
    cursor.index = digits.end()
    return count


def _is_letter_typed_as_zero(cursor: Cursor, digits: re.Match[str]) -> bool:
    """Say whether a zero stands where an oxide or water has its O: `H20`, `Fe203` (but not C60, C10H22)."""
    text = cursor.line.text
    alone = re.search(r"(?:^|[ +=→⇌·*])\d{0,3}(?!C$)[A-Z][a-z]?$", text[: digits.start()])
    ends = (
        not text[digits.end() : digits.end() + 1].isalpha() and text[digits.end() : digits.end() + 1] != "("
    )
    return bool(alone and ends and re.fullmatch(r"\d0\d?", digits.group()))


def _bounded(cursor: Cursor, digits: str) -> Count:
    if digits.isdigit() and len(digits) < 10 and int(digits):
        return int(digits)
    count = Fraction(digits.replace(",", ".")) if len(digits) <= 17 else Fraction(0)
    if not 0 < count <= MOST_ATOMS:
        raise cursor.unreadable("This number is out of bounds.", "Это число вне допустимых пределов.")
    return int(count) if count.denominator == 1 else count


def _add(atoms: Atoms, more: Atoms, count: Count) -> None:
    for symbol, number in more.items():
        total = atoms.get(symbol, 0) + count * number
        atoms[symbol] = int(total) if total.denominator == 1 else total


def _count_text(count: Count) -> str:
    """Return nothing for one; a broken count always has a finite decimal writing."""
    if count == 1:
        return ""
    return str(count) if isinstance(count, int) else f"{float(count):.6f}".rstrip("0")


def _take_charge(cursor: Cursor, text: str, start: int) -> tuple[str, int]:
    """Read the charge after a body; return the body without the charge's digits, and the charge."""
    if caret := cursor.match(_CARET):
        return text, _caret_charge(cursor, caret)
    if bracketed := cursor.match(_IN_BRACKETS):
        cursor.index = bracketed.end()
        return text, _signed(bracketed.group(2), bracketed.group(1))
    if first := cursor.match(_SIGN_FIRST):
        cursor.index = first.end()
        return text, _signed(first.group(1), first.group(2))
    spaced = cursor.match(_SPACED)
    if spaced and _CHARGE_ENDS.match(cursor.line.text, spaced.end()):
        cursor.index = spaced.end()
        return text, _signed(spaced.group(2), spaced.group(1))
    return _take_plain_charge(cursor, text, start)


def _caret_charge(cursor: Cursor, caret: re.Match[str]) -> int:
    end = caret.end()
    if caret["bare"] is not None and int(caret["bare"]) != 0:
        raise cursor.unreadable("The charge needs a sign: + or −.", "У заряда нужен знак: + или −.")
    signs = caret["signs"] or ""
    if len(signs) > 1 and not _CHARGE_ENDS.match(cursor.line.text, end):
        end -= len(signs) - 1
        signs = signs[0]
    if "(" in caret.group():
        if cursor.line.text[end : end + 1] != ")":
            raise cursor.unreadable("The bracket “(” is not closed.", "Скобка «(» не закрыта.")
        end += 1
    cursor.index = end
    if signs:
        return _signed(signs[0], caret["before"] or str(len(signs)))
    return _signed(caret["sign"], caret["after"]) if caret["sign"] else 0


def _signed(sign: str, digits: str) -> int:
    size = int(digits[:3]) if digits else 1
    return size if sign == "+" else -size


def _take_plain_charge(cursor: Cursor, text: str, start: int) -> tuple[str, int]:
    signs = cursor.match(re.compile(r"\++|-+"))
    if signs is None or cursor.match(_SUBTRACTED_ELECTRON):
        return text, 0
    length = len(signs.group())
    while length and not _CHARGE_ENDS.match(cursor.line.text, cursor.index + length):
        length -= 1
    if length == 0:
        return text, 0
    sign, end = signs.group()[0], cursor.index + length
    if length > 1:
        cursor.index = end
        return text, _signed(sign, str(length))
    body, size = _digits_of_charge(cursor, text, start)
    cursor.index = end
    return body, size if sign == "+" else -size


def _digits_of_charge(cursor: Cursor, text: str, start: int) -> tuple[str, int]:
    """Part the digits before a bare sign into index and charge; raise where both are possible."""
    tail = re.search(r"(\d+)$", text)
    if tail is None:
        return text, 1
    body, digits = text[: tail.start()], tail.group()
    alone = body in ELEMENTS
    if body.endswith("]") or re.fullmatch(r"\([^()]*\)", body):
        if len(digits) == 1:
            return body, int(digits)
    elif len(digits) == 1 and not alone:
        return text, 1
    elif len(digits) == 2 and digits[0] not in "01" and digits[1] in "23456":
        return body + digits[0], int(digits[1])
    printed = text + cursor.here
    charge = f"{body}^{digits[-1]}{cursor.here}"
    raise cursor.unreadable(
        f"“{printed}” can be read in two ways; write the charge after ^, as in {charge}.",
        f"«{printed}» можно понять по-разному; запишите заряд после знака ^, например {charge}.",
        start,
    )


def _take_states(cursor: Cursor) -> State:
    state: State = ""
    while found := cursor.match(_STATE):
        word = found.group(1)
        state = word if word in ("aq", "s", "l", "g") else state  # type: ignore[assignment]
        cursor.index = found.end()
    return state


def _skip_spaces(text: str, index: int) -> int:
    while text[index : index + 1] == " ":
        index += 1
    return index

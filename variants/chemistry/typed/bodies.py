"""The body of a formula: elements, nuclides, groups in brackets and their indices, counted as they are read.

Reads `Al2(SO4)3`, `K4[Fe(CN)6]`, `^14_6C`, `D2O`, `C-14`; bounds come before counting.
"""

import re
from fractions import Fraction
from typing import Final

from variants.chemistry.elements import ELEMENTS
from variants.chemistry.nuclides import NAMES
from variants.chemistry.typed.cursors import Cursor, UnreadableSubstance

Count = int | Fraction
Atoms = dict[str, Count]
DEEPEST: Final = 12
MOST_ATOMS: Final = 10**9
_STATE: Final = re.compile(r" *\((aq|s|l|g)\)")
_SIGN_IN_BRACKETS: Final = re.compile(r"\(\d{0,2}[+-]\)|\([+-]\d{1,2}\)|\(0\)")
_SIMPLE: Final = re.compile(r"([A-Z][a-z]?+)([2-9]|)(?![\d.,-])")
"""An element with a small index, where nothing has to be thought over."""
_COUNT: Final = re.compile(r"\d+(?:[.,]\d{1,6}(?![\d.,]* *H2O))?")
_NUCLIDE: Final = re.compile(r"\^(\d{1,3})(?:_(-?\d{1,3}))? *([A-Z][a-z]?)")
_BY_DASH: Final = re.compile(
    r"([A-Z][a-z]?)-(\d{2,3}|(?<=He-)[346]|(?<=Li-)[6-9]|(?<=Be-)[7-9])(?![\d+\-]|- |[.,]\d)"
)
_WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]*")
_MANY: Final = re.compile(r"n(?:[A-Z(]|(?<=[)\]]n)(?![a-z]))")
"""The letter for any number, before a formula or behind a bracket."""
_ELECTRONS: Final = re.compile(r"[+-] *\d* *e(?![a-z])")
_ZERO: Final = re.compile(r"\d0\d?|0\d*")
_OXIDE: Final = re.compile(r"(?:^|[ +=→⇌·*])\d{0,3}(?!C$)[A-Z][a-z]?$")
_NAME: Final = re.compile(r"[^\W\d_]{3,40}(?: [^\W\d_]{3,40})?")
_RUSSIAN: Final = re.compile("[а-яё]{3}")
_ENGLISH_NAMES: Final = frozenset(
    (
        *(element.name.en for element in ELEMENTS.values()),
        *("water", "salt", "acid", "ammonia", "methane", "ethanol", "glucose", "sodium", "carbon", "sulphur"),
        *(
            "chloride",
            "oxide",
            "hydroxide",
            "sulfate",
            "nitrate",
            "carbonate",
            "table",
            "copper",
            "limestone",
        ),
    )
)


def take_body(cursor: Cursor, depth: int = 0) -> tuple[Atoms, str]:
    """Read elements and groups until something else stands here; return atoms and canonical text.

    Raises UnreadableSubstance.
    """
    atoms: Atoms = {}
    written: list[str] = []
    while True:
        while simple := _SIMPLE.match(cursor.text, cursor.index):
            symbol, digits = simple.groups()
            if symbol not in ELEMENTS:
                break
            cursor.index = simple.end()
            written.append(symbol + digits)
            atoms[symbol] = atoms.get(symbol, 0) + (int(digits) if digits else 1)
        here = cursor.here
        if here.isalpha() or here == "^":
            if here == "^" and not cursor.match(_NUCLIDE):
                break
            inner, text = _take_element(cursor)
        elif here and here in "([" and not _ends_the_body(cursor):
            inner, text = _take_group(cursor, depth)
        else:
            break
        count = _take_count(cursor)
        written.append(text if count == 1 else text + count_text(count))
        add_atoms(atoms, inner, count)
    if not written:
        raise _nothing_here(cursor)
    return atoms, "".join(written)


def add_atoms(atoms: Atoms, more: Atoms, count: Count) -> None:
    """Add so many times these atoms."""
    for symbol, number in more.items():
        total = atoms.get(symbol, 0) + count * number
        atoms[symbol] = int(total) if total.denominator == 1 else total


def bounded_count(cursor: Cursor, digits: str) -> Count:
    """Return the number that these digits write. Raises UnreadableSubstance out of bounds."""
    if digits.isdigit() and len(digits) < 10 and int(digits):
        return int(digits)
    count = Fraction(digits.replace(",", ".")) if len(digits) <= 17 else Fraction(0)
    if not 0 < count <= MOST_ATOMS:
        raise cursor.unreadable("This number is out of bounds.", "Это число вне допустимых пределов.")
    return int(count) if count.denominator == 1 else count


def count_text(count: Count) -> str:
    """Return nothing for one; a broken count always has a finite decimal writing."""
    if count == 1:
        return ""
    return str(count) if isinstance(count, int) else f"{float(count):.6f}".rstrip("0")


def _ends_the_body(cursor: Cursor) -> bool:
    return cursor.match(_STATE) is not None or cursor.match(_SIGN_IN_BRACKETS) is not None


def _polymer(cursor: Cursor) -> UnreadableSubstance:
    return cursor.unreadable(
        "Polymers with the letter n can't be read; write the formula without it: C6H10O5.",
        "Полимеры с буквой n прочитать нельзя; запишите формулу без неё: C6H10O5.",
    )


def _nothing_here(cursor: Cursor) -> UnreadableSubstance:
    if cursor.here == "-" and cursor.text[max(0, cursor.index - 1) : cursor.index] == "(":
        return _polymer(cursor)
    if not cursor.here:
        return cursor.unreadable("A formula is missing here.", "Здесь не хватает формулы.")
    if cursor.here == "0":
        return cursor.unreadable(
            "A formula can't begin with a zero; was the letter O meant?",
            "Формула не начинается с нуля; может быть, это буква O?",
        )
    return cursor.unreadable(
        f"A formula was expected at “{cursor.here}”.", f"На месте «{cursor.here}» должна быть формула."
    )


def _take_group(cursor: Cursor, depth: int) -> tuple[Atoms, str]:
    start, opening = cursor.index, cursor.here
    if depth >= DEEPEST:
        raise cursor.unreadable("Too many brackets inside each other.", "Слишком много вложенных скобок.")
    cursor.index += 1
    atoms, text = take_body(cursor, depth + 1)
    closing = ")" if opening == "(" else "]"
    if cursor.here != closing:
        raise cursor.unreadable(
            f"The bracket “{opening}” is not closed.", f"Скобка «{opening}» не закрыта.", start
        )
    cursor.index += 1
    return atoms, opening + text + closing


def _take_element(cursor: Cursor) -> tuple[Atoms, str]:
    if nuclide := cursor.match(_NUCLIDE):
        return _take_nuclide(cursor, nuclide)
    for length in (2, 1):
        symbol = cursor.text[cursor.index : cursor.index + length]
        if symbol in ELEMENTS:
            return _plain_or_by_dash(cursor, symbol)
    if cursor.here in NAMES and not cursor.text[cursor.index + 1 : cursor.index + 2].islower():
        cursor.index += 1
        return {NAMES[symbol]: 1}, symbol
    raise _no_element(cursor)


def _plain_or_by_dash(cursor: Cursor, symbol: str) -> tuple[Atoms, str]:
    dashed = cursor.match(_BY_DASH)
    if dashed is None or dashed[1] != symbol:
        cursor.index += len(symbol)
        return {symbol: 1}, symbol
    return _nuclide(cursor, symbol, dashed[2], dashed.end())


def _take_nuclide(cursor: Cursor, found: re.Match[str]) -> tuple[Atoms, str]:
    symbol = found[3] if found[3] in ELEMENTS else found[3][0]
    if symbol not in ELEMENTS:
        cursor.index = found.start(3)
        raise _no_element(cursor)
    number = ELEMENTS[symbol].number
    if found[2] is not None and int(found[2]) != number:
        raise cursor.unreadable(
            f"The atomic number of {symbol} is not {found[2]}.", f"Порядковый номер {symbol} — не {found[2]}."
        )
    return _nuclide(cursor, symbol, found[1], found.start(3) + len(symbol))


def _nuclide(cursor: Cursor, symbol: str, mass: str, end: int) -> tuple[Atoms, str]:
    if not ELEMENTS[symbol].number <= int(mass) <= 320:
        raise cursor.unreadable(
            f"There is no nuclide of {symbol} with the mass number {int(mass)}.",
            f"У {symbol} нет нуклида с массовым числом {int(mass)}.",
        )
    cursor.index = end
    return {f"^{int(mass)}{symbol}": 1}, f"^{int(mass)}{symbol}"


def _no_element(cursor: Cursor) -> UnreadableSubstance:
    if cursor.match(_MANY):
        return _polymer(cursor)
    place = cursor.line.place(cursor.index)
    named = _NAME.match(cursor.line.typed, place)
    if named and _is_name(named[0]):
        return cursor.unreadable(
            f"Write the formula instead of the name “{named[0]}”.",
            f"Вместо названия «{named[0]}» запишите формулу.",
        )
    word = _WORD.match(cursor.text, cursor.index)
    length = len(word.group()[:2]) if word and word.group() else 1
    symbol = cursor.line.as_typed(cursor.index, length)
    if symbol[:1] in ("З", "з"):
        return cursor.unreadable(
            f"“{symbol[0]}” is a letter; was the digit 3 meant?",
            f"«{symbol[0]}» — буква; может быть, это цифра 3?",
        )
    if symbol[:1].islower():
        return cursor.unreadable(
            f"“{symbol}” is not an element; the symbol of an element begins with a capital letter.",
            f"«{symbol}» — не элемент: символ элемента начинается с заглавной буквы.",
        )
    if _should_be_small(cursor):
        return cursor.unreadable(
            f"There is no element “{symbol}”; look at capital and small letters.",
            f"Нет элемента «{symbol}»; проверьте заглавные и строчные буквы.",
        )
    return cursor.unreadable(f"There is no element “{symbol}”.", f"Нет элемента «{symbol}».")


def _should_be_small(cursor: Cursor) -> bool:
    """Say whether two capitals stand where a capital and a small letter make an element: `NA`, `HCL`."""
    around = cursor.text[max(0, cursor.index - 1) : cursor.index + 2]
    return any(
        pair.isalpha() and pair.isupper() and pair.capitalize() in ELEMENTS
        for pair in (around[:2], around[1:])
    )


def _is_name(words: str) -> bool:
    """Say whether these words name a substance: Russian small letters, or an English name."""
    return _RUSSIAN.search(words) is not None or not _ENGLISH_NAMES.isdisjoint(words.lower().split())


def _take_count(cursor: Cursor) -> Count:
    here = cursor.text[cursor.index : cursor.index + 1]
    if not here.isdigit():
        return 1
    digits = cursor.match(_COUNT)
    if digits is None:
        return 1
    if digits.group() == "0" and _ELECTRONS.search(cursor.text):
        # In a half reaction `Zn0` is a degree of oxidation: nothing is left to say.
        cursor.index = digits.end()
        return 1
    if digits.group() == "1" and cursor.text[cursor.index - 1] == "C":
        raise cursor.unreadable(
            "The index 1 is not written; was the letter l meant, as in Cl?",
            "Индекс 1 не пишут; может быть, это буква l, как в Cl?",
        )
    zero = _ZERO.fullmatch(digits.group())
    if zero and (zero.group()[0] == "0" or _stands_for_oxygen(cursor, digits.end())):
        raise cursor.unreadable(
            "An index can't be zero; was the letter O meant?",
            "Индекс не бывает нулём; может быть, это буква O?",
        )
    count = bounded_count(cursor, digits.group())
    cursor.index = digits.end()
    return count


def _stands_for_oxygen(cursor: Cursor, end: int) -> bool:
    """Say whether a zero stands where an oxide or water has its O: `H20`, `Fe203` (but not C60, C10H22)."""
    before = cursor.text[max(0, cursor.index - 8) : cursor.index]
    after = cursor.text[end : end + 1]
    return not after.isalpha() and after != "(" and _OXIDE.search(before) is not None

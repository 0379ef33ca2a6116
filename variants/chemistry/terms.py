"""The sides of a typed equation: terms with coefficients, subtracted electrons, heat that is left out.

Formulas without doubt about where they end are taken whole, and each is read only once: the same few
substances stand in all answers.
"""

import re
from fractions import Fraction
from typing import Final

from variants.chemistry.substances import Substance, known_substance, take_substance
from variants.chemistry.typed.cursors import Cursor

Term = tuple[int | Fraction, Substance]
MOST_SPECIES: Final = 60
_ARROW: Final = re.compile("[=→⇌]")
_HEAT: Final = re.compile(
    r"(?:\d+(?:[.,]\d+)?)? *(?:Q(?: *kДж)?|kJ|kДж|kkaл|kcal|heat|energy|тeплo(?:тa)?|энepгия)"
    r" ?(?:/ ?(?:mol|мoль))?(?![a-zа-я])"
)
_VULGAR: Final = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
}
_COEFFICIENT: Final = re.compile(
    r"(?:\( *(?P<top>\d{1,24}) */ *(?P<bottom>\d{1,24}) *\)|(?P<over>\d{1,24}) */ *(?P<under>\d{1,24})"
    r"|(?P<decimal>\d{0,9}[.,]\d{1,12})|(?P<whole>\d{0,9})(?P<vulgar>[½⅓⅔¼¾])|(?P<number>\d+)) *(?:·|\*)? *"
)
_WHOLE_TERM: Final = re.compile(
    r" *([1-9]\d{0,5})? ?((?:[A-Z][a-z]?\d*+|[\[(](?=[A-Z\[(])|[)\]]\d*+)++"
    r"(?:\^\d?[+-]|[+-](?= *(?:[+=→⇌]|$)))?(?:\((?:aq|s|l|g)\))?)"
    r" *(?:(\+)(?! *(?:[+\-=→⇌)\],;.{]|$|\((?:aq|s|l|g)\)|\d{1,2} *(?:[+\-=→⇌{]|$)))|(?=[=→⇌]|$))"
)
"""A term whose end is certain: what follows is an arrow, the end, or a plus that is no charge."""


def take_side(cursor: Cursor) -> tuple[list[Term], list[Term]]:
    """Read the terms of one side; return those that stand here, and those that move to the other side.

    Raises UnreadableSubstance.
    """
    here: list[Term] = []
    moved: list[Term] = []
    sign = "+"
    while not (sign == "+" and _took_whole_terms(cursor, here)):
        cursor.skip_spaces()
        heat = cursor.match(_HEAT)
        if heat:
            cursor.index = heat.end()
        else:
            (here if sign == "+" else moved).append(_take_term(cursor, sign))
        cursor.skip_spaces()
        sign = cursor.here
        if sign not in ("+", "-") or len(here) + len(moved) > MOST_SPECIES:
            break
        cursor.index += 1
    if len(here) + len(moved) > MOST_SPECIES:
        raise cursor.unreadable("There are too many substances.", "Слишком много веществ.")
    return here, moved


def _took_whole_terms(cursor: Cursor, here: list[Term]) -> bool:
    """Read terms as long as their ends are certain; say whether the side ends with them."""
    while whole := _WHOLE_TERM.match(cursor.text, cursor.index):
        digits, formula, plus = whole.groups()
        known = known_substance(formula)
        if known is None or len(here) > MOST_SPECIES:
            return False
        here.append((int(digits) if digits else 1, known))
        cursor.index = whole.end()
        if plus is None:
            return True
    return False


def _take_term(cursor: Cursor, sign: str) -> Term:
    start = cursor.index
    count = _take_coefficient(cursor)
    substance = take_substance(cursor)
    if sign == "-" and substance.text != "e^-" and not _ARROW.search(cursor.text):
        raise cursor.unreadable("The equation has no = or →.", "В уравнении нет знака = или →.", start)
    if sign == "-" and substance.text != "e^-":
        raise cursor.unreadable(
            "Only electrons can be subtracted.", "Вычитать в уравнении можно только электроны.", start
        )
    return count, substance


def _take_coefficient(cursor: Cursor) -> int | Fraction:
    found = cursor.match(_COEFFICIENT)
    if found is None:
        return 1
    top, bottom = found["top"] or found["over"], found["bottom"] or found["under"]
    digits = found["decimal"] or found["number"] or ""
    if len(digits) > 1 and digits.startswith("0") and digits.isdigit():
        raise cursor.unreadable(
            "A coefficient doesn't begin with a zero; was the letter O meant?",
            "Коэффициент не начинается с нуля; может быть, это буква O?",
        )
    if len(found["number"] or "") > 10 or (bottom is not None and int(bottom) == 0):
        raise cursor.unreadable("This coefficient is out of bounds.", "Такой коэффициент недопустим.")
    if found["number"] and int(digits):
        cursor.index = found.end()
        return int(digits)
    if bottom is not None:
        count = Fraction(int(top), int(bottom))
    elif found["vulgar"]:
        count = int(found["whole"] or 0) + _VULGAR[found["vulgar"]]
    else:
        count = Fraction(digits.replace(",", "."))
    if count == 0:
        raise cursor.unreadable("A coefficient can't be zero.", "Коэффициент не бывает нулём.")
    cursor.index = found.end()
    return int(count) if count.denominator == 1 else count

"""What an author is offered for a number: a name, a range around the value, or that it stays the same."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Literal

from variants.formulas.reading import KEYWORDS
from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.writing.numbers_in_text import LONGEST_TEXT, FoundNumber, find_numbers

Role = Literal["range", "list", "fixed"]
ROLES: Final[tuple[Role, ...]] = ("range", "list", "fixed")
_BY_WORD: Final = (
    ("ускорени", "a"), ("скорост", "v"), ("масс", "m"), ("угол", "alpha"), ("угл", "alpha"),
    ("коэффициент", "mu"), ("трени", "mu"), ("врем", "t"), ("высот", "h"), ("глубин", "h"), ("длин", "l"),
    ("расстояни", "s"), ("путь", "s"), ("радиус", "R"), ("диаметр", "d"), ("плотност", "rho"),
    ("сопротивлени", "R"), ("напряжени", "U"), ("сил", "F"), ("мощност", "P"), ("энерг", "E"),
    ("работ", "A"), ("температур", "T"), ("давлени", "p"), ("объём", "V"), ("объем", "V"), ("заряд", "q"),
    ("ёмкост", "C"), ("емкост", "C"), ("индукци", "B"), ("частот", "nu"), ("жёсткост", "k"),
    ("жесткост", "k"), ("доля", "w"), ("долей", "w"), ("долю", "w"), ("доли", "w"), ("количеств", "n"),
    ("концентраци", "c"), ("выход", "eta"), ("площад", "S"), ("кпд", "eta"),
    ("преломлени", "n"), ("теплоёмкост", "c"),
    ("acceleration", "a"), ("speed", "v"), ("velocity", "v"), ("mass", "m"), ("angle", "alpha"),
    ("coefficient", "mu"), ("friction", "mu"), ("time", "t"), ("height", "h"), ("depth", "h"),
    ("length", "l"),
    ("distance", "s"), ("radius", "R"), ("diameter", "d"), ("density", "rho"), ("resistance", "R"),
    ("voltage", "U"), ("force", "F"), ("power", "P"), ("energy", "E"), ("temperature", "T"),
    ("pressure", "p"), ("volume", "V"), ("charge", "q"), ("capacit", "C"), ("frequency", "nu"),
    ("stiffness", "k"), ("area", "S"), ("efficiency", "eta"), ("refract", "n"),
    ("fraction", "w"), ("amount", "n"), ("concentration", "c"), ("yield", "eta"),
)  # fmt: skip
_BY_UNIT: Final = {
    "m/s": "v", "kg": "m", "deg": "alpha", "s": "t", "m": "s", "m/s^2": "a", "N": "F", "J": "E", "W": "P",
    "V": "U", "A": "I", "ohm": "R", "C": "q", "F": "C", "Pa": "p", "K": "T", "m^3": "V", "m^2": "S",
    "kg/m^3": "rho", "T": "B", "Hz": "nu", "H": "L", "N/m": "k", "mol": "n", "J/(kg*K)": "c",
    "kg/mol": "M", "mol/m^3": "c",
}  # fmt: skip
_MAY_BE_IN: Final = {
    "a": "m/s^2", "v": "m/s", "m": "kg", "alpha": "deg", "mu": "", "t": "s", "h": "m", "l": "m", "s": "m",
    "d": "m", "R": "m ohm", "rho": "kg/m^3", "U": "V", "F": "N", "P": "W", "E": "J V V/m", "A": "J",
    "T": "K s", "p": "Pa", "V": "m^3", "q": "C", "C": "F", "B": "T", "nu": "Hz", "k": "N/m", "S": "m^2",
    "eta": "", "n": "mol 1", "c": "J/(kg*K) mol/m^3", "w": "",
}  # fmt: skip
"""Units of the quantities that a word's letter may stand for."""
_CONSTANTS: Final = frozenset({("m/s^2", "9.8"), ("m/s^2", "10"), ("m/s^2", "9.81"), ("m/s", "3e8")})
_BETWEEN_LINES: Final = re.compile(r"[;\n]|,\s|\.\s|\.$|⇒|=>|→|\$")
_NAMED: Final = re.compile(r"(?<!\w)([A-Za-zΑ-ωµ][A-Za-z0-9₀-₉]{0,3})\s*$")
_STEPS: Final = tuple(map(Decimal, (1, 2, 3, 4, 5, 6, 8)))
_MOST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """How a number could become a parameter; limits are written as documents write numbers."""

    name: str
    role: Role
    lowest: str
    highest: str
    step: str
    values: tuple[str, ...]


def suggest(found: FoundNumber, taken: Collection[str]) -> Suggestion:
    """Return a name that is free, and values around the one found."""
    lowest, highest, step = spread(found.number, found.unit)
    count = int((highest - lowest) / step)
    stride = max(1, round(count / 6))
    values = tuple(write(lowest + step * place) for place in range(0, count + 1, stride))
    return Suggestion(
        name=free_name(suggest_name(found), taken),
        role="fixed" if _is_constant(found) else "range",
        lowest=write(lowest),
        highest=write(highest),
        step=write(step),
        values=values,
    )


def suggest_name(found: FoundNumber) -> str:
    """Return the letter written before the number, or one that its words or its unit call for."""
    if found.letter and re.fullmatch(r"[A-Za-z_][A-Za-z_0-9]*", found.letter):
        return found.letter
    words = re.split(r"[.!?;,]", found.before.casefold())[-1]
    placed = sorted(((words.rfind(word), letter) for word, letter in _BY_WORD if word in words), reverse=True)
    letters = [letter for _, letter in placed]
    fitting = [letter for letter in letters if _fits(letter, found.unit)]
    if found.unit:
        return (fitting or [_by_unit(found.unit)])[0] or "n"
    return (fitting or letters or ["n"])[0]


def names_a_quantity(word: str) -> bool:
    """Say whether a word is the name of a quantity, in any of its cases."""
    return any(stem in word.casefold() for stem, _ in _BY_WORD)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """Return the name, or the first with a number behind it that is free."""
    if wanted not in taken and wanted not in KEYWORDS:
        return wanted
    bare = wanted.rstrip("0123456789") or wanted
    return next(name for number in range(2, 10_000) if (name := f"{bare}{number}") not in taken)


def spread(number: str, unit: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return limits and a step around a value: round numbers, at most thirty-two, the value among them."""
    value = Decimal(number)
    size = abs(value) or Decimal(1)
    finest = _finest(value, unit)
    steps = [
        finest.scaleb(exponent) * each
        for exponent in range(30)
        for each in _STEPS
        if _MOST / 4 <= size / (finest.scaleb(exponent) * each) <= _MOST
    ] or [finest]
    step = next((each for each in steps if value % each == 0), steps[0])
    low, high = value - size / 2, value + size / 2
    if unit == "deg" and 0 < value < 90:
        high = min(high, Decimal(85))
    below = ((value - low) / step).to_integral_value(ROUND_FLOOR)
    above = ((high - value) / step).to_integral_value(ROUND_CEILING)
    lowest, highest = value - step * below, value + step * above
    return (lowest + step if lowest == 0 else lowest), highest, step


def write(number: Decimal) -> str:
    """Return a number as documents write it."""
    plain = format(number.normalize(), "f")
    return plain if len(plain) <= 8 else f"{number.normalize():e}".replace("+", "")


def _finest(value: Decimal, unit: str) -> Decimal:
    """Return the finest step that still looks like the value: its last digit, or one more for short ones."""
    exponent = value.as_tuple().exponent
    last = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if abs(value) / last < 10 and (unit or last < 1):
        return last / 10
    return last


def _is_constant(found: FoundNumber) -> bool:
    if _are_alike("kg/mol", found.unit):
        return True
    return (
        found.letter in ("g", "c", "k")
        and bool(found.unit)
        and len(found.number) <= 4
        and ((found.unit, found.number) in _CONSTANTS or found.letter == "g")
    )


def _by_unit(unit: str) -> str:
    return next((letter for known, letter in _BY_UNIT.items() if _are_alike(known, unit)), "")


def _fits(letter: str, unit: str) -> bool:
    """Say whether what a word's letter stands for is measured in this unit, or is a pure number."""
    return any(_are_alike(known, unit) for known in _MAY_BE_IN[letter].split() or ("",))


def _are_alike(known: str, unit: str) -> bool:
    """Say whether two units measure the same; an angle is no pure number here, a percentage is one."""
    if "deg" in (known, unit) or not unit:
        return known == unit
    try:
        return read_unit(known or "1").dimension == read_unit(unit).dimension
    except UnknownUnit:
        return False


def formulas_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and right-hand side of what looks like a line of a solution: `a = μg`."""
    for piece in _BETWEEN_LINES.split(text[:LONGEST_TEXT]):
        sides = re.split(r"[=≈]", piece.strip().strip("."))
        name = _NAMED.search(sides[0])
        if len(sides) > 1 and name and re.search(r"[A-Za-zΑ-ωµ]", sides[1]) and "\\" not in sides[1]:
            yield name[1], sides[1].strip()


def results_in(text: str) -> Iterator[tuple[str, FoundNumber]]:
    """Yield the name of a line of a solution and the number that it comes to: `a = μg = 4,9 м/с²`."""
    for number in find_numbers(text):
        line = _BETWEEN_LINES.split(text[: number.start])[-1]
        name = _NAMED.search(re.split(r"[=≈]", line)[0])
        if name and re.search(r"[=≈]\s*$", line):
            yield name[1], number

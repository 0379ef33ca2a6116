"""What an author is offered for a number: a name, a range around the value, or that it stays the same."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Literal

from variants.formulas.reading import KEYWORDS
from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.writing.numbers_in_text import FoundNumber

Role = Literal["range", "list", "fixed"]
ROLES: Final[tuple[Role, ...]] = ("range", "list", "fixed")
_BY_WORD: Final = (
    ("ускорени", "a"), ("скорост", "v"), ("масс", "m"), ("угол", "alpha"), ("угл", "alpha"),
    ("коэффициент", "mu"), ("трени", "mu"), ("врем", "t"), ("высот", "h"), ("глубин", "h"), ("длин", "l"),
    ("расстояни", "s"), ("путь", "s"), ("радиус", "R"), ("диаметр", "d"), ("плотност", "rho"),
    ("сопротивлени", "R"), ("напряжени", "U"), ("сил", "F"), ("мощност", "P"), ("энерг", "E"),
    ("работ", "A"), ("температур", "T"), ("давлени", "p"), ("объём", "V"), ("объем", "V"), ("заряд", "q"),
    ("ёмкост", "C"), ("емкост", "C"), ("индукци", "B"), ("частот", "nu"), ("жёсткост", "k"),
    ("жесткост", "k"), ("площад", "S"), ("кпд", "eta"), ("преломлени", "n"), ("теплоёмкост", "c"),
    ("acceleration", "a"), ("speed", "v"), ("velocity", "v"), ("mass", "m"), ("angle", "alpha"),
    ("coefficient", "mu"), ("friction", "mu"), ("time", "t"), ("height", "h"), ("depth", "h"),
    ("length", "l"),
    ("distance", "s"), ("radius", "R"), ("diameter", "d"), ("density", "rho"), ("resistance", "R"),
    ("voltage", "U"), ("force", "F"), ("power", "P"), ("energy", "E"), ("temperature", "T"),
    ("pressure", "p"), ("volume", "V"), ("charge", "q"), ("capacit", "C"), ("frequency", "nu"),
    ("stiffness", "k"), ("area", "S"), ("efficiency", "eta"), ("refract", "n"),
)  # fmt: skip
_BY_UNIT: Final = {
    "m/s": "v", "kg": "m", "deg": "alpha", "s": "t", "m": "s", "m/s^2": "a", "N": "F", "J": "E", "W": "P",
    "V": "U", "A": "I", "ohm": "R", "C": "q", "F": "C", "Pa": "p", "K": "T", "m^3": "V", "m^2": "S",
    "kg/m^3": "rho", "T": "B", "Hz": "nu", "H": "L", "N/m": "k", "mol": "n", "J/(kg*K)": "c",
    "kg/mol": "M", "mol/m^3": "c",
}  # fmt: skip
_CONSTANTS: Final = frozenset({("m/s^2", "9.8"), ("m/s^2", "10"), ("m/s^2", "9.81"), ("m/s", "3e8")})
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
    placed = [(words.rfind(word), letter) for word, letter in _BY_WORD if word in words]
    by_unit = _by_unit(found.unit)
    if placed and (not found.unit or not by_unit or max(placed)[1] not in _BY_UNIT.values()):
        return max(placed)[1]
    if placed and _fits(max(placed)[1], by_unit):
        return max(placed)[1]
    return by_unit or "n"


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
    return (
        found.letter in ("g", "c", "k")
        and bool(found.unit)
        and len(found.number) <= 4
        and ((found.unit, found.number) in _CONSTANTS or found.letter == "g")
    )


def _by_unit(unit: str) -> str:
    if unit in _BY_UNIT:
        return _BY_UNIT[unit]
    try:
        dimension = read_unit(unit).dimension if unit else None
    except UnknownUnit:
        return ""
    if dimension is None:
        return ""
    return next((letter for known, letter in _BY_UNIT.items() if read_unit(known).dimension == dimension), "")


def _fits(letter: str, by_unit: str) -> bool:
    """Say whether a word's letter may have the dimension that its unit says."""
    alike: Mapping[str, str] = {"h": "s", "l": "s", "s": "s", "R": "s", "d": "s"}
    return letter == by_unit or alike.get(letter) == by_unit


def formulas_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and right-hand side of what looks like a line of a solution: `a = μg`."""
    for piece in re.split(r"[;\n]|,\s|\.\s|\.$|⇒|=>|→|\$", text[:20_000]):
        sides = re.split(r"[=≈]", piece.strip().strip("."))
        name = re.search(r"(?<![\w])([A-Za-zΑ-ωµ][A-Za-z0-9₀-₉]{0,3})\s*$", sides[0])
        if len(sides) > 1 and name and re.search(r"[A-Za-zΑ-ωµ]", sides[1]) and "\\" not in sides[1]:
            yield name[1], sides[1].strip()

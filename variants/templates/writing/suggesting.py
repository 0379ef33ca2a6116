"""What an author is offered for a number: a name, a range around the value, or that it stays the same."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, Literal

from variants.chemistry.reactions import UnreadableReaction, read_reaction
from variants.formulas.reading import KEYWORDS
from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.writing.friendly import INDEXES
from variants.templates.writing.numbers_in_text import LONGEST_TEXT, FoundNumber, find_numbers

Role = Literal["range", "list", "fixed"]
ROLES: Final[tuple[Role, ...]] = ("range", "list", "fixed")
_BY_WORD: Final = (
    ("эдс", "E"), ("ускорени", "a"), ("скорост", "v"), ("масс", "m"), ("угол", "alpha"), ("угл", "alpha"),
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
_BY_WORDS: Final = (
    (r"внутренн\w+ сопротивлени", "r", "ohm"), (r"internal resistance", "r", "ohm"),
    (r"фокусн\w+ расстояни", "F", "m"), (r"focal length", "F", "m"),
    (r"(?:на|by)\s*\Z", "dT", "K"),
)  # fmt: skip
"""Words that mean more than each of them, with their letter and its unit."""
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
_ALSO: Final = {
    "m": "d s l h L H x r R D a b", "K": "t1 t2 t0 t T1 T2 T0", "s": "t t1 t2 T tau", "V": "E U U1 U2",
    "kg": "m m1 m2 m0 M", "m/s": "v0 v v1 v2 u V", "m^3": "V V1 V2", "Pa": "p p1 p2 P", "A": "I I1 I2",
    "N": "F F1 F2 T P N", "J": "Q E A W", "ohm": "R r R1 R2", "kg/m^3": "rho rho1 rho2", "F": "C C1 C2",
    "C": "q q1 q2 Q", "%": "w eta", "mol": "n nu",
}  # fmt: skip
"""Letters that a quantity of this unit may have in a solution."""
_MATERIAL: Final = ("kg/mol", "J/(mol*K)", "J/(kg*K)", "kg/m^3", "N*m^2/kg^2", "N*m^2/C^2", "ohm*m")
"""Units of what a substance or nature itself has: such a number seldom varies."""
_FUNCTION: Final = re.compile(r"arc(?:sin|cos|tg)|sin|cos|tan|ctg|tg|sqrt|ln|lg|exp")
_LETTER: Final = re.compile(rf"Г(?![а-яё])|Δ?[A-Za-zΑ-ωµϕ](?:[а-яё]{{2,6}}|\s(?:{INDEXES})|[0-9₀-₉]*)")
_CONSTANTS: Final = frozenset({("m/s^2", "9.8"), ("m/s^2", "10"), ("m/s^2", "9.81"), ("m/s", "3e8")})
_BETWEEN_LINES: Final = re.compile(r"[;\n]|,\s|\.\s|\.$|⇒|=>|→|\$")
_NAMED: Final = re.compile(
    rf"(?<![\w/])(Г|[A-Za-zΑ-ωµ](?:[A-Za-z0-9₀-₉]{{0,3}}|[а-яё]{{2,6}}|\s(?:{INDEXES})))\s*$"
)
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


def suggest(found: FoundNumber, taken: Collection[str], wanted: Sequence[str] = ()) -> Suggestion:
    """Return a name that is free, one of the solution's letters `wanted` if it fits, and values around."""
    lowest, highest, step = spread(found.number, found.unit)
    count = int((highest - lowest) / step)
    stride = max(1, round(count / 6))
    values = tuple(write(lowest + step * place) for place in range(0, count + 1, stride))
    return Suggestion(
        name=free_name(_wanted_name(found, taken, wanted), taken),
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
    for phrase, letter, unit in _BY_WORDS:
        if _are_alike(unit, found.unit) and re.search(rf"{phrase}\w*\s*\Z", words):
            return letter
    placed = sorted(((words.rfind(word), letter) for word, letter in _BY_WORD if word in words), reverse=True)
    letters = [letter for _, letter in placed]
    fitting = [letter for letter in letters if _fits(letter, found.unit)]
    if found.unit:
        return (fitting or [_by_unit(found.unit)])[0] or ("w" if found.unit == "%" else "n")
    return (fitting or letters or ["n"])[0]


def _wanted_name(found: FoundNumber, taken: Collection[str], wanted: Sequence[str]) -> str:
    """Return the name of a number, or a letter of the solution that nothing else is called by."""
    name = suggest_name(found)
    if found.letter or (name in wanted and name not in taken):
        return name
    if name == "dT":
        return next((each for each in wanted if each in ("dt", "dT")), name)
    also = next((letters for unit, letters in _ALSO.items() if _are_alike(unit, found.unit)), "")
    return next((each for each in also.split() if each in wanted and each not in taken), name)


def letters_in(formula: str) -> list[str]:
    """Return the letters of a formula as typed, each with its index."""
    return _LETTER.findall(_FUNCTION.sub(" ", formula))


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
    if unit == "°C" and 0 < value <= 100:
        high = min(high, Decimal(100))
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
    if any(_are_alike(unit, found.unit) for unit in _MATERIAL):
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
        name = None if _is_reaction(piece) else _NAMED.search(sides[0])
        if len(sides) > 1 and name and re.search(r"[A-Za-zΑ-ωµ]", sides[1]) and "\\" not in sides[1]:
            yield name[1], sides[1].strip()


def _is_reaction(text: str) -> bool:
    """Say whether a line is the equation of a reaction: the same elements, two or more, on both sides."""
    try:
        reaction = read_reaction(text.strip())
    except UnreadableReaction:
        return False
    left, right = (
        {element for _, substance in side for element, _ in substance.composition}
        for side in (reaction.left, reaction.right)
    )
    return left == right and len(left) > 1


def results_in(text: str) -> Iterator[tuple[str, FoundNumber]]:
    """Yield the name of a line of a solution and the number that it comes to: `a = μg = 4,9 м/с²`."""
    for number in find_numbers(text):
        line = _BETWEEN_LINES.split(text[: number.start])[-1]
        name = _NAMED.search(re.split(r"[=≈]", line)[0])
        if name and re.search(r"[=≈]\s*$", line):
            yield name[1], number

"""Finds the numbers of a worked problem, with their units and letters: what its author may let vary."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Final

from variants.quantities.units import UnknownUnit, print_unit, read_unit
from variants.templates.writing.friendly import friendly_name, friendly_number
from variants.texts import Language

MOST_FOUND: Final = 60
LONGEST_TEXT: Final = 20_000
_MOST_DIGITS: Final = 15
_FARTHEST_POWER: Final = 60
_LONGEST_UNIT: Final = 24
_NUMBER: Final = re.compile(
    r"(?<![\w.,^{)\]])(?:(?P<letter>[A-Za-zА-Яа-яΑ-ωµϕ][A-Za-z0-9₀-₉]{0,3})(?:\([^\s=]{1,30}\))?\s*=\s*)?"
    r"(?P<number>[-−]?\d{1,3}(?:[   ]\d{3})+(?!\d)(?:[.,]\d+)?|[-−]?\d+(?:[.,]\d+)?)"
    r"(?P<power>\s*[·×*]\s*10(?:\^?\(?[-−]?\d+\)?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
)
_HIDDEN: Final = re.compile(r"\{\{.*?\}\}|\$\$.*?\$\$|\$[^$]*\$", re.DOTALL)
_UNIT: Final = re.compile(r"[ \u00a0\u202f]?(?P<unit>[^\W\d_°%][\w°%·⋅*/^()²³⁴⁻¹.\- \u00a0]*|[°%][\w°/]*)")
_CHANGE: Final = re.compile(r"\b(?:на|by)\s+\Z", re.IGNORECASE)
"""Before a number of degrees: it is a change, no point of the scale."""
_SMALL_WORDS: Final = frozenset({"in", "a", "as", "at", "u", "d"})
_UNIT_ENDS: Final = re.compile(r"(?<=[\w°%²³⁴¹)])(?![\w²³⁴¹])")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNumber:
    """A number of the text: its span, its digits as a document writes them, its unit, the letter before it.

    The span is that of number and unit, without the letter. `before` are the words in front of it.
    """

    start: int
    end: int
    shown: str
    number: str
    unit: str = ""
    letter: str = ""
    before: str = ""

    @property
    def key(self) -> tuple[Decimal, str]:
        """What is equal for the same quantity written twice, or in the other language."""
        return Decimal(self.number), self.unit


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """Return the numbers of the text that stand neither in a hole nor in a formula, in order."""
    return tuple(islice(_found(text[:LONGEST_TEXT]), MOST_FOUND))


def put_holes(text: str, names: Mapping[tuple[Decimal, str], str]) -> str:
    """Return the text with a hole for every number whose value and unit have a name."""
    written, at = [], 0
    for found in find_numbers(text):
        name = names.get(found.key)
        if name is not None:
            written += [text[at : found.start], "{{" + name + "}}"]
            at = found.end
    return "".join(written) + text[at:]


def document_unit(typed: str) -> str | None:
    """Return a unit as documents spell it: `км/ч` is `km/h`; None if it is no unit."""
    try:
        printed = print_unit(typed.strip(), "en")
        return _spelled(printed) if read_unit(_spelled(printed)) else None
    except UnknownUnit:
        return None


def shown_unit(unit: str, language: Language) -> str:
    """Return a unit of a document as people of this language write it; an unknown one as it is."""
    try:
        return print_unit(unit, language)
    except UnknownUnit:
        return unit


def _spelled(printed: str) -> str:
    plain = printed.replace("·", "*").replace("Ω", "ohm")
    plain = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", _power, plain)
    return "deg" if plain == "°" else plain


def _power(found: re.Match[str]) -> str:
    return "^" + found[0].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))


def _found(text: str) -> Iterator[FoundNumber]:
    # What is hidden keeps its length, so that every span is one of the text itself.
    open_text = _HIDDEN.sub(lambda hidden: "{" * len(hidden[0]), text)
    for match in _NUMBER.finditer(open_text):
        number = friendly_number(match["number"] + (match["power"] or ""))
        if not _is_number(number):
            continue
        unit, end = _unit_after(open_text, match.end())
        if unit == "°C" and _CHANGE.search(open_text[: match.start()][-8:]):
            unit = "K"
        yield FoundNumber(
            start=match.start("number"),
            end=end,
            shown=" ".join(text[match.start("number") : end].split()),
            number=number,
            unit=unit,
            letter=friendly_name(match["letter"] or ""),
            before=text[max(0, match.start() - 60) : match.start()],
        )


def _is_number(text: str) -> bool:
    """Say whether this is a number that a quantity may have: neither a serial number nor beyond nature."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    few = number.is_finite() and len(number.as_tuple().digits) <= _MOST_DIGITS
    return few and abs(number.adjusted()) <= _FARTHEST_POWER


def _unit_after(text: str, position: int) -> tuple[str, int]:
    """Return the longest unit that follows, as a document spells it, and where it ends."""
    following = _UNIT.match(text, position, position + _LONGEST_UNIT)
    if following is None:
        return "", position
    ends = [found.start() for found in _UNIT_ENDS.finditer(following["unit"] + " ")]
    for end in reversed(ends):
        typed = following["unit"][:end]
        unit = document_unit(typed)
        if (
            unit is not None
            and not typed.isspace()
            and _is_likely(typed, text[following.start("unit") + end :])
        ):
            return unit, following.start("unit") + end
    return "", position


def _is_likely(typed: str, rest: str) -> bool:
    """Say whether the letters are a unit rather than a small word: `5 с половиной` is no time."""
    words = " " not in typed.strip() or re.search(r"рт|вод|Hg", typed) is not None
    return words and typed not in _SMALL_WORDS and not rest.lstrip().startswith(("половин", "лишн"))

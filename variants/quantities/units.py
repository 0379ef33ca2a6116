"""Read and print units in either alphabet: products, quotients, powers and prefixes.

A quotient is read as books mean it: in `Дж/кг·К` what follows the stroke after a dot or a space is beneath.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final, Literal

from variants.quantities.numbers import superscript
from variants.quantities.suggestions import similar_unit
from variants.quantities.typed_numbers import SUPERSCRIPTS
from variants.quantities.unit_table import (
    DIMENSIONLESS,
    Dimension,
    UnitName,
    find_declined_unit,
    find_unit,
    find_unit_in_any_case,
    is_russian,
)
from variants.texts import Language

Products = Literal["books", "left_to_right", "beneath"]
"""What stands beneath a stroke: what follows dots and spaces, the next factor alone, or all that follows."""
MAX_LENGTH: Final = 120
MAX_POWER: Final = 24
MAX_PARTS: Final = 24

_TO_LATIN: Final = str.maketrans("АВСЕНКМОРТХасеорху", "ABCEHKMOPTXaceopxy")
_TO_CYRILLIC: Final = str.maketrans("ABCEHKMOPTXaceopxyukmr", "АВСЕНКМОРТХасеорхуикмг")
_LATEX: Final[dict[str, str]] = {"\\Omega": "Ω", "\\degree": "°", "\\circ": "°", "\\mu": "µ", "\\%": "%"}
_BRACED: Final = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
_RAISED: Final = str.maketrans({"²": "^2", "³": "^3", "⁴": "^4"})
_DEGREES: Final = r"(?:°|º|deg(?:rees?)?|⁰|гр\.?|град(?:\.|ус(?:а|ов)?)?)"
_REWRITES: Final[tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]] = (
    (r"\\(?:mathrm|mathit|text|rm|operatorname|left|right)\b", ""),
    (rf"\\[dt]?frac\s*{_BRACED}\s*{_BRACED}", r"(\1)/(\2)"),
    (r"\\(?:cdot|times)(?![A-Za-z])|\\[,;: ]", "·"),
    (r"(\\(?:Omega|degree|circ|%)|\\mu)(?:(?<=mu)\s+)?", lambda found: _LATEX[found[1]]),
    (r"\\(?=[^\W\d_])", "/"),
    (r"\^\s*°|[{}]", lambda found: "°" if "°" in found[0] else ""),
    (r"(?<=[^\W\d_])\s+(?:в\s+квадрате|squared)\b", "^2"),
    (r"(?<=[^\W\d_])\s+(?:в\s+кубе|cubed)\b", "^3"),
    (r"(?<=[^\W\d_])\s+квадратн(?:ый|ых|ого|ом)(?=\s*(?:\Z|[)/*·]))", "^2"),
    (r"(?<=[^\W\d_])\s+кубическ(?:ий|их|ого|ом)(?=\s*(?:\Z|[)/*·]))", "^3"),
    (r"(?<=[^\W\d_])\s+в\s+([23])(?!\w)", r"^\1"),
    (r"(?<=[/\s])(с(?:ек)?)\.?\s*(?:в\s+)?кв\.?(?!\w)", r"\1^2"),
    (r"(?<![^\W\d_])кубометр(?:а|ов)?(?!\w)", "м^3"),
    (r"электрон-?вольт(?:а|ов)?", "электронвольт"),
    (r"per\s+cent", "%"),
    (r"\s+(?:per|на|в|an(?=\s+hour))\s+|\s*÷\s*|\s*:\s*", "/"),
    (r"(?:мм\.?|миллиметр(?:а|ов)?)\s*рт(?:\.|утного)?\s*ст(?:\.|олба)?|mm\s*(?:Hg|of mercury)", "mmHg"),
    (r"см\.?\s*рт\.?\s*ст\.?|cm\s*(?:Hg|of mercury)", "cmHg"),
    (r"дюйма?\s*рт\.?\s*ст\.?|in(?:ches)?\s*(?:Hg|of mercury)", "inHg"),
    (r"мм\.?\s*вод\.?\s*ст\.?", "ммводст"),
    (r"а\.\s*е\.\s*м\.?", "аем"),
    (r"а\.\s*е\.?(?!\w)|астрономических\s+единиц[аы]?", "ае"),
    (r"л\.\s*с\.?(?!\w)|лошадин(?:ых|ая|ые)\s+сил[аы]?|horsepower", "hp"),
    (r"св(?:\.|етов(?:ых|ой|ого))\s*(?:год(?:а|ов)?|лет)|light[\s-]years?", "ly"),
    (_DEGREES + r"\s*(?:[KК](?!\w)|(?:по\s+)?(?:Kelvins?|Кельвин[ау]?)(?!\w))", "K"),
    (_DEGREES + r"\s*(?:[CС](?![\w])|(?:по\s+)?(?:Celsius|Цельси[яю]))", "°C"),
    (r"(?:мор(?:\.|ск(?:их|ая|ие|ой)))\s*мил[ьяи]|nautical\s+miles?", "nmi"),
    (r"кв\.?\s*((?:[ксдм]|мк)?м)(?!\w)", r"\1^2"),
    (r"(?:кв\.|квадратн(?:ый|ых|ого|ом)|square(?!d)|sq\.?(?!u))\s*([^\W\d_]+)", r"\1^2"),
    (r"куб\s+([сдм]?м)(?!\w)", r"\1^3"),
    (r"(?:куб\.|кубическ(?:ий|их|ого|ом)|cubic|cu\.?)\s*([^\W\d_]+)", r"\1^3"),
    (r"((?:[ксдм]|мк)?м)[\s.]*(?:в\s+)?кв\.?(?!\w)", r"\1^2"),
    (r"((?:[ксдм]|мк)?м)[\s.]*(?:в\s+)?куб\.?(?!\w)", r"\1^3"),
    (r"(?<=\w)\.(?=[^\W\d_])|(?<=[^\W\d_])(?=[°º])|\s[xх]\s", "·"),
    (r"(?<=[-−⁻^][\d¹²³⁴])(?=[^\W\d_])|(?<=[^\W\d_H]\d)(?=[^\W\d_])", "·"),
    (r"\*\*", "^"),
    (r"\s*[*×∗]\s*", "*"),
    (r"\s*[·⋅∙•]\s*|(?<=[^\W\d_])[-‐‑](?=[^\W\d_])", "·"),
    (r"\s*[/∕⁄]\s*", "/"),
    (r"\s*\^\s*", "^"),
    (r"[−–]", "-"),
    (r"\s*([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: "^" + found[1].translate(SUPERSCRIPTS)),
)  # fmt: skip
_AS_IT_STANDS: Final = re.compile(r"(?:[^\W\d_⁰¹⁴-⁹]+(?:\^?-?\d)?(?:[*·/](?=[^\W\d_])|\Z))+")
"""Plain names with plain powers, which no rewriting changes."""
_SEPARATOR: Final = re.compile(r"\s*([*·/])\s*|\s+(?=[^\s)])|(?=\()")
_CLOSING: Final = re.compile(r"\s*\)(?:\^(?P<open>\()?(?P<carets>[+-]?\d+)(?(open)\)))?")
_TOKEN: Final = re.compile(
    r"(?P<name>(?:[°º]\s?[CСFKК](?!\w)|[^\W\d_]+|[°º%‰′″'\"’”ΩΩ℃℉])\.?)"
    r"(?P<power>\^(?P<open>\()?(?P<carets>[+-]?\d+(?:[/.]\d+)?)(?(open)\))|[+-]?\d+(?![\d.,]))?"
    r"|(?P<one>1)(?!\d)|(?P<mark>[*·/()])|(?P<space>\s+)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written; the SI value of x is `x*factor + offset` (an offset only for temperatures).

    It is `repaired` where letters of the other alphabet, or one of another case, stand in what was typed.
    """

    text: str
    factor: float
    dimension: Dimension
    offset: float = 0.0
    repaired: bool = False


class UnknownUnit(Exception):
    """A text is not a unit that we know; `suggestion` is a similar one, or empty."""

    def __init__(self, text: str, suggestion: str = "") -> None:
        self.text = text
        self.suggestion = suggestion
        super().__init__(f"unknown unit “{text}”" + (f"; did you mean “{suggestion}”?" if suggestion else ""))


@dataclass(frozen=True, slots=True)
class _Part:
    """One factor of a unit: a name of the table and its power."""

    name: UnitName
    power: Fraction
    repaired: bool = False


@lru_cache(maxsize=4096)
def read_unit(text: str, *, products: Products = "books") -> Unit:
    """Read a unit in either alphabet; `''` is the pure number. Raises UnknownUnit."""
    parts = _parts(text.strip(), products)
    factor, offset = 1.0, 0.0
    dimension: Dimension = DIMENSIONLESS
    try:
        for part in parts:
            factor *= part.name.factor ** float(part.power)
            dimension = tuple(a + b * part.power for a, b in zip(dimension, part.name.dimension, strict=True))
    except OverflowError:
        factor = 0.0
    if not 1e-290 < factor < 1e290:
        raise UnknownUnit(text.strip())
    if len(parts) == 1 and parts[0].power == 1:
        offset = parts[0].name.offset
    plain = tuple(int(power) if power == int(power) else power for power in dimension)
    repaired = any(part.repaired for part in parts)
    name = text.strip() if products == "books" else _spelled_out(parts, text)
    return Unit(name, float(f"{factor:.15g}"), plain, offset, repaired)


@lru_cache(maxsize=4096)
def print_unit(text: str, language: Language) -> str:
    """Print a unit in a language: "m/s^2" → "m/s²" or "м/с²". Raises UnknownUnit."""
    above, below = _printed_parts(text)
    printed_above = "·".join(_print_part(part, language) for part in above)
    printed_below = "·".join(_print_part(part, language) for part in below)
    if not below:
        return printed_above
    return f"{printed_above or '1'}/" + (f"({printed_below})" if len(below) > 1 else printed_below)


@lru_cache(maxsize=4096)
def latex_unit(text: str, language: Language) -> str:
    r"""Print a unit in LaTeX: "m/s^2" → `\text{м}/\text{с}^{2}`. Raises UnknownUnit."""
    above, below = _printed_parts(text)
    printed_above = r"{\cdot}".join(_latex_part(part, language) for part in above)
    printed_below = r"{\cdot}".join(_latex_part(part, language) for part in below)
    if not below:
        return printed_above
    return f"{printed_above or '1'}/" + (f"({printed_below})" if len(below) > 1 else printed_below)


def _spelled_out(parts: tuple[_Part, ...], typed: str) -> str:
    """Write a unit with brackets, so that there is one way to read it: `Дж/(кг·К)` for `Дж/кг*К`."""
    names = [(part.name.ru if is_russian(typed) else part.name.en, part.power) for part in parts]
    above = [name if power == 1 else f"{name}^({power})" for name, power in names if power > 0]
    below = [name if power == -1 else f"{name}^({-power})" for name, power in names if power < 0]
    return ("·".join(above) or "1") + (f"/({'·'.join(below)})" if below else "")


def _printed_parts(text: str) -> tuple[list[_Part], list[_Part]]:
    """Return what stands above the stroke and beneath it; a unit of negative powers alone keeps them."""
    parts = _parts(text.strip(), "books")
    above = [part for part in parts if part.power > 0]
    if not above and "/" not in text:
        return list(parts), []
    return above, [_Part(part.name, -part.power) for part in parts if part.power < 0]


def _print_part(part: _Part, language: Language) -> str:
    name = (
        {"ohm": "Ω", "deg": "°"}.get(part.name.en, _with_ohm(part.name.en))
        if language == "en"
        else part.name.ru
    )
    return name if part.power == 1 else name + superscript(part.power)


def _with_ohm(name: str) -> str:
    return name.removesuffix("ohm") + "Ω" if name.endswith("ohm") else name


def _latex_part(part: _Part, language: Language) -> str:
    name = part.name.en if language == "en" else part.name.ru
    special = {
        "deg": r"{}^{\circ}",
        "°": r"{}^{\circ}",
        "%": r"\%",
        "°C": r"{}^{\circ}\text{C}",
        "°F": r"{}^{\circ}\text{F}",
    }
    if name in special:
        printed = special[name]
    elif name.endswith("ohm"):
        printed = _latex_name(name.removesuffix("ohm")) + r"\Omega"
    else:
        printed = _latex_name(name)
    return printed if part.power == 1 else f"{printed}^{{{part.power}}}"


def _latex_name(name: str) -> str:
    if name.startswith("µ"):
        return r"\mu" + _latex_name(name[1:])
    return rf"\text{{{name}}}" if name else ""


@lru_cache(maxsize=4096)
def _parts(text: str, products: Products) -> tuple[_Part, ...]:
    """Return the factors of a unit with their powers, in the order written. Raises UnknownUnit."""
    if len(text) > MAX_LENGTH:
        raise UnknownUnit(text[:20] + "…")
    whole = find_unit(text)
    if whole:
        return (_Part(whole, Fraction(1)),)
    plain = text.translate(_RAISED)
    if _AS_IT_STANDS.fullmatch(plain):
        with suppress(UnknownUnit):
            return tuple(_Reader(plain, products).read())
    rewritten = _rewritten(text)
    return tuple(_Reader(rewritten, products).read()) if rewritten else ()


def _rewritten(text: str) -> str:
    """Return a unit in the one spelling that the reader knows: `м/с^2` for `метров в секунду в квадрате`."""
    for pattern, replacement in _rewrites():
        text = pattern.sub(replacement, text)
    return text.strip()


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    """Compile the rewrites when a unit first needs them: it takes longer than all else in a short run."""
    return tuple((re.compile(pattern), replacement) for pattern, replacement in _REWRITES)


class _Reader:
    """Reads the tokens of one unit from left to right."""

    def __init__(self, text: str, products: Products) -> None:
        self._text = text
        self._position = 0
        self._products = products

    def read(self) -> list[_Part]:
        """Return all factors. Raises UnknownUnit if anything is left over."""
        parts = self._product(0)
        if self._position < len(self._text):
            raise UnknownUnit(self._text)
        return parts

    def _product(self, depth: int) -> list[_Part]:
        if depth > 8:
            raise UnknownUnit(self._text)
        parts = self._factor(depth)
        beneath = False
        while mark := self._mark():
            if mark == "/":
                beneath = True
            elif self._products == "left_to_right" or (mark == "*" and self._products == "books"):
                beneath = False
            parts += [_Part(p.name, -p.power, p.repaired) if beneath else p for p in self._factor(depth)]
            if len(parts) > MAX_PARTS:
                raise UnknownUnit(self._text)
        return parts

    def _mark(self) -> str:
        """Step over a product or quotient sign; a mere space between factors is a product like a dot."""
        found = _SEPARATOR.match(self._text, self._position)
        if found is None or self._position == 0:
            return ""
        self._position = found.end()
        return found[1] or "·"

    def _factor(self, depth: int) -> list[_Part]:
        found = _TOKEN.match(self._text, self._position)
        if found is None or found["space"] or found["mark"] not in (None, "("):
            raise UnknownUnit(self._text)
        self._position = found.end()
        if found["one"]:
            return []
        if found["name"]:
            return _powered(_named(found["name"]), _power(found))
        inner = self._product(depth + 1)
        closing = _CLOSING.match(self._text, self._position)
        if closing is None:
            raise UnknownUnit(self._text)
        self._position = closing.end()
        power = _power(closing)
        if any(abs(part.power * power) > MAX_POWER for part in inner):
            raise UnknownUnit(self._text)
        return [_Part(part.name, part.power * power, part.repaired) for part in inner]


def _power(found: re.Match[str]) -> Fraction:
    typed = found["carets"] or found.groupdict().get("power")
    if typed is None:
        return Fraction(1)
    if len(typed) > 6 or typed.endswith("/0"):
        raise UnknownUnit(found[0])
    power = Fraction(typed)
    if abs(power) > MAX_POWER:
        raise UnknownUnit(found[0])
    return power


def _powered(names: list[_Part], power: Fraction) -> list[_Part]:
    """Give the power to the last of the names that were written without a sign between them."""
    return [*names[:-1], _Part(names[-1].name, power, names[-1].repaired)]


def _named(typed: str) -> list[_Part]:
    """Find a name: as typed, without full stop, in the other alphabet, in another case, or as two names."""
    spellings = _spellings(typed.replace(" ", ""))
    for tried, spelling in enumerate(spellings):
        name = find_unit(spelling)
        if name is not None:
            return [_Part(name, Fraction(1), repaired=tried > 1)]
    declined = find_declined_unit(typed.rstrip("."))
    if declined is not None:
        return [_Part(declined, Fraction(1))]
    return _folded(spellings) or _glued(typed.rstrip("."))


def _folded(spellings: list[str]) -> list[_Part]:
    """Find a name by its letters alone, where their case can't change what is meant."""
    for tried, spelling in enumerate(spellings):
        name = find_unit_in_any_case(spelling)
        if name is not None:
            return [_Part(name, Fraction(1), repaired=tried > 1)]
    return []


def _spellings(typed: str) -> list[str]:
    bare = typed.rstrip(".")
    other = [bare.translate(_TO_CYRILLIC), bare.translate(_TO_LATIN)]
    return [typed, bare, *(other if is_russian(bare) else reversed(other))]


def _glued(typed: str) -> list[_Part]:
    """Find two names written together: `Нм`, `Втч`, `kgm`."""
    for tried, spelling in enumerate(_spellings(typed)):
        for cut in range(len(spelling) - 1, 0, -1):
            first, second = find_unit(spelling[:cut]), find_unit(spelling[cut:])
            if first and second:
                parts = _Part(first, Fraction(1), tried > 1), _Part(second, Fraction(1), tried > 1)
                return list(parts)
    raise UnknownUnit(typed, similar_unit(typed))

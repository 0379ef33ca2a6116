"""Holes `{{…}}` of an author's text: read once with the text, filled with each variant's values.

`{{m}}` prints number and unit; `{{V in cm^3}}`, `{{n to 3 figures}}`, `{{x to 2 decimals}}` and
`{{p number}}` change how; `{{N | виток | витка | витков}}` adds the word that fits; `{{metal.of}}` prints a
column of a row.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from variants.prose.formulas import UnreadableFormula
from variants.prose.gaps import GAP, GappedHtml, cut_at_gaps, gap
from variants.prose.markdown import render_inline, render_markdown
from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.display.printing import NUMBER_OF_FORMS, Manner, manner_of
from variants.texts import Language, Text

Layout = Literal["blocks", "line"]
_HOLE: Final = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ASSIGNED: Final = re.compile(r"(?P<formula>\$[^$]*\$)|(?<=\S) = (?=\{\{)")
_INSIDE: Final = re.compile(
    r"(?P<name>[^\W\d]\w*(?:\.\w+)*)"
    r"(?:\s+in\s+(?P<unit>(?:(?!\s+to\s+\d|\s+number$).)+?))?"
    r"(?:\s+to\s+(?P<count>\d{1,2})\s+(?P<kind>figures?|decimals?))?"
    r"(?P<bare>\s+number)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """One hole: the dotted name whose value it shows, and how; `position` counts from 0 in the text."""

    name: str
    manner: Manner
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoledText:
    """A text rendered to HTML with gaps, and the hole of each gap."""

    html: GappedHtml
    holes: tuple[Hole, ...]


class UnreadableText(Exception):
    """A hole, or a formula, that its author must mend; `position` counts from 0 in the text."""

    def __init__(self, message: Text, position: int) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


def read_holes(text: str, language: Language) -> tuple[Hole, ...]:
    """Return the holes of a text in their order. Raises UnreadableText."""
    return tuple(_read_hole(found[1], found.start(), language) for found in _HOLE.finditer(text))


@lru_cache(maxsize=4096)
def render_holed(text: str, language: Language, layout: Layout) -> HoledText:
    """Render a text once for all variants. Raises UnreadableText."""
    holes = read_holes(text, language)
    numbers = iter(range(len(holes)))
    marked = _HOLE.sub(lambda _: gap(next(numbers)), _tie_values(text))
    try:
        html = render_markdown(marked, lines="kept") if layout == "blocks" else render_inline(marked)
    except UnreadableFormula as error:
        raise UnreadableText(error.message, _place_of_formula(text, error)) from error
    return HoledText(html=cut_at_gaps(html), holes=holes)


def _tie_values(text: str) -> str:
    """Keep `g = {{g}}` in one line of the page; inside formulas nothing changes."""
    return _ASSIGNED.sub(lambda found: found["formula"] or "\u00a0=\u00a0", text)


def _place_of_formula(text: str, error: UnreadableFormula) -> int:
    """Return the place in the text of what a formula was refused for."""
    written = _HOLE.findall(text)
    before = error.formula[: error.position or 0]
    start = text.find(GAP.sub(lambda found: "{{" + written[int(found[1])] + "}}", error.formula))
    inside = GAP.sub(lambda found: "{{" + written[int(found[1])] + "}}", before)
    return max(start, 0) + len(inside)


def _read_hole(inside: str, position: int, language: Language) -> Hole:
    head, *forms = (part.strip() for part in inside.split("|"))
    found = _INSIDE.fullmatch(head)
    if found is None:
        raise UnreadableText(
            Text(
                f"{{{{{inside}}}}} can't be read: write a name, then “in unit”, “to 3 figures” or “number”.",
                f"Вставка {{{{{inside}}}}} не читается: после имени — «in кг», «to 3 figures» или «number».",
            ),
            position,
        )
    _check_forms(forms, position, language)
    _check_unit(found["unit"], position)
    figures, decimals = _count(found["kind"], found["count"])
    manner = manner_of(
        unit=found["unit"], figures=figures, decimals=decimals, bare=bool(found["bare"]), forms=tuple(forms)
    )
    return Hole(name=found["name"], manner=manner, position=position)


def _count(kind: str | None, count: str | None) -> tuple[int | None, int | None]:
    if kind is None or count is None:
        return None, None
    return (int(count), None) if kind.startswith("figure") else (None, int(count))


def _check_forms(forms: list[str], position: int, language: Language) -> None:
    wanted = NUMBER_OF_FORMS[language]
    if forms and len(forms) != wanted:
        raise UnreadableText(
            Text(
                f"This hole has {len(forms)} forms of the word; {wanted} are needed here.",
                f"Во вставке {len(forms)} формы слова, а нужно {wanted}.",
            ),
            position,
        )


def _check_unit(unit: str | None, position: int) -> None:
    try:
        read_unit(unit or "")
    except UnknownUnit as error:
        raise UnreadableText(
            Text(f"{error.text} is not a unit.", f"{error.text} — неизвестная единица."), position
        ) from error

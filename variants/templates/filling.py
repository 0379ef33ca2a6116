"""Fill the texts of a task for many of its members: a text, and a value in it, are printed once.

What was made is kept under the identity of what it was made of, together with that, so that it lives on:
comparing values takes longer than all the rest.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import repeat
from typing import Final, NamedTuple

from variants.prose.formulas import typeset
from variants.prose.gaps import GappedHtml
from variants.prose.plain import plain_text
from variants.templates.display.printing import (
    AS_IT_IS,
    PLACES,
    PLACES_BEFORE_A_STOP,
    Manner,
    Printed,
    place_value,
    print_value,
)
from variants.templates.holes import Hole, Layout, render_holed
from variants.templates.located import Templates
from variants.templates.made import Made
from variants.templates.values import EquationValue, FormulaValue, Value
from variants.texts import LANGUAGES, Language, Text

Lookup = Callable[[str], Value]
Column = Callable[[str], Sequence[Value]]
NO_TEXT: Final = Text()
_STOP: Final = re.compile(r"(?:</\w+>)*[.…]")


class _Holed:
    """A text of one language, cut at its gaps."""

    __slots__ = ("gaps", "holes", "parts")

    def __init__(self, html: GappedHtml, holes: tuple[Hole, ...]) -> None:
        self.holes = holes
        self.parts = [part for piece in html.pieces for part in (piece, "")][:-1]
        self.gaps = tuple(
            (2 * index + 1, number, (PLACES_BEFORE_A_STOP if _STOP.match(piece) else PLACES)[place])
            for index, ((place, number), piece) in enumerate(zip(html.gaps, html.pieces[1:], strict=True))
        )


class _Known(NamedTuple):
    """A text that was read: without holes it is `fixed`."""

    fixed: Text | None
    names: tuple[str, ...]
    en: _Holed | None
    ru: _Holed | None


class Filler:
    """Fills texts and prints values, as long as the values it has seen are in use.

    Texts are read once for all that share what is `made` of them.
    """

    def __init__(self, made: Made | None = None) -> None:
        self._made = Made() if made is None else made
        self._plain: dict[tuple[int, ...], tuple[Templates, list[Value], Text]] = {}
        self._printed: dict[tuple[int, Language, int], tuple[Value, Manner, Printed]] = {}
        self._html: dict[tuple[int, int], tuple[Value, Manner, Text]] = {}
        self._columns: dict[tuple[int, Language, int], tuple[Sequence[Value], Manner, _PrintedColumn]] = {}

    def fill(self, templates: Templates | None, lookup: Lookup, layout: Layout = "line") -> Text:
        """Return the text as HTML with these values, in every language it was written in."""
        if templates is None:
            return NO_TEXT
        known = self._made.once(_read, templates, layout)
        if known.fixed is not None:
            return known.fixed
        return Text(
            None if known.en is None else self._fill(known.en, "en", lookup),
            None if known.ru is None else self._fill(known.ru, "ru", lookup),
        )

    def fill_all(
        self, templates: Templates | None, column: Column, count: int, layout: Layout = "line"
    ) -> list[Text]:
        """Return the text filled for so many members; `column` leads from a name to the value of each."""
        if templates is None:
            return [NO_TEXT] * count
        known = self._made.once(_read, templates, layout)
        if known.fixed is not None:
            return [known.fixed] * count
        nothing = repeat(None, count)
        english = nothing if known.en is None else self._fill_all(known.en, "en", column, count)
        russian = nothing if known.ru is None else self._fill_all(known.ru, "ru", column, count)
        return list(map(Text, english, russian))

    def names_in(self, templates: Templates) -> Sequence[str]:
        """Return the names whose values a line of text shows."""
        return self._made.once(_read, templates, "line").names

    def plain(self, templates: Templates | None, lookup: Lookup) -> Text:
        """Return the text with these values as plain words without markup."""
        if templates is None:
            return NO_TEXT
        known = self._made.once(_read, templates, "line")
        values = [] if known.fixed is not None else [lookup(name) for name in known.names]
        made_of = (id(templates), *map(id, values))
        found = self._plain.get(made_of)
        if found is None:
            words = self.fill(templates, lookup).map(plain_text)
            found = self._plain[made_of] = (templates, values, words)
        return found[2]

    def printed_all(
        self, values: Sequence[Value], language: Language, manner: Manner = AS_IT_IS
    ) -> Sequence[Printed]:
        """Return values of one name as printed in a language."""
        return self._column(values, language, manner).values

    def printed(self, value: Value, language: Language, manner: Manner = AS_IT_IS) -> Printed:
        """Return a value as printed in a language."""
        known = self._printed.get((id(value), language, id(manner)))
        if known is None:
            printed = place_value(value, language, manner)
            known = self._printed[id(value), language, id(manner)] = (value, manner, printed)
        return known[2]

    def html(self, value: Value, manner: Manner = AS_IT_IS) -> Text:
        """Return a value as HTML: formulas with letters are typeset, everything else is words."""
        known = self._html.get((id(value), id(manner)))
        if known is None:
            known = self._html[id(value), id(manner)] = (value, manner, self._html_of(value, manner))
        return known[2]

    def _html_of(self, value: Value, manner: Manner) -> Text:
        english, russian = (print_value(value, "en", manner), print_value(value, "ru", manner))
        if isinstance(value, FormulaValue | EquationValue):
            return Text(en=typeset(english.tex), ru=typeset(russian.tex))
        return Text(en=escape(english.words), ru=escape(russian.words))

    def _fill(self, holed: _Holed, language: Language, lookup: Lookup) -> str:
        shown = [self.printed(lookup(hole.name), language, hole.manner).places for hole in holed.holes]
        parts = holed.parts.copy()
        for index, number, place in holed.gaps:
            parts[index] = shown[number][place]
        return "".join(parts)

    def _fill_all(self, holed: _Holed, language: Language, column: Column, count: int) -> Iterator[str]:
        shown = [self._column(column(hole.name), language, hole.manner).places for hole in holed.holes]
        parts: list[Iterable[str]] = [repeat(part, count) for part in holed.parts]
        for index, number, place in holed.gaps:
            parts[index] = shown[number][place]
        return map("".join, zip(*parts, strict=True))

    def _column(self, values: Sequence[Value], language: Language, manner: Manner) -> "_PrintedColumn":
        mark = (id(values), language, id(manner))
        known = self._columns.get(mark)
        if known is None:
            distinct = {id(value): value for value in values}
            made = {place: place_value(value, language, manner) for place, value in distinct.items()}
            column = _PrintedColumn([made[id(value)] for value in values])
            known = self._columns[mark] = (values, manner, column)
        return known[2]


class _PrintedColumn:
    """The values of one name in many variants, as printed; and, for each of the places, what stands there."""

    __slots__ = ("places", "values")

    def __init__(self, values: Sequence[Printed]) -> None:
        self.values = values
        columns = zip(*[one.places for one in values], strict=True)
        self.places: Sequence[Sequence[str]] = tuple(columns) if values else ((),) * 5


def no_value(name: str) -> Value:
    """Look a name up where there are no values, for texts that show none. Raises KeyError."""
    raise KeyError(name)


def _read(templates: Templates, layout: Layout) -> _Known:
    english, russian = (_read_in(templates, language, layout) for language in LANGUAGES)
    fixed = None
    if not (english and english.gaps) and not (russian and russian.gaps):
        fixed = Text(*(None if holed is None else holed.parts[0] for holed in (english, russian)))
    names = tuple(hole.name for holed in (english, russian) if holed is not None for hole in holed.holes)
    return _Known(fixed, names, english, russian)


def _read_in(templates: Templates, language: Language, layout: Layout) -> _Holed | None:
    template = templates.in_language(language)
    if template is None:
        return None
    rendered = render_holed(template.text, language, layout)
    return _Holed(rendered.html, rendered.holes)


def fill_text(templates: Templates | None, lookup: Lookup, layout: Layout = "line") -> Text:
    """Return the text as HTML with one variant's values, in every language it was written in."""
    return Filler().fill(templates, lookup, layout)

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
from variants.prose.gaps import Filling, GappedHtml, Place
from variants.prose.plain import plain_text
from variants.templates.display.printing import AS_IT_IS, Manner, print_value
from variants.templates.holes import Hole, Layout, render_holed
from variants.templates.located import Templates
from variants.templates.values import EquationValue, FormulaValue, Value
from variants.texts import Language, Text

Lookup = Callable[[str], Value]
Column = Callable[[str], Sequence[Value]]
NO_TEXT: Final = Text()
_SIGNS_OF_HTML: Final = re.compile("[&<>\"']")
_PLACES: Final[dict[Place, int]] = {"P": 0, "T": 1, "M": 2}
_BEFORE_A_STOP: Final[dict[Place, int]] = {"P": 3, "T": 1, "M": 4}
_STOP: Final = re.compile(r"(?:</\w+>)*[.…]")
_LAST_DOT: Final = re.compile(r"\.(?=(?:</\w+>)*\Z)")


class Printed(NamedTuple):
    """A printed value, and what of it goes into prose, into an attribute with LaTeX and into MathML.

    Two more are prose and MathML before a full stop, where `рт. ст.` leaves its own dot out.
    """

    filling: Filling
    places: tuple[str, ...]


class _Holed:
    """A text of one language, cut at its gaps."""

    __slots__ = ("gaps", "holes", "parts")

    def __init__(self, html: GappedHtml, holes: tuple[Hole, ...]) -> None:
        self.holes = holes
        self.parts = [part for piece in html.pieces for part in (piece, "")][:-1]
        self.gaps = tuple(
            (2 * index + 1, number, (_BEFORE_A_STOP if _STOP.match(piece) else _PLACES)[place])
            for index, ((place, number), piece) in enumerate(zip(html.gaps, html.pieces[1:], strict=True))
        )


class _Known(NamedTuple):
    """A text that was read: without holes it is `fixed`."""

    templates: Templates
    fixed: Text | None
    names: tuple[str, ...]
    en: _Holed | None
    ru: _Holed | None
    plain: dict[tuple[int, ...], tuple[list[Value], Text]]


class Filler:
    """Fills texts and prints values, as long as the values it has seen are in use."""

    def __init__(self) -> None:
        self._texts: dict[tuple[int, Layout], _Known] = {}
        self._printed: dict[tuple[int, Language, int], tuple[Value, Manner, Printed]] = {}
        self._html: dict[tuple[int, int], tuple[Value, Manner, Text]] = {}
        self._columns: dict[
            tuple[int, Language, int], tuple[Sequence[Value], Manner, Sequence[tuple[str, ...]]]
        ] = {}

    def fill(self, templates: Templates | None, lookup: Lookup, layout: Layout = "line") -> Text:
        """Return the text as HTML with these values, in every language it was written in."""
        if templates is None:
            return NO_TEXT
        known = self._texts.get((id(templates), layout)) or self._read(templates, layout)
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
        known = self._texts.get((id(templates), layout)) or self._read(templates, layout)
        if known.fixed is not None:
            return [known.fixed] * count
        nothing = repeat(None, count)
        english = nothing if known.en is None else self._fill_all(known.en, "en", column, count)
        russian = nothing if known.ru is None else self._fill_all(known.ru, "ru", column, count)
        return list(map(Text, english, russian))

    def names_in(self, templates: Templates) -> Sequence[str]:
        """Return the names whose values a line of text shows."""
        known = self._texts.get((id(templates), "line")) or self._read(templates, "line")
        return known.names

    def plain(self, templates: Templates | None, lookup: Lookup) -> Text:
        """Return the text with these values as plain words without markup."""
        if templates is None:
            return NO_TEXT
        known = self._texts.get((id(templates), "line")) or self._read(templates, "line")
        values = [] if known.fixed is not None else [lookup(name) for name in known.names]
        made_of = tuple(map(id, values))
        found = known.plain.get(made_of)
        if found is None:
            found = known.plain[made_of] = (values, self.fill(templates, lookup).map(plain_text))
        return found[1]

    def printed(self, value: Value, language: Language, manner: Manner = AS_IT_IS) -> Printed:
        """Return a value as printed in a language."""
        known = self._printed.get((id(value), language, id(manner)))
        if known is None:
            filling = print_value(value, language, manner)
            places = (_escaped(filling.words), _escaped(filling.tex), filling.mathml)
            stopped = (_LAST_DOT.sub("", places[0]), _LAST_DOT.sub("", places[2]))
            printed = Printed(filling, (*places, *stopped))
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

    def _read(self, templates: Templates, layout: Layout) -> _Known:
        english, russian = (_read(templates, language, layout) for language in ("en", "ru"))
        fixed = None
        if not (english and english.gaps) and not (russian and russian.gaps):
            fixed = Text(*(None if holed is None else holed.parts[0] for holed in (english, russian)))
        names = tuple(hole.name for holed in (english, russian) if holed is not None for hole in holed.holes)
        known = _Known(templates, fixed, names, english, russian, {})
        self._texts[id(templates), layout] = known
        return known

    def _fill(self, holed: _Holed, language: Language, lookup: Lookup) -> str:
        shown = [self.printed(lookup(hole.name), language, hole.manner).places for hole in holed.holes]
        parts = holed.parts.copy()
        for index, number, place in holed.gaps:
            parts[index] = shown[number][place]
        return "".join(parts)

    def _fill_all(self, holed: _Holed, language: Language, column: Column, count: int) -> Iterator[str]:
        shown = [self._printed_all(column(hole.name), language, hole.manner) for hole in holed.holes]
        parts: list[Iterable[str]] = [repeat(part, count) for part in holed.parts]
        for index, number, place in holed.gaps:
            parts[index] = shown[number][place]
        return map("".join, zip(*parts, strict=True))

    def _printed_all(
        self, values: Sequence[Value], language: Language, manner: Manner
    ) -> Sequence[tuple[str, ...]]:
        """Return for each of the places what is printed there of each value."""
        mark = (id(values), language, id(manner))
        known = self._columns.get(mark)
        if known is None:
            made: dict[int, tuple[str, ...]] = {}
            for value in values:
                if id(value) not in made:
                    made[id(value)] = self.printed(value, language, manner).places
            rows = [made[id(value)] for value in values]
            columns = tuple(zip(*rows, strict=True)) if rows else ((),) * (len(_PLACES) + 2)
            known = self._columns[mark] = (values, manner, columns)
        return known[2]


def _escaped(text: str) -> str:
    return escape(text) if _SIGNS_OF_HTML.search(text) else text


def _read(templates: Templates, language: Language, layout: Layout) -> _Holed | None:
    template = templates.in_language(language)
    if template is None:
        return None
    rendered = render_holed(template.text, language, layout)
    return _Holed(rendered.html, rendered.holes)


def fill_text(templates: Templates | None, lookup: Lookup, layout: Layout = "line") -> Text:
    """Return the text as HTML with one variant's values, in every language it was written in."""
    return Filler().fill(templates, lookup, layout)

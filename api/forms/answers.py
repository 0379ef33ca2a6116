"""Turn a posted form into the answers of `variants.keys`.

One scheme of names serves every shape; pages and this file are the two places that know it:

    answer.ASK                          a line, a long text, one choice; repeated for several choices
    answer.ASK.ITEM                     matching: the option of an item
    answer.ASK.OPTION                   ordering: the place of an option, counted from 1
    answer.ASK.COLUMN.ROW               a table: the cell in the row counted from 0
    answer.ASK.axes.x.name              a plot: also .unit, .lowest and .highest, and the same for y
    answer.ASK.dots.0.x                 a plot: also .y, more rows, and `line` or `curve` for `dots`
"""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Answer, Kind
from variants.texts import Text
from variants.variant import ChoiceShape, PlotShape, Shape, TableShape


class Asked(Protocol):
    """What a form asks for: an ask, with or without its key."""

    @property
    def name(self) -> str:
        """The name that the fields of the form carry."""
        ...

    @property
    def kind(self) -> Kind:
        """The kind of answer."""
        ...

    @property
    def shape(self) -> Shape:
        """What the inputs look like."""
        ...


Form = Mapping[str, Sequence[str]]
"""A posted form: the values of each field name."""

LONGEST_LINE: Final = 2_000
LONGEST_TEXT: Final = 20_000
MOST_POINTS: Final = 200
DRAWN_PARTS: Final = ("dots", "line", "curve")
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", ",": ".", "\u00a0": None, "\u202f": None, " ": None})


class Question(Protocol):
    """What of an ask the page shows."""

    @property
    def name(self) -> str:
        """Its name in the task."""
        ...

    @property
    def kind(self) -> Kind:
        """What is asked for."""
        ...

    @property
    def shape(self) -> Shape:
        """How it is entered."""
        ...


def field_name(ask: str, *parts: str | int) -> str:
    """Return the name of the form field of an ask, or of one part of it."""
    return ".".join(["answer", ask, *map(str, parts)])


def answer_from_form(ask: Asked, form: Form) -> Answer:
    """Return the answer as a checker takes it, or None if nothing was entered. Raises UnreadableAnswer."""
    draft = draft_from_form(ask, form)
    if draft is None:
        return None
    if isinstance(ask.shape, PlotShape):
        return _strict_plot(draft)
    if isinstance(ask.shape, ChoiceShape) and ask.shape.pick == "ordering":
        return _strict_order(ask.shape, draft)
    return draft


def draft_from_form(ask: Asked, form: Form) -> Answer:
    """Return what is entered so far, or None if nothing is: an answer that may be unfinished.

    Coordinates of a plot stay as typed, and an unfinished order is an object option -> place.
    Raises UnreadableAnswer only for what is too long to keep.
    """
    match ask.shape:
        case ChoiceShape():
            return _choice(ask, ask.shape, form)
        case TableShape():
            return _table(ask, ask.shape, form)
        case PlotShape():
            return _plot(ask, ask.shape, form)
        case _:
            longest = LONGEST_TEXT if ask.kind == "text" else LONGEST_LINE
            return _typed(form, field_name(ask.name), longest) or None


def _typed(form: Form, name: str, longest: int = LONGEST_LINE) -> str:
    values = form.get(name, ())
    typed = values[-1].replace("\r\n", "\n") if values else ""
    if len(typed) > longest:
        raise UnreadableAnswer(
            Text(
                en=f"The answer is longer than {longest} characters.",
                ru=f"Ответ длиннее {longest} символов.",
            )
        )
    return typed if typed.strip() else ""


def _choice(ask: Asked, shape: ChoiceShape, form: Form) -> Answer:
    options = [option.name for option in shape.options]
    match shape.pick:
        case "one":
            chosen = _typed(form, field_name(ask.name))
            return chosen if chosen in options else None
        case "several":
            ticked = form.get(field_name(ask.name), ())
            return [name for name in options if name in ticked] or None
        case "matching":
            matches = {item.name: _typed(form, field_name(ask.name, item.name)) for item in shape.items}
            return {item: option for item, option in matches.items() if option in options} or None
        case "ordering":
            places = {name: _typed(form, field_name(ask.name, name)).strip() for name in options}
            return _order(places)


def _order(places: Mapping[str, str]) -> Answer:
    filled = {name: place for name, place in places.items() if place}
    if not filled:
        return None
    if sorted(filled.values()) == sorted(str(place) for place in range(1, len(places) + 1)):
        return sorted(filled, key=lambda name: int(filled[name]))
    return filled


def _strict_order(shape: ChoiceShape, draft: Answer) -> list[str]:
    if isinstance(draft, list):
        return draft
    places = list(draft.values())
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise UnreadableAnswer(Text(en=f"Place {twice} is given twice.", ru=f"Место {twice} указано дважды."))
    missing = len(shape.options) - len(places)
    raise UnreadableAnswer(
        Text(
            en=f"Give every line its place; without a place: {missing}.",
            ru=f"Укажите место каждой строки; без места: {missing}.",
        )
    )


def _table(ask: Asked, shape: TableShape, form: Form) -> Answer:
    columns = {
        column.name: [
            _typed(form, field_name(ask.name, column.name, row)) if cell is None else ""
            for row, cell in enumerate(column.cells)
        ]
        for column in shape.columns
        if None in column.cells
    }
    return columns if any(any(cells) for cells in columns.values()) else None


def _plot(ask: Asked, shape: PlotShape, form: Form) -> Answer:
    drawn = {
        part: points
        for part in DRAWN_PARTS
        if part in shape.parts and (points := _points(ask.name, part, form))
    }
    axes = {side: _axis(ask.name, side, form) for side in ("x", "y")}
    named = "axes" in shape.parts and any(axis.get("name") or axis.get("unit") for axis in axes.values())
    if not drawn and not named:
        return None
    return {**({"axes": axes} if any(axes.values()) else {}), **drawn}


def _axis(ask: str, side: str, form: Form) -> dict[str, str]:
    typed = {
        part: _typed(form, field_name(ask, "axes", side, part))
        for part in ("name", "unit", "lowest", "highest")
    }
    return {part: words.strip() for part, words in typed.items() if words}


def _points(ask: str, part: str, form: Form) -> list[list[str]]:
    start = field_name(ask, part) + "."
    rows = {
        int(name[len(start) : -2])
        for name in form
        if name.startswith(start) and re.fullmatch(r"[0-9]{1,4}\.[xy]", name[len(start) :])
    }
    points = [
        [_typed(form, field_name(ask, part, row, side)).strip() for side in ("x", "y")]
        for row in sorted(rows)
    ]
    filled = [point for point in points if any(point)]
    if len(filled) > MOST_POINTS:
        raise UnreadableAnswer(
            Text(
                en=f"There are more than {MOST_POINTS} points.",
                ru=f"Точек больше, чем {MOST_POINTS}.",
            ),
            part=part,
        )
    return filled


def _strict_plot(draft: Mapping[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        part: [
            [_coordinate(typed, part, row) for typed in point]
            for row, point in enumerate(draft[part], start=1)
        ]
        for part in DRAWN_PARTS
        if part in draft
    }
    if "axes" in draft:
        answer["axes"] = {side: _strict_axis(axis) for side, axis in draft["axes"].items()}
    return answer


def _strict_axis(axis: Mapping[str, str]) -> dict[str, Any]:
    """Return an axis with numbers for its limits; what is no number is no limit."""
    limits = {end: _number(axis[end]) for end in ("lowest", "highest") if end in axis}
    named = {part: axis[part] for part in ("name", "unit") if part in axis}
    return {**named, **{end: limit for end, limit in limits.items() if math.isfinite(limit)}}


def _number(typed: str) -> float:
    """Return the number that is typed, NaN where there is none."""
    try:
        return math.nan if "_" in typed else float(typed.translate(_SIGNS))
    except ValueError:
        return math.nan


def _coordinate(typed: str, part: str, row: int) -> float:
    """Read a coordinate; `part` and `row` (from 1) name the place in the message."""
    number = _number(typed)
    if not math.isfinite(number):
        shown = typed[:40]
        en = f"Point {row}: «{shown}» is not a number." if shown else f"Point {row} has only one coordinate."
        ru = f"Точка {row}: «{shown}» — не число." if shown else f"У точки {row} только одна координата."
        raise UnreadableAnswer(Text(en=en, ru=ru), part=part)
    return number

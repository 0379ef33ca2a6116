"""The right answers to a variant, as the fields of the form that a browser posts."""

from collections.abc import Iterator, Mapping
from typing import Any

from api.forms.answers import field_name
from variants.checkers.registry import type_key
from variants.variant import Ask, ChoiceShape, PlotShape, TableShape, Variant

Field = tuple[str, str]


def right_answers(variant: Variant) -> tuple[Field, ...]:
    """Return the fields that answer every ask of the variant rightly."""
    return tuple(field for ask in variant.asks for field in _fields(ask))


def _fields(ask: Ask) -> Iterator[Field]:
    answer: Any = type_key(ask.key, "en")
    match ask.shape:
        case TableShape():
            yield from _table(ask.name, ask.shape, answer)
        case PlotShape():
            yield from _plot(ask.name, answer)
        case ChoiceShape(pick="several"):
            yield from ((field_name(ask.name), option) for option in answer)
        case ChoiceShape(pick="matching"):
            yield from ((field_name(ask.name, item), option) for item, option in answer.items())
        case ChoiceShape(pick="ordering"):
            yield from (
                (field_name(ask.name, option), str(place)) for place, option in enumerate(answer, start=1)
            )
        case _:
            yield field_name(ask.name), answer


def _table(ask: str, shape: TableShape, answer: Mapping[str, Any]) -> Iterator[Field]:
    for column in shape.columns:
        for row, shown in enumerate(column.cells):
            if shown is None:
                yield field_name(ask, column.name, row), answer[column.name][row]


def _plot(ask: str, answer: Mapping[str, Any]) -> Iterator[Field]:
    for side, axis in answer.get("axes", {}).items():
        yield from ((field_name(ask, "axes", side, part), words) for part, words in axis.items())
    for part in ("dots", "line", "curve"):
        for row, (x, y) in enumerate(answer.get(part, ())):
            yield field_name(ask, part, row, "x"), repr(x)
            yield field_name(ask, part, row, "y"), repr(y)

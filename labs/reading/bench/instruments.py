"""Read `instruments`: what each reads, on which spans, how wrong it may be and how it looks."""

from collections.abc import Callable
from functools import partial
from typing import Final, cast, get_args

from labs.documents.instruments import Instrument, Look, Span
from labs.reading.checking import NOTHING
from labs.reading.names import Names
from labs.reading.numbers import read_not_negative, read_number, read_positive, read_share_of_one
from labs.reading.words import read_words
from variants.templates.documents import Complaint, Node
from variants.templates.located import Formula
from variants.templates.reading.fields import (
    Fields,
    read_formula_at,
    read_unit_text,
    read_word,
    read_yes_no,
)
from variants.templates.reading.names import read_names
from variants.templates.type_checks import say_type
from variants.templates.value_types import TextType, TruthType, WordType
from variants.texts import Text

_ERRORS: Final = ("resolution", "class", "zero", "noise", "from", "to", "signed")
_COMMON: Final = ("reads", "look", "when", "otherwise", "lag", "live", "label")
MOST_STEPS: Final = 1e7


def read_instruments(node: Node, names: Names, *, lagging: bool) -> dict[str, Instrument]:
    """Read all instruments; only where something goes on in time can they be `lagging`. Raises Complaint."""
    found = {}
    for name, entry in read_names(node, names.problems):
        instrument = names.problems.attempt(partial(_instrument, name, entry, names))
        if instrument is not None:
            found[name] = instrument
            if instrument.lag and not lagging:
                names.problems.add(entry, Text(en="`lag` needs a `process`", ru="для `lag` нужен `process`"))
    return found


def _instrument(name: str, node: Node, names: Names) -> Instrument:
    problems = names.problems
    fields = Fields(node, problems, (*_COMMON, "unit", "ranges", *_ERRORS))
    worded = _is_worded(fields)
    if ("when" in fields) != ("otherwise" in fields):
        problems.add(
            node, Text(en="`when` and `otherwise` go together", ru="`when` и `otherwise` пишут вместе")
        )
    if worded:
        _refuse_numbers(fields)
    unit = fields.get("unit", read_unit_text, "")
    return Instrument(
        name=name,
        label=fields.need("label", read_words(problems), Text()),
        reads=fields.need("reads", partial(_reads, names=names, unit=None if worded else unit), NOTHING),
        unit=unit,
        spans=() if worded else _spans(fields),
        look=_look(fields),
        when=fields.maybe("when", names.checker().truth),
        otherwise=fields.get("otherwise", read_words(problems), Text()),
        lag=0.0 if worded else fields.get("lag", read_positive(1e5), 0.0),
        live=fields.get("live", read_yes_no, default=False),
        line=fields.record.line,
        column=fields.record.column,
    )


def _is_worded(fields: Fields) -> bool:
    return _look(fields) == "text"


def _look(fields: Fields) -> Look:
    return cast("Look", fields.get("look", read_word(*get_args(Look)), "digits"))


def _refuse_numbers(fields: Fields) -> None:
    for name in ("unit", "ranges", "lag", *_ERRORS):
        if name in fields:
            fields.problems.add(
                fields.record.keys[name],
                Text(en=f"words have no `{name}`", ru=f"у слов не бывает `{name}`"),
            )


def _reads(node: Node, names: Names, unit: str | None) -> Formula:
    checker = names.checker()
    if unit is not None:
        return checker.number(unit)(node)
    formula = read_formula_at(node)
    found = checker.type_of(formula)
    if found is not None and not isinstance(found, WordType | TextType | TruthType):
        said = say_type(found)
        raise Complaint(
            (formula.line, formula.column),
            Text(
                en=f"an instrument that looks as `text` reads words, not {said.en}",
                ru=f"прибор с `look: text` показывает слова, а не {said.ru}",
            ),
        )
    for word in sorted(found.words - names.words if isinstance(found, WordType) else ()):
        names.problems.add(
            (formula.line, formula.column),
            Text(
                en=f"nothing says how `{word}` is printed: it is in no list of words",
                ru=f"неизвестно, как печатать `{word}`: такого слова нет ни в одном списке",
            ),
        )
    return formula


def _spans(fields: Fields) -> tuple[Span, ...]:
    if "ranges" not in fields:
        return (_span("", fields, fields),)
    entries = read_names(fields.record.entries["ranges"], fields.problems)
    if not entries:
        fields.problems.add(fields.record, Text(en="`ranges` is empty", ru="в `ranges` пусто"))
    found = (fields.problems.attempt(partial(_own_span, name, entry, fields)) for name, entry in entries)
    return tuple(span for span in found if span is not None)


def _own_span(name: str, node: Node, instrument: Fields) -> Span:
    return _span(name, Fields(node, instrument.problems, (*_ERRORS, "label")), instrument)


def _span(name: str, fields: Fields, instrument: Fields) -> Span:
    """Read one span; what it doesn't say is that of the instrument."""

    def said(field: str) -> Fields:
        return fields if field in fields else instrument

    highest = _needed(fields, instrument, "to")("to", read_number, 1.0)
    signed = said("signed").get("signed", read_yes_no, default=False)
    span = Span(
        name=name,
        label=fields.need("label", read_words(fields.problems), Text()) if name else Text(),
        lowest=said("from").get("from", read_number, -highest if signed else 0.0),
        highest=highest,
        resolution=_needed(fields, instrument, "resolution")("resolution", read_positive(1e9), 1.0),
        grade=said("class").get("class", read_share_of_one, 0.0),
        zero=said("zero").get("zero", read_not_negative, 0.0),
        noise=said("noise").get("noise", read_not_negative, 0.0),
    )
    if "to" in said("to") and "resolution" in said("resolution"):
        _check_span(span, fields)
    return span


def _needed(
    fields: Fields, instrument: Fields, name: str
) -> Callable[[str, Callable[[Node], float], float], float]:
    return instrument.get if name in instrument and name not in fields else fields.need


def _check_span(span: Span, fields: Fields) -> None:
    if not 1 <= (span.highest - span.lowest) / span.resolution <= MOST_STEPS:
        fields.problems.add(
            fields.record,
            Text(
                en="`from` must be below `to`, and `resolution` a small part of what lies between",
                ru="`from` должно быть меньше `to`, а `resolution` — малой частью промежутка",
            ),
        )

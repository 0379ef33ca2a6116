"""Read `controls`: ranges, lists of numbers or words, wirings; each starts on its own grid."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Final

from labs.documents.settings import Control, Numbers, Range, SettingValue, Wiring, Words
from labs.reading.checking import measured_type
from labs.reading.names import Names
from labs.reading.words import read_words
from variants.formulas.suggestions import with_suggestion
from variants.templates.documents import Complaint, Node, Record
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_decimal,
    read_items,
    read_text,
    read_unit_text,
)
from variants.templates.reading.names import read_names
from variants.templates.value_types import WordType
from variants.texts import Text

MOST_STEPS: Final = 100_000
_FORMS: Final = {"from": ("from", "to", "step", "unit"), "one_of": ("one_of", "unit"), "wiring": ("wiring",)}


def read_controls(node: Node, names: Names) -> dict[str, Control]:
    """Read all controls; each gives its name a meaning. Raises Complaint."""
    controls = {}
    for name, entry in read_names(node, names.problems):
        control = names.problems.attempt(partial(_control, name, entry, names.problems))
        if control is None:
            names.add(name, entry, None)
            continue
        controls[name] = control
        match control.form:
            case Range(unit=unit) | Numbers(unit=unit):
                names.add(name, entry, measured_type(unit))
            case Words(words=words):
                names.add(name, entry, WordType(words=frozenset(words)))
                names.words |= set(words)
            case Wiring():
                names.take(name, entry)
    return controls


def _control(name: str, node: Node, problems: Problems) -> Control:
    record = node if isinstance(node, Record) else None
    form = next((form for form in _FORMS if record and form in record.entries), None)
    if record is None or form is None:
        raise Complaint(
            node,
            Text(
                en=f"say what can be set by `{name}`: from/to/step, one_of or wiring",
                ru=f"укажите, что можно выставить в `{name}`: from/to/step, one_of или wiring",
            ),
        )
    fields = Fields(node, problems, (*_FORMS[form], "start", "label"))
    nowhere: SettingValue = 0.0
    read = _wiring(fields) if form == "wiring" else _words(fields) if _worded(fields) else number_form(fields)
    return Control(
        name=name,
        label=fields.need("label", read_words(problems), Text()),
        form=read,
        start=fields.need("start", partial(read_setting, form=read), nowhere),
        line=record.line,
        column=record.column,
    )


def _worded(fields: Fields) -> bool:
    return isinstance(fields.record.entries.get("one_of"), Record)


def _words(fields: Fields) -> Words:
    if "unit" in fields:
        fields.problems.add(
            fields.record.keys["unit"], Text(en="words have no `unit`", ru="у слов не бывает `unit`")
        )
    return Words(words=_labelled(fields.record.entries["one_of"], fields.problems))


def _wiring(fields: Fields) -> Wiring:
    return Wiring(terminals=_labelled(fields.record.entries["wiring"], fields.problems))


def _labelled(node: Node, problems: Problems) -> Mapping[str, Text]:
    read = read_words(problems)
    found = {
        name: problems.attempt(partial(read, entry)) or Text()
        for name, entry in read_names(node, problems, keywords=True)
    }
    if len(found) < 2:
        raise Complaint(node, Text(en="two or more are needed here", ru="здесь нужно два или больше"))
    return found


def number_form(fields: Fields) -> Range | Numbers:
    """Read a range, or a list of numbers in rising order. Raises Complaint."""
    unit = fields.get("unit", read_unit_text, "")
    if "one_of" in fields:
        return Numbers(numbers=fields.need("one_of", _rising, (Decimal(0),)), unit=unit)
    lowest, highest, step = (fields.need(name, read_decimal, Decimal(0)) for name in ("from", "to", "step"))
    if all(name in fields for name in ("from", "to", "step")):
        _check_range(fields.record.entries["step"], lowest, highest, step)
    return Range(lowest=lowest, highest=highest, step=step, unit=unit)


def _check_range(node: Node, lowest: Decimal, highest: Decimal, step: Decimal) -> None:
    if step <= 0 or highest <= lowest or (highest - lowest) / step > MOST_STEPS:
        raise Complaint(
            node,
            Text(
                en=f"`step` leads from `from` up to `to` in at most {MOST_STEPS} steps",
                ru=f"`step` ведёт от `from` вверх к `to`, шагов не больше {MOST_STEPS}",
            ),
        )
    if (highest - lowest) % step:
        raise Complaint(node, Text(en="step does not reach `to`", ru="с таким шагом `to` не достигается"))


def _rising(node: Node) -> tuple[Decimal, ...]:
    numbers = tuple(read_decimal(item) for item in read_items(node))
    if not numbers or any(one >= two for one, two in pairwise(numbers)):
        raise Complaint(
            node, Text(en="list numbers from small to large", ru="перечислите числа по возрастанию")
        )
    return numbers


def read_setting(node: Node, form: Range | Numbers | Words | Wiring) -> SettingValue:
    """Read what a control can be set to: a number on its grid, one of its words, joins. Raises Complaint."""
    match form:
        case Words(words=words):
            text = read_text(node)
            if text not in words:
                message = Text(
                    en=f"`{text}` is not one of {', '.join(words)}",
                    ru=f"`{text}` — не из списка {', '.join(words)}",
                )
                raise Complaint(node, with_suggestion(message, text, words))
            return text
        case Wiring(terminals=terminals):
            return read_joins(node, terminals)
        case _:
            number = read_decimal(node)
            if not _on_grid(number, form):
                raise Complaint(
                    node,
                    Text(en=f"{number} can't be set here", ru=f"значение {number} здесь не выставить"),
                )
            return float(number)


def _on_grid(number: Decimal, form: Range | Numbers) -> bool:
    if isinstance(form, Numbers):
        return number in form.numbers
    if form.step <= 0:
        return True
    return form.lowest <= number <= form.highest and not (number - form.lowest) % form.step


def read_joins(node: Node, terminals: Mapping[str, Text]) -> tuple[str, ...]:
    """Read joined terminals, `[a-b, c-d]`, each pair and all pairs in order. Raises Complaint."""
    found = set()
    for item in read_items(node):
        text = read_text(item)
        ends = sorted(part.strip() for part in text.split("-"))
        if len(ends) != 2 or ends[0] == ends[1] or not set(ends) <= set(terminals):
            known = ", ".join(terminals)
            raise Complaint(
                item,
                Text(
                    en=f"`{text}` joins no two terminals; write a-b with two of {known}",
                    ru=f"`{text}` не соединяет две клеммы; пишите a-b, где a и b из списка {known}",
                ),
            )
        found.add("-".join(ends))
    return tuple(sorted(found))

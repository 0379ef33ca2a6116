"""What a lab shares with tasks, as a task's own record: the same nodes at the same lines."""

from collections.abc import Mapping
from typing import Final

from variants.formulas.trees import names
from variants.templates.documents import Node, Record
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields
from variants.templates.task import DependentForm, GivenLine
from variants.texts import Text

SAME: Final = (
    *("id", "title", "subject", "section", "grades", "skills", "data", "constants"),
    *("where", "ugly", "spread", "certify", "ask", "mistakes", "hints", "solution"),
)
PART_NAMES: Final[Mapping[str, str]] = {"truth": "solve", "purpose": "statement"}
LAB_FIELDS: Final = (
    *SAME,
    *PART_NAMES,
    *("apparatus", "known", "modelled", "left_out", "controls", "model", "placements", "process", "hazards"),
    *(
        "instruments",
        "tallies",
        "tables",
        "plots",
        "results",
        "rubric",
        "protocol",
        "checks",
        "scene",
        "quota",
    ),
)


def task_record(fields: Fields) -> Record:
    """Return the record of the task inside a lab; what a lab lacks of it is noted."""
    record = fields.record
    for needed in ("apparatus", "purpose"):
        if needed not in fields:
            fields.problems.add(record, Text(en=f"`{needed}` is missing", ru=f"не хватает поля `{needed}`"))
    entries: dict[str, Node] = {"given": _given(fields), "statement": _nothing(record)}
    keys = {"given": record.keys.get("apparatus"), "statement": record.keys.get("purpose")}
    for name, entry in record.entries.items():
        if name in SAME or name in PART_NAMES:
            entries[PART_NAMES.get(name, name)] = entry
            keys[PART_NAMES.get(name, name)] = record.keys[name]
    return Record(
        entries=entries,
        keys={name: key for name, key in keys.items() if key is not None},
        line=record.line,
        column=record.column,
    )


def _nothing(record: Record) -> Record:
    return Record(entries={}, keys={}, line=record.line, column=record.column)


def _given(fields: Fields) -> Record:
    """Join `apparatus` and `known`, each line where it stands."""
    joined = _nothing(fields.record)
    for part in ("apparatus", "known"):
        node = fields.record.entries.get(part)
        if node is None:
            continue
        if not isinstance(node, Record):
            fields.problems.add(
                node,
                Text(
                    en="fields are expected here: {name: value}", ru="здесь ожидаются поля: {имя: значение}"
                ),
            )
            continue
        for name, entry in node.entries.items():
            if name in joined.entries:
                fields.problems.add(
                    node.keys[name],
                    Text(en=f"`{name}` has a meaning already", ru=f"имя `{name}` уже занято"),
                )
            joined.entries[name] = entry
            joined.keys[name] = node.keys[name]
    return joined


def hidden_names(record: Record) -> tuple[str, ...]:
    """Return the names of the apparatus."""
    apparatus = record.entries.get("apparatus")
    return tuple(apparatus.entries) if isinstance(apparatus, Record) else ()


def check_given(given: Mapping[str, GivenLine], hidden: tuple[str, ...], problems: Problems) -> None:
    """Hold the apparatus hidden by itself, and what is known to one value for everybody."""
    for name, line in given.items():
        place = (line.line, line.column)
        if name in hidden and line.hidden:
            problems.add(
                place,
                Text(
                    en="the whole apparatus is hidden: leave `hidden` out",
                    ru="весь прибор и так скрыт: уберите `hidden`",
                ),
            )
        fixed = isinstance(line.form, DependentForm) and not names(line.form.formula.tree)
        if name not in hidden and (not fixed or line.hidden):
            problems.add(
                place,
                Text(
                    en="what is known is one number for everybody: {is: 9.81, unit: m/s^2}",
                    ru="известное — одно число для всех: {is: 9.81, unit: m/s^2}",
                ),
            )

"""Read tables of data: every row has an id and a value of the right kind in every column."""

from collections.abc import Mapping
from functools import partial

from variants.chemistry.substances import read_substance
from variants.chemistry.typed.cursors import UnreadableSubstance
from variants.formulas.suggestions import with_suggestion
from variants.quantities.units import read_unit
from variants.templates.documents import Complaint, Node, read_document
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_decimal,
    read_plain_text,
    read_record,
    read_text,
    read_unit_text,
)
from variants.templates.reading.names import read_names
from variants.templates.task import Column, Table
from variants.templates.values import NumberValue, SubstanceValue, Value, WordValue
from variants.texts import Text


def read_tables(text: str, document: str) -> Mapping[str, Table]:
    """Read a document of tables. Raises DocumentRefused with every problem."""
    problems = Problems(document)
    node = read_document(text, document)
    fields = problems.attempt(lambda: Fields(node, problems, ("data",)))
    nothing: dict[str, Table] = {}
    tables = fields.need("data", partial(tables_of, problems=problems), nothing) if fields else nothing
    problems.stop_if_any()
    return tables


def tables_of(node: Node, problems: Problems) -> dict[str, Table]:
    """Read the tables of a `data` field. Raises Complaint."""
    tables: dict[str, Table] = {}
    for name, entry in read_names(node, problems):
        table = problems.attempt(partial(_table, name, entry, problems))
        if table is not None:
            tables[name] = table
    return tables


def _table(name: str, node: Node, problems: Problems) -> Table:
    fields = Fields(node, problems, ("source", "columns", "rows"))
    source = fields.need("source", read_text, "")
    nothing: dict[str, Column] = {}
    columns = fields.need("columns", partial(_columns, problems=problems), nothing)
    rows: dict[str, Mapping[str, Value]] = {}
    entries = read_names(fields.record.entries["rows"], problems) if "rows" in fields else []
    for row, entry in entries:
        rows[row] = problems.attempt(partial(_row, row, entry, columns, problems)) or {}
    if not rows:
        problems.add(node, Text(en=f"table {name} has no rows", ru=f"в таблице {name} нет строк"))
    return Table(name=name, source=source, columns=columns, rows=rows)


def _columns(node: Node, problems: Problems) -> dict[str, Column]:
    columns = {}
    for name, entry in read_names(node, problems):
        word = read_text(entry)
        if word in ("text", "number", "substance"):
            columns[name] = Column(name=name, kind=word)  # type: ignore[arg-type]
        else:
            columns[name] = Column(name=name, kind="quantity", unit=read_unit_text(entry))
    return columns


def _row(row: str, node: Node, columns: Mapping[str, Column], problems: Problems) -> dict[str, Value]:
    record = read_record(node)
    for name, key in record.keys.items():
        if name not in columns:
            message = Text(en=f"there is no column `{name}`", ru=f"столбца `{name}` нет")
            problems.add(key, with_suggestion(message, name, columns))
    values: dict[str, Value] = {}
    for name, column in columns.items():
        if name not in record.entries:
            problems.add(node, Text(en=f"row {row} has no {name}", ru=f"в строке {row} нет {name}"))
            continue
        value = problems.attempt(partial(_cell, row, column, record.entries[name], problems))
        if value is not None:
            values[name] = value
    return values


def _cell(row: str, column: Column, node: Node, problems: Problems) -> Value:
    if column.kind == "text":
        return WordValue(name=row, text=read_plain_text(problems)(node))
    if column.kind == "substance":
        return _substance(row, column, node)
    unit = read_unit(column.unit)
    number = read_decimal(node)
    exponent = int(number.as_tuple().exponent)
    return NumberValue(
        si=float(number) * unit.factor + unit.offset,
        dimension=unit.dimension,
        unit=column.unit,
        decimals=max(0, -exponent) if -4 <= exponent <= 0 and number.adjusted() > -4 else None,
    )


def _substance(row: str, column: Column, node: Node) -> SubstanceValue:
    text = read_text(node)
    try:
        return SubstanceValue(substance=read_substance(text))
    except UnreadableSubstance as unreadable:
        raise Complaint(
            node,
            Text(
                en=f"row {row}, column {column.name}: {text} is not a formula: {unreadable.message.en}",
                ru=f"строка {row}, столбец {column.name}: {text} — не формула: {unreadable.message.ru}",
            ),
        ) from None

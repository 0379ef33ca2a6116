"""Read `tables`: columns of settings, readings and calculations, how many rows, what they should cover."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Final

from labs.documents.asking import Column, Demand, DerivedColumn, ReadingColumn, SettingColumn, Spread, Table
from labs.documents.instruments import Instrument
from labs.documents.settings import Control, Numbers, Range, Wiring
from labs.reading.checking import NOTHING, Checker, measured_type
from labs.reading.names import Names
from labs.reading.numbers import read_number, read_share_of_one
from labs.reading.report.demands import demanding, read_demands
from labs.reading.report.series import series_of
from labs.reading.words import read_words
from variants.keys import Tolerance
from variants.quantities.units import read_unit
from variants.templates.documents import Complaint, Node
from variants.templates.reading.fields import (
    Fields,
    read_integer,
    read_record,
    read_tolerance,
    read_unit_text,
    read_word,
)
from variants.templates.reading.names import read_names
from variants.templates.value_types import NumberType, TruthType, Type
from variants.texts import Text

MOST_ROWS: Final = 40
FORMS: Final = {
    "setting": ("setting", "unit"),
    "instrument": ("instrument", "unit", "where"),
    "formula": ("formula", "unit", "tolerance"),
}
_DEFAULT_TOLERANCE: Final = Tolerance(relative=Fraction(1, 100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What tables can be filled from."""

    names: Names
    controls: Mapping[str, Control]
    instruments: Mapping[str, Instrument]
    variables: Mapping[str, Type]
    placements: Iterable[str] = ()
    tallies: Mapping[str, Type] = field(default_factory=dict)

    @property
    def settings(self) -> dict[str, Type]:
        """What the student knows of a moment: settings, what was joined, the variables of the process."""
        types = self.names.types
        set_here = {name: types[name] for name in self.controls if name in types}
        return {**set_here, **self.variables, **{name: TruthType() for name in self.placements}}

    @property
    def moment(self) -> Checker:
        """Formulas about the moment of a reading."""
        return self.names.checker({**self.names.visible, **self.settings})


def read_tables(node: Node, desk: Desk) -> dict[str, Table]:
    """Read all tables. Raises Complaint."""
    tables = {}
    for name, entry in read_names(node, desk.names.problems):
        table = desk.names.problems.attempt(partial(_table, name, entry, desk))
        if table is not None:
            tables[name] = table
    return tables


def _table(name: str, node: Node, desk: Desk) -> Table:
    problems = desk.names.problems
    fields = Fields(node, problems, ("title", "columns", "rows", "spread", "demands"))
    no_columns: dict[str, Column] = {}
    no_spread: dict[str, Spread] = {}
    no_demands: tuple[Demand, ...] = ()
    columns = fields.need("columns", partial(_columns, desk=desk), no_columns)
    least, good, most = fields.need("rows", partial(_rows, desk=desk), (1, 1, 1))
    series = series_of(desk.names, [(name, column_units(columns, desk))])
    about = demanding(series, desk.tallies, desk.moment, columns)
    return Table(
        name=name,
        title=fields.need("title", read_words(problems), Text()),
        columns=columns,
        least=least,
        good=good,
        most=most,
        spread=fields.get(
            "spread", partial(_spreads, desk=desk, known=list(column_units(columns, desk))), no_spread
        ),
        demands=fields.get("demands", partial(read_demands, about=about), no_demands),
    )


def _columns(node: Node, desk: Desk) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    row: dict[str, Type] = dict(desk.names.visible)
    for name, entry in read_names(node, desk.names.problems):
        column = desk.names.problems.attempt(partial(_column, name, entry, desk, row))
        desk.names.take(name, entry)
        if column is None:
            desk.names.unknown.add(name)
            continue
        columns[name] = column
        if _number(column, desk):
            row[name] = measured_type(column.unit)
        elif isinstance(column, SettingColumn):
            row[name] = desk.names.types[column.control]
    if not columns:
        raise Complaint(node, Text(en="this table has no columns", ru="в этой таблице нет столбцов"))
    return columns


def _column(name: str, node: Node, desk: Desk, row: Mapping[str, Type]) -> Column:
    problems = desk.names.problems
    forms = [form for form in FORMS if form in read_record(node).entries]
    if len(forms) != 1:
        raise Complaint(
            node,
            Text(
                en="a column has one of `setting`, `instrument` and `formula`",
                ru="у столбца должно быть одно из полей `setting`, `instrument`, `formula`",
            ),
        )
    fields = Fields(node, problems, (*FORMS[forms[0]], "label"))
    label = fields.need("label", read_words(problems), Text())
    if forms[0] == "setting":
        return _setting(name, label, fields, desk)
    if forms[0] == "instrument":
        return _reading(name, label, fields, desk)
    unit = fields.get("unit", read_unit_text, "")
    return DerivedColumn(
        name=name,
        label=label,
        formula=fields.need("formula", desk.names.checker(row).number(unit), NOTHING),
        unit=unit,
        tolerance=fields.get("tolerance", read_tolerance, _DEFAULT_TOLERANCE),
    )


def _setting(name: str, label: Text, fields: Fields, desk: Desk) -> SettingColumn:
    known = [one for one, control in desk.controls.items() if not isinstance(control.form, Wiring)]
    control = read_word(*known)(fields.record.entries["setting"])
    form = desk.controls[control].form
    own = form.unit if isinstance(form, Range | Numbers) else ""
    return SettingColumn(name=name, label=label, control=control, unit=_unit(fields, own))


def _reading(name: str, label: Text, fields: Fields, desk: Desk) -> ReadingColumn:
    instrument = read_word(*desk.instruments)(fields.record.entries["instrument"])
    own = desk.instruments[instrument].unit
    return ReadingColumn(
        name=name,
        label=label,
        instrument=instrument,
        unit=_unit(fields, own),
        where=fields.maybe("where", desk.moment.truth),
    )


def _unit(fields: Fields, own: str) -> str:
    unit = fields.get("unit", read_unit_text, own)
    if read_unit(unit).dimension != read_unit(own).dimension:
        raise Complaint(
            fields.record.entries["unit"],
            Text(
                en=f"this column is in {own or 'no unit'}, which is not {unit or 'a pure number'}",
                ru=f"единица этого столбца — {own or 'нет'}, а не {unit or 'число без единицы'}",
            ),
        )
    return unit


def column_units(columns: Mapping[str, Column], desk: Desk) -> dict[str, str]:
    """Return the units of the columns that hold numbers."""
    return {name: column.unit for name, column in columns.items() if _number(column, desk)}


def _number(column: Column, desk: Desk) -> bool:
    """Tell whether a column holds numbers, not words."""
    if isinstance(column, SettingColumn):
        return isinstance(desk.names.types.get(column.control), NumberType)
    if isinstance(column, ReadingColumn):
        return bool(desk.instruments[column.instrument].spans)
    return True


def _rows(node: Node, desk: Desk) -> tuple[int, int, int]:
    fields = Fields(node, desk.names.problems, ("least", "good", "most"))
    least, good, most = (
        fields.need(name, read_integer(1, MOST_ROWS), 1) for name in ("least", "good", "most")
    )
    if not least <= good <= most:
        raise Complaint(
            node,
            Text(en="`least` ≤ `good` ≤ `most` must hold", ru="должно быть `least` ≤ `good` ≤ `most`"),
        )
    return least, good, most


def _spreads(node: Node, desk: Desk, known: list[str]) -> dict[str, Spread]:
    spreads = {}
    problems = desk.names.problems
    for name, entry in read_names(node, problems):
        if name not in known:
            read = Text(
                en=f"`{name}` is no column of numbers of this table; there are {', '.join(known)}",
                ru=f"`{name}` — не числовой столбец этой таблицы; есть {', '.join(known)}",
            )
            problems.add(entry, read)
            continue
        spread = problems.attempt(partial(_spread, entry, desk))
        if spread is not None:
            spreads[name] = spread
    return spreads


def _spread(node: Node, desk: Desk) -> Spread:
    fields = Fields(node, desk.names.problems, ("share", "from", "to"))
    spread = Spread(
        share=fields.need("share", read_share_of_one, 0.5),
        lowest=fields.need("from", read_number, 0.0),
        highest=fields.need("to", read_number, 1.0),
    )
    if spread.lowest >= spread.highest or not spread.share:
        raise Complaint(
            node,
            Text(
                en="`from` must be less than `to`, and the share above 0",
                ru="`from` должно быть меньше `to`, а доля — больше 0",
            ),
        )
    return spread

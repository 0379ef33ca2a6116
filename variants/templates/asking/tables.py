"""Tables: shown columns with their numbers, asked ones with a key for every asked cell."""

from collections.abc import Sequence

from variants.keys import ColumnKey, Key, KnownMistake, TableKey
from variants.prose.formulas import typeset
from variants.templates.asking.demands import what_is_demanded
from variants.templates.asking.lines import line_key, mistaken_key, same_line, unit_text
from variants.templates.asking.scene import Scene, Stage
from variants.templates.asks import CellAsk, ExpressionAsk, QuantityAsk, TableAsk, TableColumn
from variants.templates.display.formula_latex import latex_name
from variants.templates.display.printing import AS_IT_IS, manner_of
from variants.templates.located import Formula
from variants.templates.task import Task
from variants.templates.values import NumberValue, SeriesValue, Value
from variants.texts import Text
from variants.variant import ColumnShape, TableShape


def table_of(form: TableAsk, scene: Scene) -> tuple[TableShape, TableKey]:
    """Return what a table shows and the keys of its asked columns."""
    values = {column.name: _cells(column, column.key, scene) for column in form.columns}
    rows = max(len(cells) for cells in values.values())
    shapes = tuple(_column_shape(column, values[column.name], rows, scene) for column in form.columns)
    keys = tuple(
        ColumnKey(
            name=column.name,
            kind=column.kind,
            cells=_padded(_column_keys(column, values[column.name], scene), rows),
            points=column.points,
        )
        for column in form.columns
        if column.kind is not None
    )
    return TableShape(columns=shapes), TableKey(columns=keys)


def table_mistakes(name: str, form: TableAsk, key: TableKey, scene: Scene) -> tuple[KnownMistake, ...]:
    """Return the named mistakes of the asked cells, each at its `column:row`."""
    columns = {column.name: column for column in form.columns}
    right = {column.name: column.cells for column in key.columns}
    found: list[KnownMistake] = []
    for line in scene.mistakes_of(name):
        column, say = columns[line.column_name], scene.words(line.say)
        wrong = _column_keys(column, _cells(column, line.gives, scene), scene)
        for row, (cell, expected) in enumerate(zip(wrong, right[column.name], strict=False)):
            if cell is not None and expected is not None and not same_line(cell, expected):
                target = f"{column.name}:{row}"
                key_of_mistake = mistaken_key(cell, expected)
                found.append(KnownMistake(key=key_of_mistake, say=say, target=target, worth=line.worth))
    return tuple(found)


def heading(name: str, task: Task, label: Text) -> Text:
    """Return a label as HTML, or the name as a formula where nothing was written."""
    if label.en is not None or label.ru is not None:
        return label
    html = typeset(latex_name(name))
    return Text(**{language: html for language in task.languages})


def _cells(column: TableColumn, formula: Formula, scene: Scene) -> tuple[Value, ...]:
    """Return the cells of a formula; one of letters has its numbers in the unit asked for."""
    unit = column.form.unit if isinstance(column.form, ExpressionAsk) else None
    value = scene.evaluate(formula, unit)
    return scene.stage.made.once(_cell_values, value)


def _cell_values(value: Value) -> tuple[Value, ...]:
    if not isinstance(value, SeriesValue):
        return (value,)
    shared = {"dimension": value.dimension, "unit": value.unit}
    return tuple(
        NumberValue(si=si, figures=value.figures, decimals=value.decimals, **shared)  # type: ignore[arg-type]
        for si in value.si
    )


def _column_keys(column: TableColumn, values: Sequence[Value], scene: Scene) -> tuple[Key | None, ...]:
    form = column.form
    if form is None:
        return (None,) * len(values)
    return tuple(
        _cell_key(form, value, scene) if _is_asked(column, row) else None for row, value in enumerate(values)
    )


def _cell_key(form: CellAsk, value: Value, scene: Scene) -> Key:
    """Return the key of a cell; its unit stands in the heading, so that a bare number is enough."""
    return scene.stage.made.once(_bare_key, form, value, scene.stage)


def _bare_key(form: CellAsk, value: Value, stage: Stage) -> Key:
    return line_key(form, value, stage, unit_required=False)


def _is_asked(column: TableColumn, row: int) -> bool:
    return column.kind is not None and (column.asked is None or row + 1 in column.asked)


def _column_shape(column: TableColumn, values: Sequence[Value], rows: int, scene: Scene) -> ColumnShape:
    unit = _unit(column, values)
    cells = [
        None if _is_asked(column, row) else _shown(value, unit, scene) for row, value in enumerate(values)
    ]
    empty: list[Text | None] = [Text("", "")] * (rows - len(cells))
    return ColumnShape(
        name=column.name,
        label=heading(column.name, scene.task, scene.text(column.label)),
        unit=unit_text(unit),
        kind=column.kind or "quantity",
        cells=(*cells, *empty),
        **(what_is_demanded(column.form, scene.task) if column.form is not None else {}),
    )


def _unit(column: TableColumn, values: Sequence[Value]) -> str:
    if isinstance(column.form, QuantityAsk):
        return column.form.unit
    first = values[0]
    return first.unit if isinstance(first, NumberValue) else ""


def _shown(value: Value, unit: str, scene: Scene) -> Text:
    """Return a cell without its unit, which stands in the heading."""
    return scene.html(value, manner_of(unit=unit, bare=True) if isinstance(value, NumberValue) else AS_IT_IS)


def _padded(cells: tuple[Key | None, ...], rows: int) -> tuple[Key | None, ...]:
    return cells + (None,) * (rows - len(cells))

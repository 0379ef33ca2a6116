"""Read `ask`: one function a kind; `key` is the line of the same name where it is not written.

At most one quantity of a task is marked `apart`: only one number can be kept apart at a time.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any, Final, get_args

from variants.keys import AskedKind
from variants.templates.asks import AskForm, AskLine, PlotAsk, TableAsk, TableColumn, TextAsk
from variants.templates.documents import Complaint, Node
from variants.templates.located_problems import Problems
from variants.templates.reading.choice_reading import read_choice
from variants.templates.reading.fields import (
    Fields,
    read_integer,
    read_items,
    read_points,
    read_record,
    read_templates,
    read_text,
    read_word,
    read_yes_no,
)
from variants.templates.reading.line_reading import (
    LINE_FIELDS,
    key_of,
    read_equation,
    read_expression,
    read_quantity,
    read_reaction,
    read_substance,
)
from variants.templates.reading.names import read_names
from variants.templates.reading.open_question_reading import read_open_question
from variants.templates.reading.plot_reading import read_plot
from variants.texts import Text

KINDS: Final[tuple[str, ...]] = get_args(AskedKind)
_FIELDS: Final = {
    **LINE_FIELDS,
    "choice": ("pick", "options", "items", "key", "unit", "figures", "decimals"),
    "table": ("columns",),
    "plot": ("x", "y", "axes", "dots", "line", "curve"),
    "text": ("expects", "rejects", "sample"),
}
_COMMON: Final = ("kind", "points", "label", "carry")
_COLUMN_COMMON: Final = ("kind", "points", "label", "show", "asked")


def read_asks(node: Node, problems: Problems) -> dict[str, AskLine]:
    """Read all asks. Raises Complaint."""
    asks = {}
    for name, entry in read_names(node, problems):
        ask = problems.attempt(partial(_ask, name, entry, problems))
        if ask is not None:
            asks[name] = ask
    for second in [ask for ask in asks.values() if ask.apart][1:]:
        problems.add(
            (second.line, second.column),
            Text(en="only one ask can be kept `apart`", ru="`apart` может быть только у одного вопроса"),
        )
    return asks


def _ask(name: str, node: Node, problems: Problems) -> AskLine:
    record = read_record(node)
    if "kind" not in record.entries:
        raise Complaint(node, Text(en=f"say the `kind` of `{name}`", ru=f"укажите вид (`kind`) для `{name}`"))
    kind = read_word(*KINDS)(record.entries["kind"])
    fields = Fields(node, problems, (*_COMMON, *_FIELDS[kind], *(["apart"] if kind == "quantity" else [])))
    form = _READERS[kind](fields, name)
    return AskLine(
        name=name,
        kind=kind,  # type: ignore[arg-type]
        form=form,
        points=_points(form, fields),
        label=fields.maybe("label", read_templates(problems)),
        carry=fields.get("carry", _carry, Fraction(1)),
        apart=fields.get("apart", read_yes_no, default=False),
        line=record.line,
        column=record.column,
    )


def _points(form: AskForm, fields: Fields) -> Fraction:
    """Without `points`, tables, plots and texts are worth the sum of their parts."""
    parts = [Fraction(1)]
    if isinstance(form, TableAsk):
        parts = [column.points for column in form.columns if column.kind is not None]
    elif isinstance(form, TextAsk):
        parts = [expectation.points for expectation in form.expects]
    elif isinstance(form, PlotAsk):
        shares = (form.dots, form.line, form.curve)
        parts = [part.points for part in shares if part] + ([form.axes] if form.axes else [])
    return fields.get("points", read_points, sum(parts, Fraction(0)) or Fraction(1))


def _carry(node: Node) -> Fraction:
    text = read_text(node)
    if text in ("yes", "no"):
        return Fraction(text == "yes")
    share = read_points(node)
    if share > 1:
        raise Complaint(node, Text(en="`carry` is a share, at most 1", ru="`carry` — доля, не больше 1"))
    return share


def _table(fields: Fields, name: str) -> TableAsk:
    nothing: tuple[TableColumn, ...] = ()
    columns = fields.need("columns", partial(_columns, problems=fields.problems), nothing)
    if not any(column.kind for column in columns):
        fields.problems.add(
            fields.record,
            Text(en="no column of this table is asked", ru="в этой таблице ничего не спрашивается"),
        )
    return TableAsk(columns=columns)


def _columns(node: Node, problems: Problems) -> tuple[TableColumn, ...]:
    found = (
        problems.attempt(partial(_column, name, entry, problems))
        for name, entry in read_names(node, problems)
    )
    return tuple(column for column in found if column is not None)


def _column(name: str, node: Node, problems: Problems) -> TableColumn:
    record = read_record(node)
    kind = read_word(*LINE_FIELDS)(record.entries["kind"]) if "kind" in record.entries else "quantity"
    fields = Fields(node, problems, (*_COLUMN_COMMON, *_FIELDS[kind]))
    shown = fields.get("show", read_yes_no, default=False)
    asked = fields.maybe("asked", _row_numbers)
    return TableColumn(
        name=name,
        key=key_of(fields, name),
        label=fields.maybe("label", read_templates(problems)),
        kind=None if shown else kind,  # type: ignore[arg-type]
        form=None if shown else _READERS[kind](fields, name),
        points=fields.get("points", read_points, Fraction(1)),
        asked=asked,
    )


def _row_numbers(node: Node) -> tuple[int, ...]:
    return tuple(read_integer(1, 100)(item) for item in read_items(node))


# Each reader takes the fields of the ask and its name; a reader for cells gives a form that a cell may have.
_READERS: Final[dict[str, Callable[[Fields, str], Any]]] = {
    "quantity": read_quantity,
    "expression": read_expression,
    "equation": read_equation,
    "formula": read_substance,
    "reaction": read_reaction,
    "choice": read_choice,
    "table": _table,
    "plot": read_plot,
    "text": read_open_question,
}

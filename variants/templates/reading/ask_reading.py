"""Read `ask`: one function a kind; `key` is the line of the same name where it is not written."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, Final, get_args

from variants.formulas.trees import Name
from variants.keys import Kind, ReactionForm, Tolerance
from variants.templates.asks import (
    AskForm,
    AskLine,
    EquationAsk,
    ExpressionAsk,
    PlotAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
    TableAsk,
    TableColumn,
    TextAsk,
)
from variants.templates.documents import Complaint, Node
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.reading.choice_reading import read_choice
from variants.templates.reading.fields import (
    Fields,
    read_decimals,
    read_formula_at,
    read_integer,
    read_items,
    read_points,
    read_record,
    read_templates,
    read_text,
    read_tolerance,
    read_unit_text,
    read_word,
    read_yes_no,
)
from variants.templates.reading.names import read_names
from variants.templates.reading.open_question_reading import read_open_question
from variants.templates.reading.plot_reading import read_plot
from variants.texts import Text

DEFAULT_TOLERANCE: Final = Tolerance(relative=Fraction(1, 50))
KINDS: Final[tuple[str, ...]] = get_args(Kind)
_FIELDS: Final = {
    "quantity": ("key", "unit", "tolerance", "figures", "within"),
    "expression": ("key", "unit", "solved"),
    "equation": ("key",),
    "formula": ("key",),
    "reaction": ("key", "form", "coefficients", "states"),
    "choice": ("pick", "options", "items", "key", "unit", "figures", "decimals"),
    "table": ("columns",),
    "plot": ("x", "y", "axes", "dots", "line", "curve"),
    "text": ("expects", "rejects", "sample"),
}
_COMMON: Final = ("kind", "points", "label", "carry")
_CELL_KINDS: Final = ("quantity", "expression", "equation", "formula", "reaction")
_COLUMN_COMMON: Final = ("kind", "points", "label", "show", "asked")


def read_asks(node: Node, problems: Problems) -> dict[str, AskLine]:
    """Read all asks. Raises Complaint."""
    asks = {}
    for name, entry in read_names(node, problems):
        ask = problems.attempt(partial(_ask, name, entry, problems))
        if ask is not None:
            asks[name] = ask
    return asks


def _ask(name: str, node: Node, problems: Problems) -> AskLine:
    record = read_record(node)
    if "kind" not in record.entries:
        raise Complaint(node, Text(en=f"say the `kind` of `{name}`", ru=f"укажите вид (`kind`) для `{name}`"))
    kind = read_word(*KINDS)(record.entries["kind"])
    fields = Fields(node, problems, (*_COMMON, *_FIELDS[kind]))
    form = _READERS[kind](fields, name)
    return AskLine(
        name=name,
        kind=kind,  # type: ignore[arg-type]
        form=form,
        points=_points(form, fields),
        label=fields.maybe("label", read_templates(problems)),
        carry=fields.get("carry", _carry, Fraction(1)),
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


def key_of(fields: Fields, name: str) -> Formula:
    """Return the key of an ask: `key`, or the line of the same name."""
    written = fields.maybe("key", read_formula_at)
    if written is not None:
        return written
    record = fields.record
    return Formula(text=name, tree=Name(name=name), line=record.line, column=record.column)


def _quantity(fields: Fields, name: str) -> QuantityAsk:
    return QuantityAsk(
        key=key_of(fields, name),
        unit=fields.get("unit", read_unit_text, ""),
        tolerance=fields.get("tolerance", read_tolerance, DEFAULT_TOLERANCE),
        figures=fields.maybe("figures", read_integer(1, 10)),
        within=fields.maybe("within", _within),
    )


def _within(node: Node) -> tuple[float, float]:
    numbers: tuple[Decimal, ...] = read_decimals(node)
    if len(numbers) != 2 or numbers[0] >= numbers[1]:
        raise Complaint(
            node,
            Text(en="`within` is a pair [least, most]", ru="`within` — пара чисел [наименьшее, наибольшее]"),
        )
    return float(numbers[0]), float(numbers[1])


def _expression(fields: Fields, name: str) -> ExpressionAsk:
    return ExpressionAsk(
        key=key_of(fields, name),
        unit=fields.get("unit", read_unit_text, ""),
        solved=fields.get("solved", read_yes_no, default=False),
    )


def _equation(fields: Fields, name: str) -> EquationAsk:
    return EquationAsk(key=key_of(fields, name))


def _substance(fields: Fields, name: str) -> SubstanceAsk:
    return SubstanceAsk(key=key_of(fields, name))


def _reaction(fields: Fields, name: str) -> ReactionAsk:
    return ReactionAsk(
        key=key_of(fields, name),
        form=fields.get("form", read_word(*get_args(ReactionForm)), "molecular"),  # type: ignore[arg-type]
        coefficients=fields.get("coefficients", read_word("smallest", "any"), "any"),  # type: ignore[arg-type]
        states=fields.get("states", read_word("ignored", "required"), "ignored"),  # type: ignore[arg-type]
    )


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
    kind = read_word(*_CELL_KINDS)(record.entries["kind"]) if "kind" in record.entries else "quantity"
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
    "quantity": _quantity,
    "expression": _expression,
    "equation": _equation,
    "formula": _substance,
    "reaction": _reaction,
    "choice": read_choice,
    "table": _table,
    "plot": read_plot,
    "text": read_open_question,
}

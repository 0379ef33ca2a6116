"""The formulas that decide what is right in an ask."""

from collections.abc import Iterable, Iterator
from typing import Final

from variants.templates.asks import (
    AskForm,
    AskLine,
    ChoiceAsk,
    CurvePart,
    ExpressionAsk,
    LinePart,
    PlotAsk,
    QuantityAsk,
    TableAsk,
    TextAsk,
)
from variants.templates.located import Formula


def key_formulas(ask: AskLine) -> tuple[Formula, ...]:
    """Return every formula that the key of this ask is made of."""
    form = ask.form
    if isinstance(form, TextAsk):
        return ()
    if isinstance(form, ChoiceAsk):
        return tuple(_present(_of_choice(form)))
    if isinstance(form, TableAsk):
        return tuple(column.key for column in form.columns)
    if isinstance(form, PlotAsk):
        return tuple(_present(_of_plot(form)))
    return (form.key,)


PLOT_PARTS: Final = ("slope", "intercept", "curve")
"""What of a plot a mistake may be named for."""


def mistaken_form(ask: AskLine, part: str) -> AskForm | None:
    """Return what a mistake of an ask, of a column or of a part of a plot is compared with; None: nothing."""
    match ask.form:
        case TableAsk(columns=columns):
            return next((one.form for one in columns if one.name == part and one.kind is not None), None)
        case PlotAsk(line=LinePart() as line) if part in ("slope", "intercept"):
            key = line.slope if part == "slope" else line.intercept
            return QuantityAsk(key=key, unit="", tolerance=line.tolerance)
        case PlotAsk(curve=CurvePart() as curve) if part == "curve":
            return ExpressionAsk(key=curve.y)
        case PlotAsk():
            return None
        case form:
            return None if part else form


def _present(formulas: Iterable[Formula | None]) -> Iterator[Formula]:
    return (formula for formula in formulas if formula is not None)


def _of_choice(form: ChoiceAsk) -> Iterator[Formula | None]:
    yield form.key
    for option in form.options:
        yield from (option.gives, option.right, option.by)
    for item in form.items:
        yield from (item.goes_to, item.gives)


def _of_plot(form: PlotAsk) -> Iterator[Formula | None]:
    for axis in (form.x, form.y):
        yield from (axis.lowest, axis.highest)
    if form.dots:
        yield from (form.dots.x, form.dots.y)
    if form.line:
        yield from (form.line.slope, form.line.intercept)
    if form.curve:
        yield from (form.curve.y, *form.curve.through)

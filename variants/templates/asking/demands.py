"""What an ask demands beside the value, in the words that a page tells a student."""

from collections.abc import Iterator
from typing import Any

from variants.templates.asks import CellAsk, EquationAsk, ExpressionAsk, QuantityAsk, ReactionAsk
from variants.templates.checks.demand_checks import lone_letter
from variants.templates.task import Task
from variants.variant import Demand


def what_is_demanded(form: CellAsk, task: Task) -> dict[str, Any]:
    """Return what `LineShape` and `ColumnShape` say of it, by the names of their fields."""
    counted = isinstance(form, QuantityAsk) and form.figures_rule != "ignored"
    return {
        "figures": form.figures if isinstance(form, QuantityAsk) and counted else None,
        "decimals": form.decimals if isinstance(form, QuantityAsk) and counted else None,
        "demands": tuple(_demands(form)),
        "solved_for": _letter_told(form, task),
    }


def solved_letter(form: EquationAsk, task: Task) -> str | None:
    """Return the letter that must stand alone on a side; None if none must, or the key has none."""
    if isinstance(form.solved, str):
        return form.solved
    return lone_letter(form.key.tree, task.letters) if form.solved else None


def _letter_told(form: CellAsk, task: Task) -> str:
    if isinstance(form, EquationAsk):
        return solved_letter(form, task) or ""
    return form.solved if isinstance(form, ExpressionAsk) and isinstance(form.solved, str) else ""


def _demands(form: CellAsk) -> Iterator[Demand]:
    match form:
        case ExpressionAsk():
            yield from form.forms
            if form.up_to_constant:
                yield "constant"
        case EquationAsk(solutions=True):
            yield "solutions"
        case ReactionAsk():
            if form.coefficients == "smallest":
                yield "smallest"
            if form.states == "required":
                yield "states"
            if form.conditions:
                yield "conditions"
        case _:
            return

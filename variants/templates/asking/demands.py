"""What an ask demands beside the value, in the words that a page tells a student."""

from collections.abc import Iterator
from typing import Any

from variants.formulas.trees import Comparison, Name, names
from variants.templates.asks import CellAsk, EquationAsk, ExpressionAsk, QuantityAsk, ReactionAsk
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
    tree = form.key.tree
    if not form.solved or not isinstance(tree, Comparison):
        return None
    for side, other in (tree.items[:2], tree.items[1::-1]):
        if isinstance(side, Name) and side.name in task.letters and side.name not in names(other):
            return side.name
    return None


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

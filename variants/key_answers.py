"""Hold every typed key against its own checker: what a task demands, its key must give.

A key that is no right answer itself can't be reached by anybody: a demand is wrong, or an interval.
"""

from collections.abc import Iterator, Sequence

from variants.checkers.quantities.closeness import within
from variants.checkers.registry import check_answer, type_key
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Key, QuantityKey, TableKey
from variants.templates.asking.lines import line_key
from variants.templates.asking.scene import NumberedMember, Scene, Stage
from variants.templates.asking.tables import table_of
from variants.templates.asks import (
    AskForm,
    AskLine,
    EquationAsk,
    ExpressionAsk,
    QuantityAsk,
    ReactionAsk,
    TableAsk,
)
from variants.templates.located_problems import Problems
from variants.templates.task import Task
from variants.texts import Text


def check_keys(task: Task, members: Sequence[NumberedMember], problems: Problems) -> None:
    """Add the asks whose key is not right in some of these members to the problems."""
    stage = Stage(task)
    demanding = [ask for ask in task.asks.values() if _demands(ask)]
    for ask in demanding:
        scenes = (Scene(stage=stage, member=member, number=member.index + 1) for member in members)
        missed = [reason for reason in (_missed(ask, scene) for scene in scenes) if reason is not None]
        if missed:
            problems.add((ask.line, ask.column), _message(ask, missed, len(members)))


def _message(ask: AskLine, missed: Sequence[Text], tried: int) -> Text:
    english, russian = (missed[0].in_language(language) for language in ("en", "ru"))
    return Text(
        en=f"the key of `{ask.name}` is no right answer in {len(missed)} of {tried} variants: {english}",
        ru=f"ключ `{ask.name}` сам не был бы верным ответом в {len(missed)} из {tried} вариантов: {russian}",
    )


def _demands(ask: AskLine) -> bool:
    if isinstance(ask.form, TableAsk):
        return any(column.form is not None and _is_demanding(column.form) for column in ask.form.columns)
    return _is_demanding(ask.form)


def _is_demanding(form: AskForm) -> bool:
    """Tell whether more is asked than the value."""
    match form:
        case QuantityAsk():
            return bool(form.figures or form.decimals is not None or form.tolerance.interval)
        case ExpressionAsk():
            return bool(form.forms or form.solved or form.up_to_constant)
        case EquationAsk():
            return bool(form.solutions or form.solved)
        case ReactionAsk():
            return bool(form.conditions or form.states == "required" or form.coefficients != "any")
        case _:
            return False


def _missed(ask: AskLine, scene: Scene) -> Text | None:
    """Return what a checker says of the first key that it does not take; None where it takes all."""
    for key in _keys(ask, scene):
        if isinstance(key, QuantityKey) and key.tolerance.interval and not within(key.value, key):
            return Text(en="it lies outside of the interval.", ru="он лежит вне промежутка.")
        try:
            verdict = check_answer(key, type_key(key, "en"), "en")
        except UnreadableAnswer as error:
            return error.message
        if verdict.outcome != "right":
            return verdict.message
    return None


def _keys(ask: AskLine, scene: Scene) -> Iterator[Key]:
    form = ask.form
    if isinstance(form, TableAsk):
        _, table = table_of(form, scene)
        yield from _cells(table)
    elif isinstance(form, QuantityAsk | ExpressionAsk | EquationAsk | ReactionAsk):
        unit = form.unit if isinstance(form, ExpressionAsk) else None
        yield line_key(form, scene.evaluate(form.key, unit), scene.stage)


def _cells(table: TableKey) -> Iterator[Key]:
    return (cell for column in table.columns for cell in column.cells if cell is not None)

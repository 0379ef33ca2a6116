"""What of a pool may be dealt: its graded members, what each displays, and what a deal has to keep apart."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np

from variants.dealing.stocks import Likeness, SharedGiven, Stock
from variants.displayed_givens import displayed_of, values_of
from variants.pools import Pool
from variants.quantities.units import read_unit
from variants.separation import Floats, Spacing, spacing_of
from variants.templates.asks import (
    AskLine,
    ChoiceAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
    TableAsk,
)
from variants.templates.evaluating.columns import Truths
from variants.templates.evaluating.evaluation import evaluate, evaluate_numbers
from variants.templates.located import Formula
from variants.templates.task import GivenLine, NumbersForm, RowForm, Task, WordsForm
from variants.texts import Text


def stock_of_pool(pool: Pool) -> Stock:
    """Return the stock of a pool, ready to be dealt to a class."""
    apart = kept_apart(pool.task)
    quantity = apart.form if apart is not None and isinstance(apart.form, QuantityAsk) else None
    names = tuple(name for name, line in pool.task.given.items() if not line.hidden)
    return Stock(
        members=pool.graded,
        displayed=displayed_of(pool.environment, names, pool.capacity).__getitem__,
        names=names,
        shared={name: _shared(pool, name) for name, line in pool.task.given.items() if line.shared},
        key=_keys(pool, quantity).__getitem__ if quantity else None,
        spacing=spacing_of(quantity.tolerance) if quantity else Spacing(),
        likeness=None if quantity else _likeness(pool).__getitem__,
    )


def kept_apart(task: Task) -> AskLine | None:
    """Return the quantity that a deal keeps apart: the one marked, else the one with the most points.

    Of equals the last one asked counts, which is what a task leads up to. None if no quantity is asked.
    """
    lines = [line for line in task.asks.values() if isinstance(line.form, QuantityAsk)]
    marked = [line for line in lines if line.apart]
    return max(reversed(marked or lines), key=lambda line: line.points, default=None)


def limits_of(task: Task, name: str) -> Hashable:
    """Return what a shared given may be: equal in two tasks if they can share it."""
    line = task.given[name]
    match line.form:
        case NumbersForm(numbers=numbers, each=each):
            unit = read_unit(line.form.unit)
            return "numbers", tuple(_same(float(n) * unit.factor + unit.offset) for n in numbers), each
        case WordsForm(words=words):
            return "words", tuple(words)
        case RowForm(table=table):
            return "rows", table, tuple(task.tables[table].rows)
        case form:
            return "other", repr(form)


def shared_disagreements(tasks: Mapping[str, Task]) -> Iterator[tuple[str, GivenLine, Text]]:
    """Yield tasks that give a shared parameter other limits than one before: name, line, what is wrong."""
    first: dict[str, tuple[str, Hashable]] = {}
    for task, read in tasks.items():
        for name, line in read.given.items():
            if not line.shared:
                continue
            limits = limits_of(read, name)
            other, wanted = first.setdefault(name, (task, limits))
            if limits != wanted:
                yield task, line, say_other_limits(name, other)


def say_other_limits(name: str, other: str) -> Text:
    """Say that a task gives a shared parameter other limits than this other task does."""
    return Text(
        en=f"`{name}` is shared, but task {other} gives other limits",
        ru=f"параметр `{name}` общий, но в задаче {other} у него другие пределы",
    )


def _shared(pool: Pool, name: str) -> SharedGiven:
    columns = [
        list(map(_same, values)) for values in values_of(pool.environment.columns[name], pool.capacity)
    ]
    rows: list[tuple[Hashable, ...]] = list(zip(*columns, strict=True))
    return SharedGiven(limits=limits_of(pool.task, name), value=rows.__getitem__)


def _same(value: Hashable) -> Hashable:
    """Return a number without what units leave in its last digits."""
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _keys(pool: Pool, asked: QuantityAsk) -> list[float]:
    """Return the key of each member in the unit asked for."""
    unit = read_unit(asked.unit)
    si: Floats = evaluate_numbers(pool.program.ready(asked.key.tree), pool.environment).values[:, 0]
    numbers: list[float] = np.broadcast_to((si - unit.offset) / unit.factor, (pool.capacity,)).tolist()
    return numbers


def _likeness(pool: Pool) -> list[Likeness]:
    words = [
        values
        for name, line in pool.task.given.items()
        if isinstance(line.form, WordsForm | RowForm) and not line.hidden
        for values in values_of(pool.environment.columns[name], pool.capacity)
    ]
    answers = [values for line in pool.task.asks.values() for values in _answers(pool, line)]
    return [
        Likeness(
            words=tuple(column[member] for column in words), answers=tuple(row[member] for row in answers)
        )
        for member in range(pool.capacity)
    ]


def _answers(pool: Pool, line: AskLine) -> Iterator[list[Hashable]]:
    """Yield for each member what tells its right answer from another: options, a substance, a reaction."""
    match line.form:
        case SubstanceAsk(key=key) | ReactionAsk(key=key):
            yield from _objects(pool, key)
        case TableAsk(columns=columns):
            for column in columns:
                if isinstance(column.form, SubstanceAsk | ReactionAsk):
                    yield from _objects(pool, column.form.key)
        case ChoiceAsk(pick="ordering", options=options):
            by = [option.by for option in options if option.by is not None]
            yield _ranks(pool, by)
        case ChoiceAsk(options=options, items=items):
            for option in options:
                if option.right is not None:
                    yield from _objects(pool, option.right)
            for item in items:
                yield from _objects(pool, item.goes_to)
        case _:
            return


def _objects(pool: Pool, formula: Formula) -> Iterator[list[Hashable]]:
    column = evaluate(pool.program.ready(formula.tree), pool.environment)
    if isinstance(column, Truths):
        rows = np.broadcast_to(column.values.all(axis=1), (pool.capacity,)).tolist()
        yield list(rows)
    else:
        yield from values_of(column, pool.capacity)


def _ranks(pool: Pool, by: Sequence[Formula]) -> list[Hashable]:
    """Return for each member the order of these numbers."""
    columns = [evaluate_numbers(pool.program.ready(one.tree), pool.environment).values[:, 0] for one in by]
    together = np.stack([np.broadcast_to(column, (pool.capacity,)) for column in columns], axis=1)
    return [tuple(row) for row in np.argsort(together, axis=1, kind="stable").tolist()]

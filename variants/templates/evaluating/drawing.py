"""Draw combinations of parameters without repeats: all of them, or a spread of a space too large for that.

Rows and words are tried first, on their own: where few of their combinations are possible, numbers are only
drawn for those.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from variants.formulas.trees import names
from variants.templates.checks.order import reach
from variants.templates.evaluating.columns import Bools, Coded, Codes, Numbers
from variants.templates.evaluating.computing import Axis, Program, axes_of, compute, compute_line, start
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.usable import true_for
from variants.templates.located import Formula
from variants.templates.task import NumbersForm, RowForm, WordsForm

MOST_COMBINATIONS: Final = 20_000
MOST_ENUMERATED: Final = 60_000
MOST_BATCHES: Final = 30
ENOUGH_NICE: Final = 300
_Judge = Callable[[Program, Environment, int], Bools]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which draws may be members, and which should be."""

    usable: _Judge
    nice: _Judge


def draw(program: Program, judges: Filter, *, size: int, seed: int) -> Codes:
    """Return usable draws of shape (at most `size`, axes), no two of which look the same to a student."""
    generator = np.random.Generator(np.random.PCG64(seed))
    axes = axes_of(program.task)
    good = np.zeros((0, len(axes)), dtype=np.int64)
    spare = good
    for batch in _batches(program, axes, generator, size):
        environment = compute(program, batch)
        members = len(batch)
        usable = np.broadcast_to(judges.usable(program, environment, members), (members,))
        nice = np.broadcast_to(judges.nice(program, environment, members), (members,))
        good = distinct(program, np.concatenate([good, batch[usable & nice]]))
        spare = np.concatenate([spare, batch[usable & ~nice]])[:size]
        if len(good) >= size:
            break
    wanted = min(size, ENOUGH_NICE)
    if len(good) < wanted and len(spare):
        good = distinct(program, np.concatenate([good, spare]))[: max(len(good), wanted)]
    return good[:size]


def raw_draws(program: Program, *, size: int, seed: int) -> tuple[Codes, float]:
    """Return draws among the possible rows and words, unjudged, and the share of these that is possible."""
    generator = np.random.Generator(np.random.PCG64(seed))
    axes = axes_of(program.task)
    objects = [index for index, axis in enumerate(axes) if _is_object(program, axis)]
    tried = len(_combinations(axes, objects, generator))
    generator = np.random.Generator(np.random.PCG64(seed))
    possible = len(_possible_objects(program, axes, objects, generator))
    generator = np.random.Generator(np.random.PCG64(seed))
    if not possible:
        return np.zeros((0, len(axes)), dtype=np.int64), 0.0
    return next(_batches(program, axes, generator, size))[:size], possible / tried


def distinct(program: Program, draws: Codes) -> Codes:
    """Keep the first of draws whose displayed givens are equal."""
    task = program.task
    hidden = any(
        line.hidden and isinstance(line.form, NumbersForm | RowForm | WordsForm)
        for line in task.given.values()
    )
    if not len(draws):
        return draws
    seen = _displayed(program, draws) if hidden else draws
    _, first = np.unique(seen, axis=0, return_index=True)
    return draws[np.sort(first)]


def _displayed(program: Program, draws: Codes) -> NDArray[Any]:
    environment = compute(program, draws)
    columns = []
    for name, line in program.task.given.items():
        if line.hidden:
            continue
        column = environment.columns[name]
        if isinstance(column, Numbers):
            values = column.values
        elif isinstance(column, Coded):
            values = column.codes[:, None].astype(np.float64)
        else:
            continue
        columns.append(np.broadcast_to(values, (len(draws), values.shape[1])))
    return np.concatenate(columns, axis=1) if columns else draws


def _batches(
    program: Program, axes: tuple[Axis, ...], generator: np.random.Generator, size: int
) -> Iterator[Codes]:
    objects = [index for index, axis in enumerate(axes) if _is_object(program, axis)]
    numbers = [index for index in range(len(axes)) if index not in objects]
    combinations = _possible_objects(program, axes, objects, generator)
    if not len(combinations):
        return
    counts = [axes[index].count for index in numbers]
    total = len(combinations)
    for count in counts:
        total *= count
    step = max(2000, 2 * size)
    if total <= MOST_ENUMERATED:
        order = generator.permutation(total)
        for begin in range(0, total, step):
            yield _decode(order[begin : begin + step], combinations, objects, numbers, counts)
        return
    for _ in range(MOST_BATCHES):
        batch = np.zeros((step, len(axes)), dtype=np.int64)
        batch[:, objects] = combinations[generator.integers(0, len(combinations), step)]
        for index, count in zip(numbers, counts, strict=True):
            batch[:, index] = generator.integers(0, count, step)
        yield batch


def _decode(
    order: Codes, combinations: Codes, objects: list[int], numbers: list[int], counts: list[int]
) -> Codes:
    batch = np.zeros((len(order), len(objects) + len(numbers)), dtype=np.int64)
    rest = order
    for index, count in zip(numbers, counts, strict=True):
        rest, batch[:, index] = np.divmod(rest, count)
    batch[:, objects] = combinations[rest]
    return batch


def _is_object(program: Program, axis: Axis) -> bool:
    return isinstance(program.task.given[axis.name].form, RowForm | WordsForm)


def _possible_objects(
    program: Program, axes: tuple[Axis, ...], objects: list[int], generator: np.random.Generator
) -> Codes:
    """Return the combinations of words and rows for which every `where` about them alone is true."""
    combinations = _combinations(axes, objects, generator)
    statements = [statement for statement in program.task.where if about_objects(program, statement)]
    if not statements or not objects:
        return combinations
    draws = np.zeros((len(combinations), len(axes)), dtype=np.int64)
    draws[:, objects] = combinations
    environment = _needed_only(program, draws, statements)
    good = np.ones(len(draws), dtype=np.bool_)
    for statement in statements:
        good = good & true_for(program, statement, environment)
    return combinations[good]


def _combinations(axes: tuple[Axis, ...], objects: list[int], generator: np.random.Generator) -> Codes:
    """Return all combinations of words and rows, or a spread of them where they are too many."""
    counts = [axes[index].count for index in objects]
    if not counts:
        return np.zeros((1, 0), dtype=np.int64)
    total = int(np.prod(counts, dtype=np.float64))
    if total > MOST_COMBINATIONS:
        columns = [generator.integers(0, count, MOST_COMBINATIONS) for count in counts]
        return np.unique(np.stack(columns, axis=1), axis=0).astype(np.int64)
    return np.stack(np.unravel_index(np.arange(total), counts), axis=1).astype(np.int64)


def about_objects(program: Program, statement: Formula) -> bool:
    """Tell whether a statement is about rows and words alone: it is judged before numbers are drawn."""
    used = reach(names(statement.tree), program.analysis.needs)
    numeric = {name for name, line in program.task.given.items() if isinstance(line.form, NumbersForm)}
    return not used & (numeric | set(program.letter_lines))


def _needed_only(program: Program, draws: Codes, statements: list[Formula]) -> Environment:
    environment = start(program, draws)
    used = frozenset[str]().union(*(names(statement.tree) for statement in statements))
    needed = reach(used, program.analysis.needs)
    for name in program.analysis.order:
        if name in needed:
            environment = environment.with_column(name, compute_line(program, name, environment))
    return environment

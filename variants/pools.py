"""All usable variants of a task, or a sample of them: enumerated, filtered, and found again from indices.

The draws of the parameters are a finite space. Members of a pool differ in what a student sees of them; they
are about equally difficult, no named mistake comes near their keys, and longer numbers give the same keys.
"""

import hashlib
import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from variants.displayed_givens import displayed_of, fingerprint_of
from variants.formulas.trees import names
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Bools, Codes, take
from variants.templates.evaluating.computing import Program, axes_of, compute, program_of
from variants.templates.evaluating.drawing import Filter, draw
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.members import Company, Member
from variants.templates.evaluating.usable import nice, usable
from variants.templates.made import Made
from variants.templates.proving.accuracy import accurate
from variants.templates.proving.difficulty import Difficulty, difficulty_of, within_spread
from variants.templates.proving.mistake_distance import confused
from variants.templates.task import DependentForm, RowForm, Table, Task
from variants.templates.values import SubstanceValue, Value

COMPILER_VERSION: Final = "2"
PRACTICE_EVERY: Final = 10
SPREAD: Final = 4
"""Points of difficulty from the median, where a task says nothing of its own."""
LEAST_KEPT: Final = 300
"""So many members stay in a pool, if there are as many, however different they are."""
_DRAWN: Final = 5 / 4
"""Drawn for one that is wanted: what lies outside of the spread is left out."""
_HEADER: Final = b"tetrad pool "


class PoolUnreadable(ValueError):
    """These bytes are not a pool of this task made by this version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The usable variants of a task; `draws` has shape (members, independent choices)."""

    program: Program = field(repr=False)
    draws: Codes = field(repr=False)
    environment: Environment = field(repr=False)
    made: Made = field(default_factory=Made, init=False, compare=False, repr=False)

    @property
    def task(self) -> Task:
        """The task whose variants these are."""
        return self.program.task

    @property
    def capacity(self) -> int:
        """How many variants there are."""
        return len(self.draws)

    @property
    def practice(self) -> tuple[int, ...]:
        """Members that are never dealt, only given for practice: about one in ten.

        It follows from what a member displays: what one edition gives for practice, no other one deals. Where
        nothing would be left to deal, nothing is kept for practice.
        """
        return tuple(np.flatnonzero(self.made.once(_practised, self)).tolist())

    @property
    def graded(self) -> tuple[int, ...]:
        """Members that may be dealt."""
        return tuple(np.flatnonzero(~self.made.once(_practised, self)).tolist())

    def member(self, index: int) -> Member:
        """Return one member. Raises IndexError."""
        return self.members([index])[0]

    def members(self, indices: Sequence[int]) -> tuple[Member, ...]:
        """Return members whose formulas are evaluated together, in this order. Raises IndexError."""
        for index in indices:
            if not 0 <= index < self.capacity:
                raise IndexError(index)
        return Company(self.program, self.environment, indices).members


def _practised(pool: Pool) -> Bools:
    names = [name for name, line in pool.task.given.items() if not line.hidden]
    shown = displayed_of(pool.environment, names, pool.capacity)
    practised = np.asarray([_is_for_practice(names, one) for one in shown], dtype=np.bool_)
    # A task of one variant is there to be dealt, whatever its numbers are.
    return practised & ~practised.all() if practised.size else practised


def _is_for_practice(names: Sequence[str], displayed: Hashable) -> bool:
    return int.from_bytes(fingerprint_of(names, displayed, 8)) % PRACTICE_EVERY == 0


def build_pool(task: Task, *, size: int = 2000) -> Pool:
    """Return a pool of at most `size` variants, the same each time; it may be empty."""
    program = program_of(task)
    judges = Filter(usable=fit_for_a_pool, nice=nice)
    drawn = _pool(program, draw(program, judges, size=int(_DRAWN * size), seed=_seed(task)))
    near = np.flatnonzero(within_spread(difficulty_of_pool(drawn), spread_of(task), min(size, LEAST_KEPT)))
    return drawn if len(near) == drawn.capacity <= size else subset(drawn, near[:size].tolist())


def fit_for_a_pool(program: Program, environment: Environment, members: int) -> Bools:
    """Tell for which draws all that can be told of them together holds; the rest is told one by one."""
    good = usable(program, environment, members)
    for mistake in program.task.mistakes:
        good = good & ~confused(program, mistake, environment, members)
    return good & accurate(program, environment, members)


def difficulty_of_pool(pool: Pool) -> Difficulty:
    """Score all members of a pool."""
    return difficulty_of(pool.program, pool.environment, pool.capacity)


def spread_of(task: Task) -> int:
    """Return how far from the median of difficulty a variant may lie."""
    return SPREAD if task.spread is None else task.spread


def pool_to_bytes(pool: Pool) -> bytes:
    """Return the indices of the draws alone; everything else follows from the task."""
    shape = f"{COMPILER_VERSION} {_fingerprint(pool.program)} {len(pool.draws)}\n".encode()
    return _HEADER + shape + zlib.compress(pool.draws.astype("<u4").tobytes(), 6)


def pool_from_bytes(task: Task, stored: bytes) -> Pool:
    """Return the pool that was stored. Raises PoolUnreadable."""
    program = program_of(task)
    head, _, body = stored.partition(b"\n")
    words = head.removeprefix(_HEADER).decode("ascii", "replace").split(" ")
    if not head.startswith(_HEADER) or words[:2] != [COMPILER_VERSION, _fingerprint(program)]:
        raise PoolUnreadable("made from another task or by another version")
    try:
        flat = np.frombuffer(zlib.decompress(body), dtype="<u4").astype(np.int64)
        draws = flat.reshape(int(words[2]), len(axes_of(task)))
    except (zlib.error, ValueError, IndexError) as error:
        raise PoolUnreadable("damaged") from error
    if any((draws[:, index] >= axis.count).any() for index, axis in enumerate(axes_of(task))):
        raise PoolUnreadable("damaged")
    return _pool(program, draws)


def _pool(program: Program, draws: Codes) -> Pool:
    return Pool(program=program, draws=draws, environment=compute(program, draws))


def _seed(task: Task) -> int:
    """Return the same number in every version: a new rule strikes members out, and shuffles nothing."""
    return int.from_bytes(hashlib.sha256(f"1 {task.id}".encode()).digest()[:8], "big")


def _fingerprint(program: Program) -> str:
    """Change when the parameters of the task do, or the rows of a table that it draws from."""
    task = program.task
    shape = [(axis.name, axis.place, axis.count) for axis in axes_of(task)]
    given = sorted((name, repr(line.form)) for name, line in task.given.items())
    drawn = {line.form.table for line in task.given.values() if isinstance(line.form, RowForm)}
    used = sorted(drawn | _named_tables(task))
    tables = [(name, _table_text(task.tables[name])) for name in used]
    return hashlib.sha256(repr((shape, given, tables)).encode()).hexdigest()[:16]


def _named_tables(task: Task) -> set[str]:
    """Return the tables whose cells a formula names: `liquids.water.density`."""
    formulas = [line.formula.tree for line in task.solve.values()]
    formulas += [
        line.form.formula.tree for line in task.given.values() if isinstance(line.form, DependentForm)
    ]
    formulas += [formula.tree for ask in task.asks.values() for formula in key_formulas(ask)]
    formulas += [statement.tree for statement in (*task.where, *task.certify, *task.ugly)]
    formulas += [mistake.gives.tree for mistake in task.mistakes]
    return {name for tree in formulas for name in names(tree) if name in task.tables}


def _table_text(table: Table) -> str:
    """Return all that a table holds, each row under its id, in their order: draws count in it."""
    return repr(
        [
            (row, [(name, _cell_text(cell)) for name, cell in cells.items()])
            for row, cells in table.rows.items()
        ]
    )


def _cell_text(cell: Value) -> str:
    return cell.substance.text if isinstance(cell, SubstanceValue) else repr(cell)


def subset(pool: Pool, members: Sequence[int]) -> Pool:
    """Return the pool of some members only, in this order."""
    places = np.asarray(members, dtype=np.int64)
    columns = {name: take(column, places) for name, column in pool.environment.columns.items()}
    environment = replace(pool.environment, columns=columns)
    return Pool(program=pool.program, draws=pool.draws[places], environment=environment)

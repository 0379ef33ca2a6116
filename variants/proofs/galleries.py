"""A gallery of a task: variants as students would see them, how ugly each is, and which are struck out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from variants.pools import Pool, fit_for_a_pool, spread_of
from variants.templates.assembly import assemble_all
from variants.templates.evaluating.columns import Bools
from variants.templates.evaluating.computing import compute, program_of
from variants.templates.evaluating.drawing import Filter, draw
from variants.templates.evaluating.letter_statements import holds
from variants.templates.evaluating.usable import possible
from variants.templates.proving.accuracy import accurate
from variants.templates.proving.difficulty import Difficulty, difficulty_of, within_spread
from variants.templates.proving.mistake_distance import confused
from variants.templates.task import Task
from variants.templates.values import NoValue
from variants.texts import Text
from variants.variant import Variant

COUNT: Final = 20
_DRAWN: Final = 400
_MOST_STRUCK: Final = 4
"""Of the variants shown so many are struck ones at most, as long as there are others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A variant on show: its points of difficulty, what they are for; `struck`: it isn't in the pool."""

    variant: Variant
    difficulty: int
    reasons: tuple[Text, ...] = ()
    struck: bool = False


def gallery(task: Task, count: int = COUNT) -> tuple[Exhibit, ...]:
    """Return variants of a task that was read, proven or not: the same ones each time.

    What keeps a variant out of the pool stands first among its reasons. Raises DocumentRefused.
    """
    program = program_of(task)
    drawn = draw(program, Filter(usable=possible, nice=_everything), size=max(_DRAWN, count), seed=1)
    if not len(drawn):
        return ()
    pool = Pool(program=program, draws=drawn, environment=compute(program, drawn))
    difficulty = difficulty_of(program, pool.environment, pool.capacity)
    good = fit_for_a_pool(program, pool.environment, pool.capacity)
    # A few that nothing else is like are kept in a small pool, so all of it counts as enough.
    good = good & within_spread(difficulty, spread_of(task), min(pool.capacity, _DRAWN) // 2)
    kept, struck = np.flatnonzero(good).tolist(), np.flatnonzero(~good).tolist()
    shown_struck = struck[: max(_MOST_STRUCK, count - len(kept))]
    shown = sorted([*kept[: count - len(shown_struck)], *shown_struck])[:count]
    return tuple(_exhibits(pool, shown, difficulty, good))


def exhibits_of(pool: Pool, members: Sequence[int]) -> tuple[Exhibit, ...]:
    """Return members of a pool, none of them struck, in this order."""
    difficulty = difficulty_of(pool.program, pool.environment, pool.capacity)
    return tuple(_exhibits(pool, members, difficulty, np.ones(pool.capacity, dtype=np.bool_)))


def _exhibits(pool: Pool, members: Sequence[int], difficulty: Difficulty, good: Bools) -> Iterator[Exhibit]:
    for member in members:
        try:
            (variant,) = assemble_all(pool.task, pool.members([member]))
        except NoValue:
            # What can't be put together can't be shown; why it can't is a problem of the proof.
            continue
        why = () if good[member] else tuple(_why_struck(pool, member, difficulty))
        yield Exhibit(
            variant=variant,
            difficulty=int(difficulty.scores[member]),
            reasons=(*why, *difficulty.reasons(member)),
            struck=not good[member],
        )


def _why_struck(pool: Pool, member: int, difficulty: Difficulty) -> Iterator[Text]:
    program = pool.program
    one = pool.draws[member : member + 1]
    environment = compute(program, one)
    for statement in program.task.certify:
        if not holds(program, statement, environment, 1).all():
            yield Text(en=f"not true: {statement.text}", ru=f"неверно: {statement.text}")
    for mistake in program.task.mistakes:
        if confused(program, mistake, environment, 1).any():
            words = mistake.gives.text
            yield Text(en=f"near the key: {words}", ru=f"близко к верному ответу: {words}")
    if not np.all(accurate(program, environment, 1)):
        yield Text(en="the key is lost in rounding", ru="ответ теряется в округлении")
    if abs(int(difficulty.scores[member]) - difficulty.middle) > spread_of(program.task):
        harder = difficulty.scores[member] > difficulty.middle
        yield (
            Text(en="harder than the others", ru="труднее остальных")
            if harder
            else Text(en="easier than the others", ru="легче остальных")
        )


def _everything(program: object, environment: object, members: int) -> Bools:
    return np.ones(members, dtype=np.bool_)

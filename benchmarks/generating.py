"""Making a variant: givens, keys, named mistakes, statement, hints, solution and figure, all typeset.

Beside it the naive way, with texts as long and as many numbers. The times are those that this process worked.
"""

from collections.abc import Iterator
from typing import Final

from benchmarks.library import read_built_in, task_texts
from benchmarks.naive import make_naively
from benchmarks.sizes import Sizes
from benchmarks.timings import worked
from variants.pools import Pool, build_pool
from variants.templates.assembly import assemble_all

TASK: Final = "suitcase-on-a-chute"


def run(sizes: Sizes) -> Iterator[str]:
    """Yield milliseconds a variant for one task, for all of the built-in ones, and the naive way."""
    pool = build_pool(read_built_in(TASK))
    members = range(min(pool.capacity, 10 * sizes.requests // 50 or 1))
    cold, _ = worked(_assemble, pool, members)
    make_naively(pool.task, 1)
    ours, _ = worked(_assemble, pool, members)
    naive, _ = worked(make_naively, pool.task, len(members))
    first, each, naive_each = (1000 * seconds / len(members) for seconds in (cold, ours, naive))
    made = f"{TASK}, {len(members)} variants in two languages"
    yield f"{made}, cold (the first of the process): {first:.3f} ms each"
    yield (
        f"{made}, warm (made once before): {each:.3f} ms each;"
        f" naively, without typesetting and figure: {naive_each:.3f} ms,"
        f" {naive_each / each:.1f} times as long"
    )
    yield from _of_all(sizes)


def _of_all(sizes: Sizes) -> Iterator[str]:
    taken: dict[str, float] = {}
    for name in list(task_texts())[: sizes.tasks]:
        pool = build_pool(read_built_in(name))
        members = range(min(pool.capacity, 300))
        _assemble(pool, members[:1])
        seconds, _ = worked(_assemble, pool, members)
        taken[name] = 1000 * seconds / len(members)
    ordered = sorted(taken, key=taken.__getitem__)
    middle, slowest = ordered[len(ordered) // 2], ordered[-3:]
    yield (
        f"{len(taken)} tasks, each after its first variant: median {taken[middle]:.3f} ms a variant; slowest "
        + ", ".join(f"{name} {taken[name]:.2f} ms" for name in reversed(slowest))
    )


def _assemble(pool: Pool, members: range) -> None:
    assemble_all(pool.task, pool.members(members))

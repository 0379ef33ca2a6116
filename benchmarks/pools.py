"""Building the pool of each built-in task, and the three that take longest."""

from collections.abc import Iterator
from itertools import islice

from benchmarks.library import read_built_in, task_texts
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.pools import build_pool


def run(sizes: Sizes) -> Iterator[str]:
    """Yield milliseconds a task, after reading."""
    tasks = [read_built_in(name) for name in islice(task_texts(), sizes.tasks)]
    taken: dict[str, float] = {}
    members = 0
    for task in tasks:
        taken[task.id], pool = timed(build_pool, task)
        members += pool.capacity
    slowest = sorted(taken, key=lambda name: -taken[name])[:3]
    yield (
        f"{len(tasks)} pools, {members} variants: {sum(taken.values()):.2f} s,"
        f" {1000 * sum(taken.values()) / len(tasks):.0f} ms a task"
    )
    yield "slowest: " + ", ".join(f"{name} {1000 * taken[name]:.0f} ms" for name in slowest)

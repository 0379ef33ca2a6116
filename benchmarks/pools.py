"""The pool of each built-in task, built and proven, and the three that take longest."""

from collections.abc import Iterator
from itertools import islice

from benchmarks.library import read_built_in, task_texts
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.pools import build_pool
from variants.proofs.proving import prove_task


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
    proven = {task.id: timed(prove_task, task)[0] for task in tasks}
    slowest = sorted(proven, key=lambda name: -proven[name])[:3]
    yield f"{len(tasks)} proofs with certificates: {sum(proven.values()) / len(tasks):.2f} s a task"
    yield "slowest: " + ", ".join(f"{name} {proven[name]:.2f} s" for name in slowest)

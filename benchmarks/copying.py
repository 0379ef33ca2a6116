"""Copy evidence on simulated classes: copiers found, and honest students flagged, at several limits."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from benchmarks.library import slots
from benchmarks.simulated_classes import SimulatedClass, simulate
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from notebooks_engine.insight.copying import FLAGGED_BELOW, Hint, find_hints
from notebooks_engine.insight.typed_work import read_worker

_LIMITS: Final = (0.001, 0.003, 0.005, 0.01, 0.03)
_SLOTS: Final = 10


def run(sizes: Sizes) -> Iterator[str]:
    """Yield what is found in many classes of 30 with 3 copiers each, and how long a class takes."""
    random = Random(20)
    classes = max(1, sizes.students // 10)
    simulated = [simulate(slots(_SLOTS), random) for _ in range(classes)]
    taken, hints = timed(_look, simulated)
    for limit in _LIMITS:
        marked = " (in force)" if limit == FLAGGED_BELOW else ""
        yield f"limit {limit}{marked}: {describe(simulated, hints, limit)}"
    yield f"{1000 * taken / classes:.0f} ms a class of 30 with {_SLOTS} slots"


def _look(simulated: Sequence[SimulatedClass]) -> list[tuple[Hint, ...]]:
    return [find_hints([read_worker(work) for work in one.works], below=max(_LIMITS)) for one in simulated]


def describe(simulated: Sequence[SimulatedClass], hints: Sequence[tuple[Hint, ...]], limit: float) -> str:
    """Say how many copiers were found with their source, and how many honest submissions led to a hint."""
    found = copied = false = honest = 0
    for one, hinted in zip(simulated, hints, strict=True):
        flagged = {(hint.attempt, hint.source) for hint in hinted if hint.chance < limit}
        pairs = {(one.works[each.copier].attempt, one.works[each.source].attempt) for each in one.copyings}
        copiers = {copier for copier, _ in pairs}
        found += len(flagged & pairs)
        copied += sum(bool(each.slots) for each in one.copyings)
        false += sum(copier not in copiers for copier, _ in flagged)
        honest += one.honest_submissions
    return (
        f"{found} of {copied} copiers found, {false} hints on {honest} honest submissions"
        f" ({1000 * false / max(honest, 1):.2f} in 1,000)"
    )

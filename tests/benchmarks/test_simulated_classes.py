"""Copiers in simulated classes on real pools are found, and honest students are left alone."""

from random import Random

import pytest

from benchmarks.copying import describe
from benchmarks.library import slots
from benchmarks.simulated_classes import SimulatedClass, simulate
from notebooks_engine.insight.copying import FLAGGED_BELOW, find_hints
from notebooks_engine.insight.typed_work import read_worker


def flagged(one: SimulatedClass) -> set[tuple[int, int]]:
    """Return who is flagged with whom, by number."""
    places = {work.attempt: number for number, work in enumerate(one.works)}
    hints = find_hints([read_worker(work) for work in one.works])
    return {(places[hint.attempt], places[hint.source]) for hint in hints}


@pytest.mark.parametrize("seed", [1, 2])
def test_three_copiers_of_thirty_are_found_and_hardly_anybody_else(seed: int) -> None:
    one = simulate(slots(9)[2:], Random(seed), copied=(2, 4))

    found = flagged(one)

    copied = {(copying.copier, copying.source) for copying in one.copyings}
    assert len(copied) == 3
    assert copied <= found
    assert len({copier for copier, _ in found} - {copying.copier for copying in one.copyings}) <= 1


@pytest.mark.slow
def test_at_most_one_in_a_thousand_honest_submissions_is_flagged() -> None:
    random = Random(5)
    classes = [simulate(slots(10), random) for _ in range(12)]

    found = [flagged(one) for one in classes]

    honest = sum(one.honest_submissions for one in classes)
    copiers = [{copying.copier for copying in one.copyings} for one in classes]
    false = sum(pair[0] not in mine for pairs, mine in zip(found, copiers, strict=True) for pair in pairs)
    caught = sum(len({pair[0] for pair in pairs} & mine) for pairs, mine in zip(found, copiers, strict=True))
    assert honest > 3000
    assert false <= honest / 1000
    assert caught >= 0.9 * sum(map(len, copiers))


def test_figures_tell_found_and_false(capsys: pytest.CaptureFixture[str]) -> None:
    one = simulate(slots(3)[2:], Random(3), students=6, copiers=1)

    told = describe([one], [()], FLAGGED_BELOW)

    assert told.startswith("0 of 1 copiers found, 0 hints on 5 honest submissions")

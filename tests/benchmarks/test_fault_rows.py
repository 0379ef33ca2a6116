"""A row of rounds under faults: seeds are read from a range, and one table says how all of them went."""

from argparse import ArgumentTypeError

import pytest

from benchmarks.faults.__main__ import main, read_seeds
from benchmarks.faults.rounds import Outcome
from benchmarks.faults.table import Row, describe_rows


def test_a_range_of_seeds_holds_both_ends() -> None:
    assert [*read_seeds("50-52")] == [50, 51, 52]
    assert [*read_seeds("7")] == [7]


@pytest.mark.parametrize("written", ["", "9-3", "-4", "five", "1-2-3"])
def test_what_is_no_range_of_seeds_is_refused(written: str) -> None:
    with pytest.raises(ArgumentTypeError, match="range like 50-59"):
        read_seeds(written)


def test_engines_that_there_are_not_are_refused_before_anything_starts() -> None:
    with pytest.raises(SystemExit):
        main(["--engines", "abacus"])


def test_the_table_says_what_was_broken_kept_and_lost() -> None:
    kept = Outcome(faults=["kill server", "kill server"], acknowledged={"mark": 3}, lost=[])
    bad = Outcome(faults=[], acknowledged={}, lost=["a mark"])

    said = list(
        describe_rows(
            [
                Row(engines="embedded", seed=50, outcome=kept, seconds=61.2),
                Row(engines="cluster", seed=60, outcome=bad, seconds=5.0),
            ]
        )
    )

    assert said[0].startswith("| engines | seed | faults | submissions | drafts | readings | marks | ")
    assert said[2] == "| embedded | 50 | 2 | 0 | 0 | 0 | 3 | 0 | 0 | 0 | 61 | kill server × 2 |"
    assert said[3].endswith("| 1 | 5 | nothing |")
    assert said[4] == "2 rounds, 1 failed"

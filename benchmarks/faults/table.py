"""A row of rounds as one table: what was broken in each, what was acknowledged, and what of it was lost."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.faults.ledger import KINDS
from benchmarks.faults.rounds import Outcome

_HEAD: Final = ("engines", "seed", "faults", *(f"{kind}s" for kind in KINDS), "lost", "s", "what was broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One round: on which engines, with which seed, what came of it, and how many seconds it took."""

    engines: str
    seed: int
    outcome: Outcome
    seconds: float


def describe_rows(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, and below it how many of the rounds failed."""
    yield _line(_HEAD)
    yield _line(["---"] * len(_HEAD))
    for row in rows:
        yield _line(list(_cells(row)))
    failed = sum(bool(row.outcome.lost) for row in rows)
    yield f"{len(rows)} rounds, {failed or 'none'} failed"


def _cells(row: Row) -> Iterator[str]:
    outcome = row.outcome
    yield from (row.engines, str(row.seed), str(len(outcome.faults)))
    yield from (str(outcome.acknowledged.get(kind, 0)) for kind in KINDS)
    yield from (str(len(outcome.lost)), f"{row.seconds:.0f}")
    counted = sorted(Counter(outcome.faults).items())
    yield ", ".join(name if count == 1 else f"{name} × {count}" for name, count in counted) or "nothing"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

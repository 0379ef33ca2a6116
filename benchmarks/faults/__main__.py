"""Play lessons under faults: `./dev faults [--seeds A-B] [--engines embedded|cluster] [--logs FOLDER]`."""

import argparse
import contextlib
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.faults.cluster import cluster
from benchmarks.faults.embedded import embedded
from benchmarks.faults.places import Place
from benchmarks.faults.rounds import Outcome, Round, play_round
from benchmarks.faults.table import Row, describe_rows
from deploy.local.processes import ProcessFailed

ENGINES: Final[Mapping[str, Callable[[Path, Random], contextlib.AbstractContextManager[Place]]]] = {
    "embedded": embedded,
    "cluster": cluster,
}
_LARGEST_SEED: Final = 1 << 31


def main(arguments: Sequence[str] | None = None) -> int:
    """Play rounds with one seed after the other; return 1 if anything was lost or untrue in any."""
    asked = _parser().parse_args(arguments)
    rows = []
    for engines in [asked.engines] if asked.engines else list(ENGINES):
        for seed in asked.seeds or [secrets.randbelow(_LARGEST_SEED)]:
            played = Round(
                seed=seed, seconds=asked.seconds, students=asked.students, benches=asked.students // 2 + 1
            )
            rows.append(_play(engines, played, asked.logs))
    for line in describe_rows(rows):
        print(line, flush=True)
    return 1 if any(row.outcome.lost for row in rows) else 0


def read_seeds(written: str) -> range:
    """Return the seeds of `50-59`, or of `50`. Raises ArgumentTypeError."""
    found = re.fullmatch(r"(\d{1,10})(?:-(\d{1,10}))?", written)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise argparse.ArgumentTypeError(f"{written!r} is neither a number nor a range like 50-59")
    return range(first, last + 1)


def _play(engines: str, played: Round, logs: Path | None) -> Row:
    """Play a round and tell how it went."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tetrad-faults-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        with _telling(folder / "round.log") as tell, _keeping(folder, logs, f"{engines}-{played.seed}"):
            tell(f"{engines}, seed {played.seed}: {played.students} students, {played.seconds:.0f} s")
            outcome = _outcome(engines, folder, played, tell)
            for one in outcome.lost:
                tell(f"LOST: {one}")
            took = time.monotonic() - started
            said = f"failed, {len(outcome.lost)} lost or untrue" if outcome.lost else "ok, nothing lost"
            tell(f"{engines}, seed {played.seed}: {said} ({took:.0f} s)")
    return Row(engines=engines, seed=played.seed, outcome=outcome, seconds=took)


def _outcome(engines: str, folder: Path, played: Round, tell: Callable[[str], None]) -> Outcome:
    """Play, and call it lost, too, if a program does not start any more."""
    try:
        with ENGINES[engines](folder, Random(played.seed)) as place:
            return play_round(place, played, tell)
    except ProcessFailed as error:
        return Outcome(faults=(), acknowledged={}, lost=(str(error),))


@contextlib.contextmanager
def _telling(log: Path) -> Iterator[Callable[[str], None]]:
    """Yield how to say something to who looks on and to a log."""
    with log.open("a", encoding="utf-8") as kept:

        def tell(what: str) -> None:
            print(what, flush=True)
            print(f"{time.strftime('%H:%M:%S')} {what}", file=kept, flush=True)

        yield tell


@contextlib.contextmanager
def _keeping(folder: Path, logs: Path | None, name: str) -> Iterator[None]:
    """Copy the logs of a round to where they stay, if they are to be kept, however it ends."""
    try:
        yield
    finally:
        for log in folder.rglob("*.log") if logs else ():
            place = Path(str(logs)) / name / log.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(log, place)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev faults", description=__doc__)
    parser.add_argument(
        "--seeds",
        type=read_seeds,
        metavar="A-B",
        help="what decides moments and faults, a round each, or one number (default: any)",
    )
    parser.add_argument("--engines", choices=ENGINES, help="only these (default: both)")
    parser.add_argument("--seconds", type=float, default=30.0, help="length of a lesson (default 30)")
    parser.add_argument("--students", type=int, default=4, help="students at a notebook (default 4)")
    parser.add_argument("--logs", type=Path, help="keep here what was told and printed in each round")
    return parser


if __name__ == "__main__":
    sys.exit(main())

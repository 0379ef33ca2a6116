"""What requests take of a processor in a small database, and beside it in one that has grown a thousandfold.

The two are copies of one school, asked in turn: among the attempts of few other classes, and of a whole city.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from api.settings import Settings
from benchmarks.city import grow
from benchmarks.costs import everything, kept_in, smaller
from benchmarks.in_process import Side, side_by_side
from benchmarks.sizes import Sizes
from deploy.local.postgres import Cluster, new_cluster, start_cluster

SMALL: Final = 1000
_REQUESTS: Final = 1000
_SETTINGS: Final = {"max_wal_size": "4GB", "shared_buffers": "1GB"}


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the milliseconds of each kind in both, on both databases."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _growing("SQLite", _files(Path(folder)), sizes)
    # Not in memory, where clusters of tests stand: it grows to several gigabytes.
    cluster = start_cluster(new_cluster(_SETTINGS, place=Path(tempfile.gettempdir())))
    try:
        with tempfile.TemporaryDirectory() as folder:
            yield from _growing("PostgreSQL", _databases(cluster, Path(folder)), sizes)
    finally:
        cluster.stop()


Pair = tuple[Side, Callable[[], Side]]
"""A school that is to be filled, and what makes a copy of it."""


def _growing(name: str, pair: Pair, sizes: Sizes) -> Iterator[str]:
    small, copy = pair
    offered = everything(small.settings, smaller(sizes), min(_REQUESTS, sizes.requests))
    grown = copy()
    fewest = min(SMALL, sizes.grown)
    for side, attempts in ((small, fewest), (grown, sizes.grown)):
        grow(side.settings.database_url, attempts)
    before, after = side_by_side([small, grown], offered)
    for kind, taken in before.items():
        yield (
            f"{name}: {kind}: {taken.describe()} among {fewest} attempts,"
            f" {after[kind].describe()} among {sizes.grown}:"
            f" {after[kind].whole / taken.whole:.2f} times as much"
        )


def _files(folder: Path) -> Pair:
    small = Side(settings=Settings(data=folder / "small"))

    def copy() -> Side:
        return Side(settings=Settings(data=Path(shutil.copytree(small.settings.data, folder / "grown"))))

    return small, copy


def _databases(cluster: Cluster, folder: Path) -> Pair:
    small = kept_in(cluster, cluster.new_database(), folder / "small")

    def copy() -> Side:
        like = make_url(small.settings.database).database or ""
        data = Path(shutil.copytree(small.settings.data, folder / "grown"))
        return kept_in(cluster, cluster.new_database(like), data)

    return small, copy

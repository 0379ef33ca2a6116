"""Dealing a notebook to a class: in memory, and as an assignment into a database."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.library import read_built_in, slots
from benchmarks.school import assign_to, make_class, publish_notebook
from benchmarks.sizes import Sizes
from benchmarks.timings import timed
from variants.dealing.dealers import deal_stocks
from variants.dealing.stocks import Dealt, SlotStocks
from variants.pools import Pool, build_pool
from variants.stocks import stock_of_pool
from variants.templates.assembly import assemble_all


def run(sizes: Sizes) -> Iterator[str]:
    """Yield seconds for each size of class, with pools already built, as they are at assignment."""
    named = slots(sizes.slots)
    pools = {name: build_pool(read_built_in(name)) for slot in named for name in slot}
    for students in sizes.classes:
        dealing, dealt = timed(_deal, named, pools, students)
        assembling, _ = timed(_assemble, dealt, pools)
        yield (
            f"{sizes.slots} slots to {students} students in memory: {dealing + assembling:.2f} s"
            f" (dealt in {dealing:.2f} s, {len(dealt)} variants assembled in {assembling:.2f} s)"
        )
    yield from _into_database(sizes)


def _deal(named: tuple[tuple[str, ...], ...], pools: dict[str, Pool], students: int) -> list[Dealt]:
    shelves = [
        SlotStocks(slot=str(number), stocks={name: stock_of_pool(pools[name]) for name in tasks})
        for number, tasks in enumerate(named, start=1)
    ]
    deal = deal_stocks(shelves, [str(number) for number in range(students)], b"s" * 32)
    return [dealt for row in deal.values() for dealt in row.values()]


def _assemble(dealt: list[Dealt], pools: dict[str, Pool]) -> None:
    members: dict[str, list[int]] = {}
    for task, member in dealt:
        members.setdefault(task, []).append(member)
    for task, chosen in members.items():
        assemble_all(pools[task].task, pools[task].members(chosen))


def _into_database(sizes: Sizes) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(open_application(Settings(data=Path(folder)))) as application,
    ):
        edition = publish_notebook(application, sizes.slots)
        for students in sizes.classes:
            room = make_class(application, students)
            seconds, _ = timed(assign_to, application, room, edition)
            yield f"{sizes.slots} slots to {students} students into the database: {seconds:.2f} s"

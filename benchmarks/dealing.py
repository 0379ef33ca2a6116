"""Dealing a notebook to a class and to a school: in memory, and as an assignment into a database.

In memory the seconds are those that this process worked. Tasks are read, and pools and stocks at hand; the
first deal finds out what all variants of a task have in common, and later ones have it.
"""

import contextlib
import resource
import tempfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.library import read_built_in, slots
from benchmarks.naive import make_naively
from benchmarks.school import assign_to, make_class, publish_notebook
from benchmarks.sizes import Sizes
from benchmarks.timings import timed, worked
from variants.dealing.dealers import deal_rows, deal_stocks
from variants.dealing.stocks import Dealt, SlotStocks
from variants.freezing import variant_to_text
from variants.pools import Pool, build_pool
from variants.stocks import stock_of_pool
from variants.templates.assembly import assemble_all

SECRET: Final = b"s" * 32
TOGETHER: Final = 1000
"""Students whose variants are keyed at once."""


def run(sizes: Sizes) -> Iterator[str]:
    """Yield seconds for each size of class, with stocks at hand as they are at assignment, and naively."""
    named = slots(sizes.slots)
    pools = {name: build_pool(read_built_in(name)) for slot in named for name in slot}
    stocks = {name: stock_of_pool(pool) for name, pool in pools.items()}
    shelves = [
        SlotStocks(slot=str(number), stocks={name: stocks[name] for name in tasks})
        for number, tasks in enumerate(named, start=1)
    ]
    cold, _ = worked(_deal_and_key, shelves, pools, sizes.classes[0])
    yield (
        f"{sizes.slots} slots to {sizes.classes[0]} students, dealt and keyed in memory,"
        f" cold (the first deal of the process): {cold:.3f} s"
    )
    make_naively(pools[named[0][0]].task, 1)
    for students in sizes.classes:
        seconds, _ = worked(_deal_and_key, shelves, pools, students)
        variants = sizes.slots * students
        some = min(variants, sizes.naive)
        naive, _ = worked(make_naively, pools[named[0][0]].task, some)
        yield (
            f"{sizes.slots} slots to {students} students, dealt and keyed in memory,"
            f" warm (these tasks were dealt before): {seconds:.3f} s;"
            f" naively {naive / some * variants:.1f} s (measured on {some} variants),"
            f" {naive / some * variants / seconds:.0f} times as long"
        )
    yield _school(shelves, pools, sizes.school)
    yield from _into_database(sizes)


def _deal_and_key(shelves: list[SlotStocks], pools: dict[str, Pool], students: int) -> None:
    deal = deal_stocks(shelves, [str(number) for number in range(students)], SECRET)
    members: dict[str, set[int]] = {}
    for row in deal.values():
        for task, member in row.values():
            members.setdefault(task, set()).add(member)
    for task, chosen in members.items():
        assemble_all(pools[task].task, pools[task].members(sorted(chosen)))


def _school(shelves: list[SlotStocks], pools: dict[str, Pool], students: int) -> str:
    """Deal to many students; a variant of the pools is keyed once, and kept as it is frozen."""
    before = _memory()
    seconds, kept = worked(_deal_school, shelves, pools, students)
    return (
        f"{len(shelves)} slots to {students} students in batches of {TOGETHER}: {seconds:.1f} s,"
        f" {kept} different variants; {_memory() - before:.0f} MB more at most"
    )


def _deal_school(shelves: list[SlotStocks], pools: dict[str, Pool], students: int) -> int:
    frozen: dict[Dealt, bytes] = {}
    rows = deal_rows(shelves, students, SECRET)
    while together := list(islice(rows, TOGETHER)):
        missing: dict[str, set[int]] = {}
        for row in together:
            for dealt in row.values():
                if dealt not in frozen:
                    missing.setdefault(dealt.task, set()).add(dealt.member)
        for task, members in missing.items():
            chosen = sorted(members)
            for member, variant in zip(
                chosen, assemble_all(pools[task].task, pools[task].members(chosen)), strict=True
            ):
                frozen[Dealt(task, member)] = zlib.compress(variant_to_text(variant).encode(), 3)
    return len(frozen)


def _memory() -> float:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _into_database(sizes: Sizes) -> Iterator[str]:
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.closing(open_application(Settings(data=Path(folder)))) as application,
    ):
        edition = publish_notebook(application, sizes.slots)
        for students in sizes.classes:
            room = make_class(application, students)
            seconds, _ = timed(assign_to, application, [room], edition)
            yield f"{sizes.slots} slots to {students} students into the database: {seconds:.2f} s"

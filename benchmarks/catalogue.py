"""The catalogue of a large library: how fast works are taken in, and how soon each kind of query is answered.

A query is answered with its first page and the counts of all filters, as the page shows them. Beside the time
that passes stands that of the processor, which other work on the machine does not lengthen.
"""

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.invented_works import FORMULAS, invent_works
from benchmarks.sizes import Sizes
from benchmarks.timings import percentile, timed
from library_core.people import SchoolKey
from search.adapters.tantivy_index import TantivyIndex
from search.adapters.whoosh_index import WhooshIndex
from search.index import Index
from search.queries import Found, Query
from search.records import Record
from search.spelling import did_you_mean
from search.suggesting import suggest

INDEXES: Final[Mapping[str, Callable[[Path], Index]]] = {"whoosh": WhooshIndex, "tantivy": TantivyIndex}
PORTION: Final = 20_000
ASKED: Final = 200
WARMING: Final = 20
SCHOOL: Final = SchoolKey("school-7")

Queries = Mapping[str, Sequence[Query]]


def run(sizes: Sizes) -> Iterator[str]:
    """Yield works taken in a second, times of queries, and memory, for each index and size."""
    for how, count in sizes.catalogues:
        folder = Path(tempfile.mkdtemp())
        try:
            yield from (f"{how}, {count:,} works: {figure}" for figure in _measure(how, count, folder))
        finally:
            shutil.rmtree(folder)


def _measure(how: str, count: int, folder: Path) -> Iterator[str]:
    yield f"load average {os.getloadavg()[0]:.1f}"
    index = INDEXES[how](folder)
    portions, worked = _fill(index, invent_works(count))
    seconds = sum(portions)
    yield f"{count / seconds:,.0f} taken in a second, {seconds:.0f} s in all; longest {max(portions):.1f} s"
    yield f"{worked:.0f} s of processors, so {count / worked:,.0f} in a second of one"
    yield f"{_size(folder) / 1e6:,.0f} MB on disk; memory {_memory()}"
    for name, queries in _queries(count).items():
        yield f"{name}: {_ask(index, queries)}"
    typed = [replace(query, words=query.words[:5]) for query in _queries(count)["a word"]]
    yield f"suggestions: {_timings([timed(suggest, index, query)[0] for query in typed])}"
    slips = [replace(query, words=query.words[1:]) for query in _queries(count)["a word"][:40]]
    yield f"did you mean: {_timings([timed(did_you_mean, index, query)[0] for query in slips])}"
    yield f"memory after all queries {_memory()}; load average {os.getloadavg()[0]:.1f}"


def _fill(index: Index, works: Iterator[Record]) -> tuple[Sequence[float], float]:
    """Return the seconds of taking in each portion (not of inventing it), and of processors in all."""
    portions: list[float] = []
    worked = 0.0
    while portion := list(islice(works, PORTION)):
        done = index.sequence()
        sequence = done + len(portion)
        begun = time.process_time()
        portions.append(timed(lambda: index.take_in(portion, [], after=done, sequence=sequence))[0])  # noqa: B023
        worked += time.process_time() - begun
    return portions, worked


def _queries(count: int) -> Queries:
    """Return queries of every kind, from the words of the works themselves."""
    random = Random(1)
    works = [work for work in invent_works(min(count, 4_000)) if len(_title(work)) > 2]
    chosen = random.choices(works, k=ASKED)
    words = [random.choice(_title(work)) for work in chosen]
    pairs = [" ".join(random.sample(_title(work), 2)) for work in chosen]
    asked = {
        "a word": [Query(school=SCHOOL, words=f"{word} ") for word in words],
        "two words": [Query(school=SCHOOL, words=f"{pair} ") for pair in pairs],
        "the beginning of a word": [Query(school=SCHOOL, words=word[:4]) for word in words],
        "a word within two filters": [
            Query(school=SCHOOL, words=f"{word} ", subject=work.subject, grade=work.grades[0])
            for word, work in zip(words, chosen, strict=True)
        ],
        "filters alone": [
            Query(school=SCHOOL, kind=work.kind, section=work.section, grade=work.grades[0], page=page)
            for page, work in enumerate(chosen, start=1)
        ],
        "the newest of a section": [
            Query(school=SCHOOL, section=work.section, sort="newest") for work in chosen
        ],
        "everything": [Query(school=SCHOOL, page=page) for page in range(1, 51)],
        "a phrase": [Query(school=SCHOOL, words=f'"{" ".join(_title(work)[:2])}"') for work in chosen],
        "a formula": [Query(school=SCHOOL, words=formula) for formula in FORMULAS],
    }
    return {name: [replace(query, size=12) for query in queries] for name, queries in asked.items()}


def _ask(index: Index, queries: Sequence[Query]) -> str:
    for query in queries[:WARMING]:
        index.find(query)
    worked: list[float] = []
    answered: list[tuple[float, Found]] = []
    for query in queries:
        before = time.thread_time()
        answered.append(timed(index.find, query))
        worked.append(time.thread_time() - before)
    found = sorted(found.total for _, found in answered)
    return (
        f"{_timings([seconds for seconds, _ in answered])}"
        f" (processor p95 {1000 * percentile(worked, 0.95):.1f} ms);"
        f" finds {found[len(found) // 2]:,} (median)"
    )


def _timings(seconds: Sequence[float]) -> str:
    middle, high = (1000 * percentile(seconds, share) for share in (0.5, 0.95))
    return f"p50 {middle:.1f} ms, p95 {high:.1f} ms"


def _title(work: Record) -> list[str]:
    return work.title.in_language(work.languages[0]).split()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _memory() -> str:
    """Return what the process holds now: its own memory, and pages of the index that the system may drop."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    own, mapped = (
        int(re.findall(rf"{name}:\s+(\d+) kB", status)[0]) / 1024 for name in ("RssAnon", "RssFile")
    )
    return f"{own:.0f} MB of its own and {mapped:.0f} MB of mapped files"

"""Editions that have been read: notebooks pinned to their tasks, tasks and labs with their pools.

A lab by itself is a notebook of one slot, worth `LAB_POINTS`, so that it is assigned and practised like one.
No pool is ever made here, so that no page waits for one.

Editions never change, so what was read of one is kept in memory; the school that asks is part of the key,
so that nobody is handed what their school may not know of.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from api.task_pools import CERTIFICATE_RECIPE, POOL_RECIPE
from content.differences import changed_lab_parts, describe_difference
from content.readers import LAB, NOTEBOOK, TASK, files_of_lab
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import read_lab
from labs.supplying import assemble_lab
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.library import Library, LibraryStore
from library_core.objects import ObjectStore, read_object
from library_core.people import SchoolKey
from library_core.publishing import files_of
from notebooks_engine.benching.slots import Labs
from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import Notebook, read_notebook
from notebooks_engine.pinning import PinnedNotebook, pin
from notebooks_engine.supplies import Supplies, Supply
from variants.pools import COMPILER_VERSION, Pool, PoolUnreadable, pool_from_bytes
from variants.stocks import stock_of_pool
from variants.templates.assembly import assemble_all
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.texts import Text
from variants.variant import Variant

_TASKS_KEPT: Final = 512
_NOTEBOOKS_KEPT: Final = 256
_LABS_KEPT: Final = 128
LAB_SLOT: Final = "1"
LAB_POINTS: Final = Fraction(10)
"""What a lab is worth where no notebook says so."""


class PoolLacking(Exception):
    """This version of the program has made no pool of the edition yet."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        super().__init__(edition.key)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Reads editions once: each of these takes a school and an edition it may know of.

    A lab's edition is a notebook, and has a supply, as well. Each raises EditionMissing for an edition of
    another kind or beyond the school; `supply` raises PoolLacking.
    """

    notebook: Callable[[SchoolKey, EditionKey], Notebook]
    pinned: Callable[[SchoolKey, EditionKey], PinnedNotebook]
    supply: Callable[[SchoolKey, EditionKey], Supply]
    lab: Callable[[SchoolKey, EditionKey], Lab]
    task: Callable[[SchoolKey, EditionKey], Task]
    difference: Callable[[SchoolKey, EditionKey, EditionKey], tuple[Text, ...]]
    bench_differs: Callable[[SchoolKey, EditionKey, EditionKey], bool]
    pool_counts: Callable[[], Mapping[str, int]]

    def supplies(self, school: SchoolKey) -> Supplies:
        """Return the supplies as one school sees them."""
        return lambda edition: self.supply(school, edition)

    def lacking(self, school: SchoolKey, tasks: Iterable[EditionKey]) -> tuple[Edition, ...]:
        """Return those of these tasks and labs that have no pool yet, each once."""
        lacking: list[Edition] = []
        for key in dict.fromkeys(tasks):
            try:
                self.supply(school, key)
            except PoolLacking as refused:
                lacking.append(refused.edition)
        return tuple(lacking)

    def labs(self, school: SchoolKey) -> Labs:
        """Return the labs as one school sees them."""
        return lambda edition: self.lab(school, edition)


def make_shelf(library: LibraryStore, objects: ObjectStore) -> Shelf:
    """Return a shelf over this library."""
    reading = _Reading(library, objects)
    supply = lru_cache(_TASKS_KEPT)(reading.supply)

    def pool_counts() -> Mapping[str, int]:
        """Return how often a pool was needed: found in memory or the store, or lacking yet."""
        memory, needed = supply.cache_info().hits, supply.cache_info().misses
        return {"memory": memory, "store": needed - reading.lacked, "lacking": reading.lacked}

    return Shelf(
        notebook=lru_cache(_NOTEBOOKS_KEPT)(reading.notebook),
        pinned=lru_cache(_NOTEBOOKS_KEPT)(reading.pinned),
        supply=supply,
        lab=lru_cache(_LABS_KEPT)(reading.lab),
        task=lru_cache(_TASKS_KEPT)(reading.task),
        difference=lru_cache(_NOTEBOOKS_KEPT)(reading.difference),
        bench_differs=lru_cache(_LABS_KEPT)(reading.bench_differs),
        pool_counts=pool_counts,
    )


@dataclass(slots=True)
class _Reading:
    library: LibraryStore
    objects: ObjectStore
    lacked: int = 0
    """How often there was no pool; threads that count at the same moment may count once."""

    def notebook(self, school: SchoolKey, key: EditionKey) -> Notebook:
        edition = self._find(school, key, NOTEBOOK, LAB)
        if edition.work.kind == LAB:
            return notebook_of_lab(self.lab(school, key))
        files = files_of(self.objects, edition)
        return read_notebook({path: content.decode("utf-8-sig") for path, content in files.items()})

    def pinned(self, school: SchoolKey, key: EditionKey) -> PinnedNotebook:
        edition, notebook = self._find(school, key, NOTEBOOK, LAB), self.notebook(school, key)
        uses = {name: key for name in notebook.labs} if edition.work.kind == LAB else edition.uses
        return pin(notebook, key, uses)

    def supply(self, school: SchoolKey, key: EditionKey) -> Supply:
        edition = self._find(school, key, TASK, LAB)
        assemble = self._of_lab if edition.work.kind == LAB else self._of_task
        return assemble(school, edition)

    def lab(self, school: SchoolKey, key: EditionKey) -> Lab:
        edition = self._find(school, key, LAB)
        return read_lab(files_of_lab(self.objects, edition.manifest), tables=library_tables())

    def task(self, school: SchoolKey, key: EditionKey) -> Task:
        ((document, content),) = files_of(self.objects, self._find(school, key, TASK)).items()
        return read_task(content.decode("utf-8-sig"), document=document, tables=library_tables())

    def _of_task(self, school: SchoolKey, edition: Edition) -> Supply:
        stored = self._stored_pool(school, edition)
        task = self.task(school, edition.key)
        pool = self._pool(edition, task, stored)
        certificate = self._certificate(school, edition)
        return _supply(pool, lambda members: assemble_all(task, pool.members(members), certificate))

    def _of_lab(self, school: SchoolKey, edition: Edition) -> Supply:
        stored = self._stored_pool(school, edition)
        lab = self.lab(school, edition.key)
        pool = self._pool(edition, lab.apparatus, stored)
        certificate = self._certificate(school, edition)
        return _supply(pool, lambda members: assemble_lab(lab, pool, members, certificate))

    def difference(self, school: SchoolKey, earlier: EditionKey, later: EditionKey) -> tuple[Text, ...]:
        def describe(library: Library) -> tuple[Text, ...]:
            def find(key: EditionKey) -> Edition:
                found = library.editions.find(school, key)
                if found is None:
                    raise EditionMissing(key)
                return found

            def read(key: EditionKey) -> Mapping[str, bytes]:
                edition = find(key)
                if edition.work.kind == LAB:
                    return files_of_lab(self.objects, edition.manifest)
                return files_of(self.objects, edition)

            return describe_difference(library, read, find(earlier), find(later))

        return self.library.read(describe)

    def bench_differs(self, school: SchoolKey, earlier: EditionKey, later: EditionKey) -> bool:
        editions = (self._find(school, key, LAB) for key in (earlier, later))
        files = (files_of_lab(self.objects, edition.manifest) for edition in editions)
        return "bench" in changed_lab_parts(*files)

    def _stored_pool(self, school: SchoolKey, edition: Edition) -> bytes:
        kept = self._kept(school, edition, POOL_RECIPE)
        if kept is None:
            raise self._lacks(edition)
        return kept

    def _pool(self, edition: Edition, task: Task, stored: bytes) -> Pool:
        """Return the pool; one of a task or table that has changed since is as good as none."""
        try:
            return pool_from_bytes(task, stored)
        except PoolUnreadable as stale:
            raise self._lacks(edition) from stale

    def _lacks(self, edition: Edition) -> PoolLacking:
        self.lacked += 1
        return PoolLacking(edition)

    def _certificate(self, school: SchoolKey, edition: Edition) -> Mapping[str, Any]:
        """Return what was tried before the pool was made; it goes with each of its variants."""
        kept = self._kept(school, edition, CERTIFICATE_RECIPE)
        return json.loads(kept) if kept is not None else {}

    def _kept(self, school: SchoolKey, edition: Edition, recipe: str) -> bytes | None:
        found = self.library.read(lambda library: library.derived.find(school, edition.key, recipe))
        return None if found is None else read_object(self.objects, found)

    def _find(self, school: SchoolKey, key: EditionKey, *kinds: str) -> Edition:
        edition = self.library.read(lambda library: library.editions.find(school, key))
        if edition is None or edition.work.kind not in kinds:
            raise EditionMissing(key)
        return edition


def notebook_of_lab(lab: Lab) -> Notebook:
    """Return a lab by itself as the notebook that it is assigned and practised as: one slot holds it."""
    task = lab.apparatus
    return Notebook(
        id=lab.id,
        title=task.title,
        subject=task.subject,
        section=task.section,
        grades=task.grades,
        languages=task.languages,
        blocks=(Slot(name=LAB_SLOT, points=LAB_POINTS, tasks=(lab.id,), lab=True),),
    )


def _supply(pool: Pool, assemble: Callable[[Sequence[int]], Sequence[Variant]]) -> Supply:
    return Supply(
        stock=stock_of_pool(pool),
        practice=pool.practice,
        assemble_all=assemble,
        compiler=COMPILER_VERSION,
    )

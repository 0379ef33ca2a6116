"""Editions that have been read: notebooks pinned to their tasks, and tasks with their pools.

Editions never change, so what was read of one is kept in memory; the school that asks is part of the key,
so that nobody is handed what their school may not know of.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from content.readers import NOTEBOOK, TASK
from content.tables import library_tables
from library_core.editions import Edition, EditionKey, EditionMissing
from library_core.library import LibraryStore
from library_core.objects import ObjectStore, put_bytes, read_object
from library_core.people import SchoolKey
from library_core.publishing import files_of
from notebooks_engine.notebooks import Notebook, read_notebook
from notebooks_engine.pinning import PinnedNotebook, pin
from notebooks_engine.supplies import Supplies, Supply
from variants.pools import COMPILER_VERSION, Pool, PoolUnreadable, build_pool, pool_from_bytes, pool_to_bytes
from variants.stocks import stock_of_pool
from variants.templates.assembly import assemble_all
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task

POOL_RECIPE: Final = f"pool {COMPILER_VERSION}"
CERTIFICATE_RECIPE: Final = f"certificate {COMPILER_VERSION}"
_TASKS_KEPT: Final = 512
_NOTEBOOKS_KEPT: Final = 256


@dataclass(frozen=True, slots=True)
class Shelf:
    """Reads editions once: each of these takes a school and an edition it may know of.

    Each raises EditionMissing for an edition of another kind or beyond the school.
    """

    notebook: Callable[[SchoolKey, EditionKey], Notebook]
    pinned: Callable[[SchoolKey, EditionKey], PinnedNotebook]
    supply: Callable[[SchoolKey, EditionKey], Supply]
    task: Callable[[SchoolKey, EditionKey], Task]

    def supplies(self, school: SchoolKey) -> Supplies:
        """Return the supplies as one school sees them."""
        return lambda edition: self.supply(school, edition)


def make_shelf(library: LibraryStore, objects: ObjectStore) -> Shelf:
    """Return a shelf over this library."""
    reading = _Reading(library, objects)
    return Shelf(
        notebook=lru_cache(_NOTEBOOKS_KEPT)(reading.notebook),
        pinned=lru_cache(_NOTEBOOKS_KEPT)(reading.pinned),
        supply=lru_cache(_TASKS_KEPT)(reading.supply),
        task=lru_cache(_TASKS_KEPT)(reading.task),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    library: LibraryStore
    objects: ObjectStore

    def notebook(self, school: SchoolKey, key: EditionKey) -> Notebook:
        files = files_of(self.objects, self._find(school, key, NOTEBOOK))
        return read_notebook({path: content.decode("utf-8-sig") for path, content in files.items()})

    def pinned(self, school: SchoolKey, key: EditionKey) -> PinnedNotebook:
        return pin(self.notebook(school, key), key, self._find(school, key, NOTEBOOK).uses)

    def supply(self, school: SchoolKey, key: EditionKey) -> Supply:
        edition = self._find(school, key, TASK)
        task = self.task(school, key)
        pool = self._pool(school, edition, task)
        certificate = self._certificate(school, edition)
        return Supply(
            stock=stock_of_pool(pool),
            practice=pool.practice,
            assemble_all=lambda members: assemble_all(task, pool.members(members), certificate),
            compiler=COMPILER_VERSION,
        )

    def task(self, school: SchoolKey, key: EditionKey) -> Task:
        ((document, content),) = files_of(self.objects, self._find(school, key, TASK)).items()
        return read_task(content.decode("utf-8-sig"), document=document, tables=library_tables())

    def _pool(self, school: SchoolKey, edition: Edition, task: Task) -> Pool:
        """Return the pool kept with the edition; one of an earlier compiler is made anew, and kept."""
        kept = self.library.read(lambda library: library.derived.find(school, edition.key, POOL_RECIPE))
        if kept is not None:
            try:
                return pool_from_bytes(task, read_object(self.objects, kept))
            except PoolUnreadable:
                pass
        pool = build_pool(task)
        made = put_bytes(self.objects, pool_to_bytes(pool))
        self.library.write(lambda library: library.derived.keep(edition.key, POOL_RECIPE, made))
        return pool

    def _certificate(self, school: SchoolKey, edition: Edition) -> Mapping[str, Any]:
        """Return what was tried before the task was published; it goes with each of its variants."""
        kept = self.library.read(
            lambda library: library.derived.find(school, edition.key, CERTIFICATE_RECIPE)
        )
        return json.loads(read_object(self.objects, kept)) if kept is not None else {}

    def _find(self, school: SchoolKey, key: EditionKey, kind: str) -> Edition:
        edition = self.library.read(lambda library: library.editions.find(school, key))
        if edition is None or edition.work.kind != kind:
            raise EditionMissing(key)
        return edition

"""Prove what is published without a pool, in processes beside the server, so that nobody waits for it."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from typing import Final

from api.bootstrap import Application, Unit
from api.settings import Settings, to_environment
from api.task_pools import POOL_RECIPE, prove_published, supply_published_lab
from content.readers import LAB, TASK, files_of_lab
from content.tables import library_tables
from labs.reading.lab_reading import read_lab
from library_core.editions import Edition, State
from library_core.library import Library
from library_core.objects import ObjectKey, ObjectStore, put_bytes
from library_core.people import LIBRARY
from library_core.publishing import files_of
from variants.templates.reading.task_reading import read_task

_CATALOGUED: Final[tuple[State, ...]] = ("published",)
POLITENESS: Final = 10
"""Added to the niceness of the processes: whoever opens a page goes first."""


def unprepared(application: Application) -> tuple[Edition, ...]:
    """Return the published tasks and labs of the library that have no pool yet."""

    def find(library: Library) -> tuple[Edition, ...]:
        published = library.editions.in_states(LIBRARY, _CATALOGUED)
        tasks = (edition for edition in published if edition.work.kind in (TASK, LAB))
        return tuple(one for one in tasks if library.derived.find(LIBRARY, one.key, POOL_RECIPE) is None)

    return application.read(lambda unit: find(unit.library))


def prepare(application: Application, editions: tuple[Edition, ...], workers: int) -> Iterator[Edition]:
    """Prove these tasks and labs, keep what was made, and yield each that is ready."""
    files = {edition.key: _files(application.objects, edition) for edition in editions}
    with ProcessPoolExecutor(workers, initializer=_be_polite) as pool:
        waiting = {
            pool.submit(_derive, edition.work.kind, files[edition.key]): edition for edition in editions
        }
        try:
            for done in as_completed(waiting):
                edition, made = waiting[done], done.result()
                keys = {recipe: put_bytes(application.objects, content) for recipe, content in made.items()}
                application.write(partial(_keep, edition=edition, keys=keys))
                yield edition
        finally:
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def preparing(settings: Settings) -> Iterator[None]:
    """Prepare in a process of its own as long as the block runs; it also ends when its parent does."""
    if not settings.prepare:
        yield
        return
    command = [sys.executable, "-m", "api.commands.main", "prepare", "--quiet", "--while-parent-runs"]
    beside = subprocess.Popen(command, env={**os.environ, **to_environment(settings)})
    try:
        yield
    finally:
        beside.terminate()
        beside.wait()


def _files(objects: ObjectStore, edition: Edition) -> Mapping[str, bytes]:
    if edition.work.kind == LAB:
        return files_of_lab(objects, edition.manifest)
    return files_of(objects, edition)


def _derive(kind: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    if kind == LAB:
        return dict(supply_published_lab(read_lab(files, tables=library_tables())))
    ((document, content),) = files.items()
    text = content.decode("utf-8-sig")
    return dict(prove_published(read_task(text, document=document, tables=library_tables())))


def _keep(unit: Unit, *, edition: Edition, keys: Mapping[str, ObjectKey]) -> None:
    for recipe, made in keys.items():
        unit.library.derived.keep(edition.key, recipe, made)


def _be_polite() -> None:
    os.nice(POLITENESS)

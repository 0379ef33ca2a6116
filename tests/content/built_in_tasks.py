"""The tasks of the library for tests, read once, with their pools."""

from functools import cache
from pathlib import Path

import content
from content.tables import library_tables
from variants.pools import Pool, build_pool
from variants.templates.assembly import assemble, assemble_all
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.variant import Variant

FILES = {path.stem: path for path in sorted((Path(content.__file__).parent / "tasks").rglob("*.yaml"))}


def tasks_of(section: str) -> list[str]:
    return [name for name, path in FILES.items() if path.parent.name == section]


@cache
def built_in_task(name: str) -> Task:
    text = FILES[name].read_text(encoding="utf-8")
    return read_task(text, document=f"{name}.yaml", tables=library_tables())


@cache
def built_in_pool(name: str, size: int = 2000) -> Pool:
    return build_pool(built_in_task(name), size=size)


@cache
def first_variant(name: str) -> Variant:
    return assemble(built_in_task(name), built_in_pool(name, 20).member(0), 1)


def spread_variants(name: str, about: int) -> list[Variant]:
    """Several variants of one task, spread over its pool."""
    pool = built_in_pool(name, 400)
    numbers = range(0, pool.capacity, max(1, pool.capacity // about))
    return list(assemble_all(pool.task, pool.members(numbers)))

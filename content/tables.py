"""The library's tables of data, which every task may use without naming them."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from variants.problems import DocumentRefused, Problem
from variants.templates.reading.table_reading import read_tables
from variants.templates.task import Table
from variants.texts import Text


@lru_cache(maxsize=1)
def library_tables() -> Mapping[str, Table]:
    """Return all tables by name. Raises DocumentRefused if one can't be read or two share a name."""
    tables: dict[str, Table] = {}
    folder = resources.files("content").joinpath("tables")
    for file in sorted(folder.iterdir(), key=lambda found: found.name):
        if not file.name.endswith(".yaml"):
            continue
        for name, table in read_tables(file.read_text(encoding="utf-8"), f"tables/{file.name}").items():
            if name in tables:
                raise DocumentRefused([_twice(name, file.name)])
            tables[name] = table
    return tables


def _twice(name: str, file: str) -> Problem:
    message = Text(
        en=f"table `{name}` stands in another file too", ru=f"таблица `{name}` есть и в другом файле"
    )
    return Problem(document=f"tables/{file}", message=message)

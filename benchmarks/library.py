"""The notebook that is measured: slots of the built-in notebooks in turn, from the start again if need be."""

from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice, zip_longest

from content.loader import built_in, find_documents
from content.readers import NOTEBOOK, TASK
from content.tables import library_tables
from library_core.publishing import Upload
from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import read_notebook
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task

NOTEBOOK_NAME = "benchmark"
_PROSE = "A paragraph stands before each slot, with a formula: $F = \\mu N$.\n\n"


@cache
def task_texts() -> dict[str, str]:
    """Return the built-in tasks' documents by name."""
    uploads = (document.upload for document in find_documents(built_in()) if document.upload.kind == TASK)
    files = (file for upload in uploads for file in upload.files.items())
    return {path.rsplit(".", 1)[0]: content.decode() for path, content in files}


def read_built_in(name: str) -> Task:
    """Read a built-in task."""
    return read_task(task_texts()[name], document=f"{name}.yaml", tables=library_tables())


def slots(count: int) -> tuple[tuple[str, ...], ...]:
    """Return the tasks of each of this many slots, as the built-in notebooks have them."""
    return tuple(tuple(_bare(name) for name in slot.tasks) for slot in islice(cycle(_all_slots()), count))


def notebook_upload(count: int) -> Upload:
    """Return a notebook of this many slots, as a publisher would upload it."""
    head = f"---\nid: {NOTEBOOK_NAME}\ntitle: Benchmark\nlanguage: en\nsection: mechanics\ngrades: [9]\n---\n"
    body = "".join(_slot(number, tasks) for number, tasks in enumerate(slots(count), start=1))
    return Upload(kind=NOTEBOOK, files={f"{NOTEBOOK_NAME}.en.md": (head + body).encode()})


def _slot(number: int, tasks: tuple[str, ...]) -> str:
    names = "\n".join(tasks)
    return f"{_PROSE}::: slot {{id={number} points=5}}\n{names}\n:::\n\n"


@cache
def _all_slots() -> tuple[Slot, ...]:
    rows = zip_longest(*_notebooks())
    return tuple(slot for row in rows for slot in row if slot is not None)


def _notebooks() -> Iterator[tuple[Slot, ...]]:
    for document in find_documents(built_in()):
        if document.upload.kind == NOTEBOOK:
            files = {path: content.decode() for path, content in document.upload.files.items()}
            yield read_notebook(files).slots


def _bare(name: str) -> str:
    return name.rsplit("/", 1)[-1]

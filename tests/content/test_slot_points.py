"""Tasks that stand in one slot are worth as much as the slot, so that nobody's points are crooked."""

from pathlib import Path

import pytest

from content.tables import library_tables
from notebooks_engine.notebooks import Notebook, read_notebook
from variants.pools import build_pool
from variants.templates.assembly import assemble
from variants.templates.reading.task_reading import read_task

CONTENT = Path(__file__).parents[2] / "content"
NOTEBOOKS = sorted(path.name for path in (CONTENT / "notebooks").iterdir())


def notebook(name: str) -> Notebook:
    files = (CONTENT / "notebooks" / name).glob("*.md")
    return read_notebook({file.name: file.read_text(encoding="utf-8") for file in files})


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_task_of_a_slot_is_worth_the_slot(name: str) -> None:
    files = {file.stem: file for file in (CONTENT / "tasks").rglob("*.yaml")}

    worth = {
        (slot.name, task): assemble(read, build_pool(read, size=20).member(0), 1).points == slot.points
        for slot in notebook(name).slots
        for task in slot.tasks
        for read in [read_task(files[task].read_text("utf-8"), document=task, tables=library_tables())]
    }

    assert all(worth.values()), [place for place, same in worth.items() if not same]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_built_in_notebook_has_slots_of_three_tasks_or_more(name: str) -> None:
    slots = notebook(name).slots

    assert len(slots) >= 6
    assert min(len(slot.tasks) for slot in slots) >= 3

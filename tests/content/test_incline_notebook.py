"""The notebook on the inclined plane: exchangeable tasks in its slots, every task certified."""

from pathlib import Path

import pytest
from built_in_tasks import built_in_pool, built_in_task

import content
from notebooks_engine.documents.slots import Slot
from notebooks_engine.notebooks import Notebook, read_notebook
from variants.certificates import certify

ROOT = Path(content.__file__).parent
KINDS = {"choice", "quantity", "expression", "equation", "table", "plot", "text"}


def _notebook() -> Notebook:
    paths = (ROOT / "notebooks" / "incline").glob("*.md")
    return read_notebook({path.name: path.read_text(encoding="utf-8") for path in paths})


SLOTS = _notebook().slots
NAMES = sorted(_notebook().tasks)


def test_the_notebook_is_complete_in_both_languages() -> None:
    notebook = _notebook()

    assert notebook.languages == ("en", "ru")
    assert len(notebook.slots) >= 6
    assert len(set(notebook.tasks)) == sum(len(slot.tasks) for slot in notebook.slots)


@pytest.mark.parametrize("slot", SLOTS, ids=lambda slot: slot.name)
def test_tasks_of_a_slot_are_worth_the_same(slot: Slot) -> None:
    points = {name: sum(ask.points for ask in built_in_task(name).asks.values()) for name in slot.tasks}

    assert len(points) >= 3
    assert set(points.values()) == {slot.points}


def test_the_tasks_ask_in_every_way_that_mechanics_needs() -> None:
    kinds = {ask.kind for name in NAMES for ask in built_in_task(name).asks.values()}

    assert kinds == KINDS


@pytest.mark.parametrize("name", NAMES)
def test_a_task_is_certified_without_doubts(name: str) -> None:
    certificate = certify(built_in_task(name), members=300)

    assert not certificate.doubts


@pytest.mark.parametrize("name", NAMES)
def test_a_pool_serves_several_classes(name: str) -> None:
    assert len(built_in_pool(name, 400).graded) >= 100

"""Tasks that stand in one slot are worth as much as the slot, so that nobody's points are crooked."""

from pathlib import Path

import pytest
from built_in_labs import built_in_lab
from built_in_tasks import first_variant

from notebooks_engine.notebooks import Notebook, read_notebook

CONTENT = Path(__file__).parents[2] / "content"
NOTEBOOKS = sorted(path.name for path in (CONTENT / "notebooks").iterdir())
PRACTICALS = [name for name in NOTEBOOKS if name.endswith("-practical")]


def notebook(name: str) -> Notebook:
    files = (CONTENT / "notebooks" / name).glob("*.md")
    return read_notebook({file.name: file.read_text(encoding="utf-8") for file in files})


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_task_of_a_slot_is_worth_the_slot(name: str) -> None:
    worth = {
        (slot.name, task): first_variant(task).points == slot.points
        for slot in notebook(name).slots
        if not slot.lab
        for task in slot.tasks
    }

    assert all(worth.values()), [place for place, same in worth.items() if not same]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_built_in_notebook_has_slots_of_three_tasks_or_more(name: str) -> None:
    slots = [slot for slot in notebook(name).slots if not slot.lab]

    assert len(slots) >= (1 if name in PRACTICALS else 6)
    assert min(len(slot.tasks) for slot in slots) >= 3


def test_every_lab_has_a_practical_where_it_stands_beside_tasks() -> None:
    stand = sorted(lab for name in PRACTICALS for lab in notebook(name).labs)

    assert stand == sorted(path.name for path in (CONTENT / "labs").iterdir())


@pytest.mark.parametrize("name", PRACTICALS)
def test_a_practical_is_of_the_section_and_the_grades_of_its_lab_and_tasks(name: str) -> None:
    document = notebook(name)
    (lab,) = (built_in_lab(each) for each in document.labs)
    section = CONTENT / "tasks" / document.section

    assert document.section == lab.apparatus.section
    assert document.languages == ("en", "ru")
    assert set(document.grades) <= set(lab.apparatus.grades)
    assert all((section / f"{task}.yaml").is_file() for task in document.tasks)

import pytest
from engine_worlds import notebook, supplies

from library_core.editions import EditionKey
from notebooks_engine.notebooks import read_notebook
from notebooks_engine.pinning import pin
from notebooks_engine.refusals import BadEntry
from notebooks_engine.teaching.capacity import describe_capacity, measure_capacity

SOURCE = "---\nid: n\ntitle: N\nlanguage: en\nsection: s\ngrades: [9]\n---\n::: slot {id=1}\na-task\n:::\n"


def test_a_slot_holds_the_variants_of_all_its_tasks() -> None:
    capacity = measure_capacity(notebook(("width",), ("length", "height")), 30, supplies)

    assert capacity.slots == {"1": 40, "2": 80}
    assert capacity.short == ()


def test_slots_that_share_a_task_share_its_variants() -> None:
    capacity = measure_capacity(notebook(("length",), ("length", "height")), 30, supplies)

    assert capacity.slots == {"1": 20, "2": 60}
    assert capacity.short == ("1",)


def test_a_teacher_reads_that_variants_suffice() -> None:
    words = describe_capacity(measure_capacity(notebook(("length",)), 30, supplies))

    assert words.en == "At least 40 variants in every slot; the class needs 30."
    assert words.ru == "В каждом слоте не меньше 40 вариантов; классу нужно 30."


def test_a_teacher_reads_where_numbers_will_repeat() -> None:
    words = describe_capacity(measure_capacity(notebook(("length",)), 41, supplies))

    assert words.en == "Only 40 variants for 41 students: numbers will repeat in slots 1."
    assert words.ru == "Всего 40 вариантов на 41 ученика: числа повторятся, слоты: 1."


def test_pinning_takes_editions_from_the_manifest() -> None:
    read = read_notebook({"n.en.md": SOURCE})

    pinned = pin(read, EditionKey("n@1"), {"a-task": EditionKey("a-task@3")})

    assert pinned.slots[0].tasks[0].edition == "a-task@3"


def test_pinning_names_the_tasks_that_the_manifest_lacks() -> None:
    with pytest.raises(BadEntry, match="a-task"):
        pin(read_notebook({"n.en.md": SOURCE}), EditionKey("n@1"), {})

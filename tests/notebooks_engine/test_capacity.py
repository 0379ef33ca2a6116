from dataclasses import replace

import pytest
from engine_worlds import SECRET, World, at, notebook, supplies
from hypothesis import given, settings
from hypothesis import strategies as st

from library_core.editions import EditionKey
from library_core.people import PersonKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.notebooks import read_notebook
from notebooks_engine.pinning import pin
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching.assigning import Order, assign
from notebooks_engine.teaching.capacity import Capacity, SlotCapacity, measure_capacity
from notebooks_engine.teaching.capacity_words import describe_capacity, describe_dealt, describe_slot
from notebooks_engine.teaching.running_classes import add_students, create_class
from variants.dealing.separations import SlotSeparation, TaskSeparation
from variants.dealing.stocks import Stock
from variants.separation import Spacing

SOURCE = "---\nid: n\ntitle: N\nlanguage: en\nsection: s\ngrades: [9]\n---\n::: slot {id=1}\na-task\n:::\n"


def keyed(edition: EditionKey) -> Supply:
    """The members of a task have the keys 0, 1, 2, … and a tolerance of 1."""
    supply = supplies(edition)
    return Supply(
        stock=Stock(
            members=supply.stock.members,
            displayed=supply.stock.displayed,
            key=float,
            spacing=Spacing(absolute=1),
        ),
        practice=supply.practice,
        assemble_all=supply.assemble_all,
        compiler=supply.compiler,
    )


def parallel(world: World, size: int) -> ClassKey:
    """Another class of the teacher."""
    room = world.store.write(lambda engine: create_class(engine, world.teacher, f"9-{size}", at()))
    people = [(PersonKey(f"{room.key}-{number}"), "") for number in range(size)]
    world.store.write(lambda engine: add_students(engine, world.teacher, room.key, people))
    return room.key


def measured(world: World, *slots: tuple[str, ...], classes: tuple[ClassKey, ...] = ()) -> Capacity:
    order = Order(classes=classes, notebook=notebook(*slots))
    return measure_capacity(world.store, world.teacher, order, keyed, SECRET)


def slot_of(variants: int, dealt: int, apart: int, close: int, *, numbers: int | None = None) -> SlotCapacity:
    separation = SlotSeparation(
        slot="2",
        dealt=dealt,
        different=min(dealt, variants),
        numbers=dealt if numbers is None else numbers,
        apart=apart,
        close=close,
    )
    return SlotCapacity(variants=variants, separation=separation)


def test_before_a_class_is_chosen_only_variants_are_counted(world: World) -> None:
    found = measured(world, ("width",), ("length", "height"))

    assert [slot.variants for slot in found.slots] == [40, 80]
    assert describe_slot(found, found.slots[0]).en == "40 variants"


def test_what_is_promised_is_what_the_deal_achieves(world: World) -> None:
    classes = (world.room.key, parallel(world, 20))
    slots = (("length", "height"), ("width",))

    promised = measured(world, *slots, classes=classes)
    order = Order(classes=classes, notebook=notebook(*slots))
    made = assign(world.store, world.teacher, order, keyed, at())

    width = next(one for one in made[0].separation if one.task == "width")
    assert promised.slots[1].separation.close == width.close
    assert promised.slots[1].separation.dealt == width.dealt == 23


def test_classes_of_others_and_empty_ones_have_no_capacity(world: World) -> None:
    with pytest.raises(Missing):
        measured(world, ("length",), classes=(ClassKey("foreign"),))
    with pytest.raises(BadEntry, match="Class 9-0 has no students"):
        measured(world, ("length",), classes=(parallel(world, 0),))


def test_the_sentence_is_the_one_a_teacher_was_promised() -> None:
    slot = slot_of(412, 87, 84, 3)

    words = describe_slot(Capacity(slots=(slot,), students=87, classes=3), slot)

    assert words.en == (
        "412 variants; your 3 classes need 87; answers at least 3 tolerances apart for 84, three pairs closer"
    )
    assert words.ru == (
        "412 вариантов; трём вашим классам нужно 87;"
        " ответы различаются не меньше чем на 3 допуска у 84, три пары ближе"
    )


@pytest.mark.parametrize(
    ("classes", "students", "english", "russian"),
    [
        (1, 21, "your class needs 21", "вашему классу нужен 21"),
        (2, 52, "your 2 classes need 52", "двум вашим классам нужно 52"),
        (5, 101, "your 5 classes need 101", "пяти вашим классам нужен 101"),
        (11, 300, "your 11 classes need 300", "11 вашим классам нужно 300"),
        (21, 600, "your 21 classes need 600", "21 вашему классу нужно 600"),
    ],
)
def test_numerals_agree_with_what_they_count(classes: int, students: int, english: str, russian: str) -> None:
    slot = slot_of(2000, students, students, 0)

    words = describe_slot(Capacity(slots=(slot,), students=students, classes=classes), slot)

    assert words.en == f"2000 variants; {english}; answers at least 3 tolerances apart for all"
    assert words.ru == f"2000 вариантов; {russian}; ответы различаются не меньше чем на 3 допуска у всех"


@given(st.integers(1, 130))
@settings(max_examples=130, deadline=None)
def test_pairs_are_counted_as_one_counts(pairs: int) -> None:
    slot = slot_of(200, 100, 50, pairs)

    words = describe_slot(Capacity(slots=(slot,), students=100, classes=2), slot).ru or ""

    last, teen = pairs % 10, 11 <= pairs % 100 <= 14
    form = "пара" if last == 1 and not teen else "пары" if 2 <= last <= 4 and not teen else "пар"
    assert words.endswith(f" {form} ближе")


def test_a_whole_notebook_is_as_good_as_its_worst_slot() -> None:
    good, bad = slot_of(412, 87, 87, 0), slot_of(101, 87, 84, 3)

    words = describe_capacity(Capacity(slots=(good, bad), students=87, classes=3))

    assert words.en == (
        "At least 101 variants of every task; your 3 classes need 87;"
        " answers at least 3 tolerances apart for 84, three pairs closer (task 2)"
    )
    assert (words.ru or "").startswith("В каждой задаче не меньше 101 варианта; трём вашим классам нужно 87;")


def test_a_teacher_reads_whose_numbers_will_repeat() -> None:
    slot = slot_of(40, 41, 0, 0, numbers=0)

    words = describe_slot(Capacity(slots=(slot,), students=41, classes=1), slot)

    assert words.en == "40 variants; your class needs 41; numbers will repeat for 1 student"
    assert words.ru == "40 вариантов; вашему классу нужен 41; числа повторятся у 1 ученика"


def test_answers_without_a_number_are_not_called_apart() -> None:
    slot = slot_of(90, 30, 9, 1, numbers=10)

    words = describe_slot(Capacity(slots=(slot,), students=30, classes=1), slot)

    assert "apart for 9 of 10 with a number for an answer, one pair closer" in (words.en or "")


def test_what_a_deal_has_achieved_is_told_by_slot() -> None:
    near = TaskSeparation(slot="1", task="a", dealt=30, different=30, smallest=2.5, close=2, apart=28)
    words = TaskSeparation(slot="2", task="b", dealt=30, different=29)

    (first, told), (second, repeated) = describe_dealt([near, words])

    assert (first, second) == ("1", "2")
    assert told.ru == (
        "роздано 30 вариантов; между самыми близкими ответами 2,5 допуска; две пары ближе 3 допусков"
    )
    assert repeated.en == "30 variants dealt; numbers will repeat for 1 student"


def test_pinning_takes_editions_from_the_manifest() -> None:
    read = read_notebook({"n.en.md": SOURCE})

    pinned = pin(read, EditionKey("n@1"), {"a-task": EditionKey("a-task@3")})

    assert pinned.slots[0].tasks[0].edition == "a-task@3"


def test_pinning_names_the_tasks_that_the_manifest_lacks() -> None:
    with pytest.raises(BadEntry, match="a-task"):
        pin(read_notebook({"n.en.md": SOURCE}), EditionKey("n@1"), {})


def test_a_lab_is_counted_in_apparatus_beside_the_tasks() -> None:
    task, lab = slot_of(412, 87, 87, 0), replace(slot_of(549, 87, 85, 2), lab=True)
    found = Capacity(slots=(task, lab), students=87, classes=3)

    whole = describe_capacity(found)

    assert (whole.en or "").startswith(
        "At least 412 variants of every task, 549 apparatuses of the lab; your 3 classes"
    )
    assert (whole.ru or "").startswith(
        "В каждой задаче не меньше 412 вариантов, в лабораторной работе 549 установок; трём"
    )
    assert (describe_slot(found, lab).ru or "").startswith("549 установок; ")


def test_of_several_labs_the_least_apparatus_count() -> None:
    labs = [replace(slot_of(number, 0, 0, 0), lab=True) for number in (549, 121)]

    whole = describe_capacity(Capacity(slots=tuple(labs), students=0, classes=0))

    assert whole.en == "At least 121 apparatuses of every lab"
    assert whole.ru == "В каждой лабораторной работе не меньше 121 установки"


def test_a_lab_alone_is_counted_without_tasks(world: World) -> None:
    lab = replace(notebook(("width",)), slots=(replace(notebook(("width",)).slots[0], lab=True),))

    found = measure_capacity(world.store, world.teacher, Order(classes=(), notebook=lab), keyed, SECRET)

    assert describe_capacity(found).en == "40 apparatuses of the lab"

import pytest
from engine_worlds import World, at, notebook, supplies

from notebooks_engine.refusals import Missing
from notebooks_engine.studying.practising import start_practice
from notebooks_engine.studying.reading import Typed, key_of_part, read_practised, read_typed
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import ColumnKey, QuantityKey, TableKey


def typed(text: str, ask: str = "x") -> Typed:
    return Typed(ask=ask, part="", answer=text, language="en")


def test_what_is_typed_is_read_without_a_word_of_the_key(world: World) -> None:
    world.assign()
    student, key = world.students[0], world.attempt(world.students[0])

    reading = world.store.read(lambda engine: read_typed(engine, student, (key, "1"), typed("3,5·10^-3 m")))

    assert reading.text
    assert world.right(student) not in repr(reading)


def test_a_misprint_is_located(world: World) -> None:
    world.assign()
    student, key = world.students[0], world.attempt(world.students[0])

    with pytest.raises(UnreadableAnswer):
        world.store.read(lambda engine: read_typed(engine, student, (key, "1"), typed("3*+")))


def test_a_practice_run_is_read_alike(world: World) -> None:
    student = world.students[0]
    run = start_practice(world.store, student, (notebook(("length",)), "1"), supplies, at())

    assert world.store.read(lambda engine: read_practised(engine, student, run.key, typed("5 m"))).text


@pytest.mark.parametrize(("slot", "ask", "own"), [("9", "x", True), ("1", "y", True), ("1", "x", False)])
def test_nothing_is_read_beyond_ones_own_work(world: World, slot: str, ask: str, own: bool) -> None:
    world.assign()
    who, key = world.students[0 if own else 1], world.attempt(world.students[0])

    with pytest.raises(Missing):
        world.store.read(lambda engine: read_typed(engine, who, (key, slot), typed("1", ask)))


@pytest.mark.parametrize(
    ("part", "asked"),
    [("v:0", True), ("v:1", False), ("v:00", False), ("v:" + "9" * 5000, False), ("w:0", False)],
)
def test_a_cell_is_found_by_its_column_and_row(part: str, asked: bool) -> None:
    cell = QuantityKey(value=5.0)
    table = TableKey(columns=(ColumnKey(name="v", kind="quantity", cells=(cell, None)),))

    assert (key_of_part(table, part) is cell) is asked

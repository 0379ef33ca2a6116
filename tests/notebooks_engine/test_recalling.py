"""A bench that is recalled spares work and decides nothing: what is kept or refused was looked at again."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from engine_worlds import DUE, NOW, World, at
from lab_worlds import FRICTION, assign_lab, bench, hand_in, honest_report, labs, opened, take, timing

from library_core.editions import EditionKey
from notebooks_engine.assignments import Assignment, Rules
from notebooks_engine.benching.measuring import Measured, Wanted, measure_at
from notebooks_engine.benching.opening import OpenBench
from notebooks_engine.benching.recalling import bench_at_hand
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.regrades import RegradeKey
from notebooks_engine.regrading.applying import apply_regrade
from notebooks_engine.regrading.judging import Keys
from notebooks_engine.regrading.planning import RegradeOrder
from notebooks_engine.teaching.changing_assignments import close_assignment

MINUTE = 60_000
TOGETHER = 12


def at_hand(world: World) -> OpenBench:
    student = world.students[0]
    return bench_at_hand(world.store, student, bench(world, student), labs, at())


def measure_there(world: World, found: OpenBench, *, request: str = "", alpha: float = 30.0) -> Measured:
    wanted = Wanted(wish=timing(alpha=alpha), request=request or uuid4().hex)
    return measure_at(world.store, world.students[0], found, wanted, (labs, at(NOW + 5)))


def rekeyed(found: OpenBench) -> RegradeKey | None:
    assert found.gate is not None
    return found.gate.rekeyed


def change(world: World, assignment: Assignment, **changed: Any) -> None:  # noqa: ANN401
    world.store.write(lambda engine: engine.assignments.change(replace(assignment, **changed)))


def regrade(world: World) -> None:
    """Put keys of another edition in force, which differs in nothing."""
    assignment = world.store.read(lambda engine: engine.assignments.list(world.teacher))[0]
    keys = Keys(edition=EditionKey(f"{FRICTION}@2"), labs=labs, rekey=lambda variant: variant)
    order = RegradeOrder(assignment=assignment.key, task=FRICTION, mode="replace", keys=keys)
    apply_regrade(world.store, world.teacher, order, 0, at(NOW + 1))


def test_a_bench_is_recalled_as_the_last_reading_left_it(world: World) -> None:
    assign_lab(world)
    first = at_hand(world)
    taken = take(world, world.students[0])

    found = at_hand(world)

    assert (first.recalled, found.recalled) == (False, True)
    assert found.log == (taken.entry,)


def test_a_recalled_bench_gives_the_reading_that_an_opened_one_gives(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0])

    taken = measure_there(world, at_hand(world))

    assert taken.entry == opened(world, world.students[0]).log[1]
    assert not taken.opened.recalled


def test_what_another_process_has_logged_meanwhile_is_not_overwritten(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0])
    before = at_hand(world)
    take(world, world.students[0], timing(alpha=45.0))

    taken = measure_there(world, before)

    assert taken.entry.number == 3
    assert [entry.number for entry in opened(world, world.students[0]).log] == [1, 2, 3]


def test_a_repeated_request_at_a_recalled_bench_is_answered_as_at_first(world: World) -> None:
    assign_lab(world)
    first = take(world, world.students[0], request="once")

    again = measure_there(world, at_hand(world), request="once", alpha=45.0)

    assert again.repeated
    assert again.entry == first.entry


def test_an_assignment_closed_meanwhile_takes_no_reading(world: World) -> None:
    assignment = assign_lab(world)
    take(world, world.students[0])
    found = at_hand(world)
    world.store.write(lambda engine: close_assignment(engine, world.teacher, assignment.key, NOW + 2))

    with pytest.raises(NotNow):
        measure_there(world, found)

    assert len(opened(world, world.students[0]).log) == 1


def test_an_assignment_closed_for_lateness_meanwhile_takes_no_reading(world: World) -> None:
    assignment = assign_lab(world)
    take(world, world.students[0])
    found = at_hand(world)
    change(world, assignment, rules=Rules(late="refuse"), due_at=NOW)

    with pytest.raises(NotNow):
        measure_there(world, found)


@pytest.mark.parametrize("changed", [{"due_at": None}, {"due_at": DUE + 1}, {"rules": Rules(tries=7)}])
def test_an_assignment_changed_meanwhile_goes_on_taking_readings(
    world: World, changed: Mapping[str, Any]
) -> None:
    assignment = assign_lab(world)
    take(world, world.students[0])
    found = at_hand(world)
    change(world, assignment, **changed)

    taken = measure_there(world, found)

    assert taken.entry.number == 2
    assert taken.opened.gate == opened(world, world.students[0]).gate != found.gate


def test_an_assignment_opened_again_takes_readings_at_a_recalled_bench(world: World) -> None:
    assignment = assign_lab(world)
    change(world, assignment, rules=Rules(late="refuse"), due_at=NOW + 4)
    take(world, world.students[0])
    found = at_hand(world)
    change(world, assignment)

    assert measure_there(world, found).entry.number == 2


def test_a_bench_that_is_gone_meanwhile_is_missing(world: World) -> None:
    assignment = assign_lab(world)
    take(world, world.students[0])
    found = at_hand(world)
    world.store.write(lambda engine: engine.assignments.remove(assignment.key))

    with pytest.raises(Missing):
        measure_there(world, found)


def test_a_wish_is_refused_by_the_bench_as_it_is(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0])

    with pytest.raises(BadEntry):
        measure_there(world, at_hand(world), alpha=30.00001)


def test_a_bench_is_recalled_for_its_own_student_alone(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0])

    with pytest.raises(Missing):
        bench_at_hand(world.store, world.students[1], bench(world, world.students[0]), labs, at())


def test_after_a_regrade_the_bench_is_opened_anew(world: World) -> None:
    assign_lab(world)
    hand_in(world, world.students[0], honest_report(world, world.students[0]))
    found = at_hand(world)
    regrade(world)

    taken = measure_there(world, found)

    assert taken.entry.number == len(found.log) + 1
    assert rekeyed(taken.opened) == rekeyed(opened(world, world.students[0])) != rekeyed(found)


def test_many_requests_at_the_same_moment_wait_for_each_other(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0])
    found, taken = at_hand(world), list[Measured]()
    together = [
        threading.Thread(target=lambda: taken.append(measure_there(world, found))) for _ in range(TOGETHER)
    ]

    for thread in together:
        thread.start()
    for thread in together:
        thread.join()

    assert sorted(one.entry.number for one in taken) == list(range(2, TOGETHER + 2))


@pytest.mark.parametrize(("later", "seen"), [(MINUTE - 1, 0), (MINUTE, MINUTE)])
def test_when_a_student_was_active_is_kept_to_the_minute(world: World, later: int, seen: int) -> None:
    assign_lab(world)
    student = world.students[0]
    take(world, student, now=NOW)

    take(world, student, now=NOW + later)

    (head,) = world.store.read(lambda engine: engine.attempts.list_own(student))
    assert head.active_at == NOW + seen

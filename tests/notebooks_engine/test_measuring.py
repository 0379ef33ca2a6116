"""Measuring at one's own bench: once for each request, by nobody else, and the same when played again."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from engine_worlds import DUE, NOW, SECRET, World, at
from lab_worlds import assign_lab, bench, friction, labs, opened, take, timing

from labs.documents.lab import Lab
from labs.running.replaying import replay
from library_core.editions import EditionKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Rules
from notebooks_engine.benching.measuring import Measured, Wanted, measure
from notebooks_engine.benching.opening import look_of, open_bench_of, open_taught_bench
from notebooks_engine.lab_sessions import PracticeBench, WorkBench
from notebooks_engine.practice import PracticeKey
from notebooks_engine.refusals import BadEntry, Missing, NotNow, Refused
from notebooks_engine.studying.opening import list_work
from notebooks_engine.teaching.changing_assignments import close_assignment, unassign

OTHER = b"o" * 32
TOGETHER = 4


def test_a_reading_is_logged(world: World) -> None:
    assign_lab(world)

    taken = take(world, world.students[0])

    assert opened(world, world.students[0]).log == (taken.entry,)
    assert (taken.entry.number, taken.entry.kind, taken.repeated) == (1, "reading", False)
    assert taken.left == friction().quota - 1


def test_the_same_request_returns_the_same_entry(world: World) -> None:
    assign_lab(world)
    first = take(world, world.students[0], request="once")

    again = take(world, world.students[0], timing(alpha=45.0), request="once", now=NOW + 1)

    assert again.entry == first.entry
    assert again.repeated
    assert len(opened(world, world.students[0]).log) == 1


def test_opening_the_page_again_rolls_nothing(world: World) -> None:
    assign_lab(world)
    place, student = bench(world, world.students[0]), world.students[0]
    first = open_bench_of(world.store, student, place, labs, at(secret=SECRET))

    again = open_bench_of(world.store, student, place, labs, at(NOW + 1, secret=OTHER))

    assert again.session == first.session
    assert look_of(again, timing()) == look_of(first, timing())


def test_requests_at_the_same_moment_are_logged_one_after_another(world: World) -> None:
    assign_lab(world)
    requests = [f"at once {number}" for number in range(TOGETHER)]

    taken = measure_together(world, world.students[0], requests)

    assert sorted(one.entry.number for one in taken) == [1, 2, 3, 4]
    assert len({one.entry.text for one in taken}) > 1
    assert [entry.number for entry in opened(world, world.students[0]).log] == [1, 2, 3, 4]


def test_one_request_sent_many_times_at_once_is_logged_once(world: World) -> None:
    assign_lab(world)

    taken = measure_together(world, world.students[0], ["the same"] * TOGETHER)

    assert len({one.entry.text for one in taken}) == 1
    assert len(opened(world, world.students[0]).log) == 1


def test_a_bench_opened_by_many_at_once_has_one_secret(world: World) -> None:
    assign_lab(world)
    student, place = world.students[0], bench(world, world.students[0])
    secrets: list[bytes] = []

    def run(secret: bytes) -> None:
        found = open_bench_of(world.store, student, place, labs, at(secret=secret))
        secrets.append(found.session.secret)

    run_together([partial(run, bytes([number]) * 32) for number in range(TOGETHER)])

    assert len(secrets) == TOGETHER
    assert len(set(secrets)) == 1


def test_a_stored_session_played_again_gives_the_same_entries(world: World) -> None:
    assign_lab(world)
    for alpha in (30.0, 30.0, 41.0, 10.0):
        take(world, world.students[0], timing(alpha=alpha))

    stored = opened(world, world.students[0])

    assert replay(stored.bench, stored.log) == stored.log


def test_students_measure_their_own_apparatus(world: World) -> None:
    assign_lab(world)

    texts = {take(world, student).entry.text for student in world.students}

    assert len(texts) == len(world.students)


@pytest.mark.parametrize("who", ["another teacher", "another school", "the teacher", "a classmate"])
def test_nobody_else_measures_or_looks(world: World, who: str) -> None:
    assign_lab(world)
    strangers = {**world.rivals, "the teacher": world.teacher, "a classmate": world.students[1]}
    place = bench(world, world.students[0])

    with pytest.raises(Missing):
        measure(world.store, strangers[who], place, Wanted(wish=timing(), request="r"), (labs, at()))
    with pytest.raises(Missing):
        open_bench_of(world.store, strangers[who], place, labs, at())


@pytest.mark.parametrize(
    "place",
    [
        lambda attempt: WorkBench(attempt=attempt, slot="9"),
        lambda attempt: PracticeBench(run=PracticeKey("none")),
    ],
)
def test_a_bench_that_is_not_there_is_missing(world: World, place: object) -> None:
    assign_lab(world)
    assert callable(place)

    with pytest.raises(Missing):
        open_bench_of(
            world.store, world.students[0], place(bench(world, world.students[0]).attempt), labs, at()
        )


def test_a_task_has_no_bench(world: World) -> None:
    world.assign()

    with pytest.raises(Missing):
        open_bench_of(world.store, world.students[0], bench(world, world.students[0]), labs, at())


def test_nothing_is_measured_in_a_closed_assignment(world: World) -> None:
    assignment = assign_lab(world)
    take(world, world.students[0])
    world.store.write(lambda engine: close_assignment(engine, world.teacher, assignment.key, NOW))

    with pytest.raises(NotNow, match="closed"):
        take(world, world.students[0])

    assert opened(world, world.students[0]).refusal is not None


def test_nothing_is_measured_after_the_due_date_where_drafts_are_refused(world: World) -> None:
    assign_lab(world, rules=Rules(late="refuse"))

    with pytest.raises(NotNow, match="due date"):
        take(world, world.students[0], now=DUE + 1)


def test_a_repeated_request_is_answered_even_when_closed(world: World) -> None:
    assignment = assign_lab(world)
    first = take(world, world.students[0], request="once")
    world.store.write(lambda engine: close_assignment(engine, world.teacher, assignment.key, NOW))

    assert take(world, world.students[0], request="once").entry == first.entry


def test_the_quota_ends_the_readings(world: World) -> None:
    assign_lab(world)
    place, student = bench(world, world.students[0]), world.students[0]
    # An edition never changes: only with another secret is this another bench.
    means = (few_readings, at(secret=OTHER))

    lefts = [
        measure(world.store, student, place, Wanted(wish=timing(), request=str(number)), means).left
        for number in range(2)
    ]

    assert lefts == [1, 0]
    with pytest.raises(BadEntry, match="all 2 readings"):
        measure(world.store, student, place, Wanted(wish=timing(), request="third"), means)


def test_a_wish_off_the_grid_is_refused_and_leaves_nothing(world: World) -> None:
    assign_lab(world)

    with pytest.raises(BadEntry):
        take(world, world.students[0], timing(alpha=30.5))

    assert opened(world, world.students[0]).log == ()


@pytest.mark.parametrize("request_key", ["", "x" * 129, "ключ"])
def test_a_request_needs_a_key(world: World, request_key: str) -> None:
    assign_lab(world)
    wanted = Wanted(wish=timing(), request=request_key)

    with pytest.raises(BadEntry, match="no key"):
        measure(world.store, world.students[0], bench(world, world.students[0]), wanted, (labs, at()))


def test_a_log_never_runs_backwards(world: World) -> None:
    assign_lab(world)
    take(world, world.students[0], now=NOW + 5)

    later = take(world, world.students[0], now=NOW)

    assert later.entry.logged_at == NOW + 5


def test_measuring_begins_the_work(world: World) -> None:
    assignment = assign_lab(world)
    opened(world, world.students[1])

    take(world, world.students[0])

    assert [stage(world, student) for student in world.students] == ["begun", "new", "new"]
    with pytest.raises(NotNow):
        world.store.write(lambda engine: unassign(engine, world.teacher, assignment.key))


def test_an_assignment_of_benches_only_looked_at_can_be_taken_back(world: World) -> None:
    assignment = assign_lab(world)
    opened(world, world.students[0])

    world.store.write(lambda engine: unassign(engine, world.teacher, assignment.key))

    assert world.store.read(lambda engine: engine.attempts.list_own(world.students[0])) == ()


def test_a_teacher_steps_through_what_a_student_did(world: World) -> None:
    assign_lab(world)
    taken = take(world, world.students[0])

    seen = open_taught_bench(world.store, world.teacher, bench(world, world.students[0]), labs)

    assert seen.log == (taken.entry,)
    assert look_of(seen, taken.entry.wish) == taken.view
    assert seen.refusal is not None


def test_a_teacher_finds_no_bench_that_was_never_opened(world: World) -> None:
    assign_lab(world)

    with pytest.raises(NotNow, match="not opened"):
        open_taught_bench(world.store, world.teacher, bench(world, world.students[0]), labs)


@pytest.mark.parametrize("who", ["another teacher", "another school", "a student"])
def test_nobody_else_steps_through(world: World, who: str) -> None:
    assign_lab(world)
    take(world, world.students[0])

    with pytest.raises(Missing):
        open_taught_bench(world.store, world.rivals[who], bench(world, world.students[0]), labs)


def stage(world: World, student: Actor) -> str:
    return world.store.read(lambda engine: list_work(engine, student, NOW))[0].stage


def few_readings(_edition: EditionKey) -> Lab:
    return replace(friction(), quota=2)


def measure_together(world: World, student: Actor, requests: list[str]) -> list[Measured]:
    taken: list[Measured] = []

    def run(request: str) -> None:
        try:
            taken.append(take(world, student, request=request))
        except Refused as refused:
            raise AssertionError from refused

    run_together([partial(run, request) for request in requests])
    assert len(taken) == len(requests)
    return taken


def run_together(works: list[Callable[[], None]]) -> None:
    gate = threading.Barrier(len(works))

    def wait_and_run(work: Callable[[], None]) -> None:
        gate.wait()
        work()

    threads = [threading.Thread(target=wait_and_run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""A lab in a slot is dealt, handed in, judged, marked, exported and judged again like any task."""

import pytest
from engine_worlds import DUE, NOW, World, at
from lab_worlds import (
    FRICTION,
    assign_lab,
    bench,
    dealt,
    hand_in,
    honest_report,
    lab_notebook,
    lab_slot,
    labs,
    opened,
    supplies,
    take,
    timing,
)

from library_core.editions import EditionKey
from notebooks_engine.appealing.deciding import accept
from notebooks_engine.appealing.objecting import object_to
from notebooks_engine.appeals import Objection
from notebooks_engine.attempts import Draft
from notebooks_engine.benching.measuring import Wanted, measure
from notebooks_engine.benching.opening import open_bench_of
from notebooks_engine.insight.student_work import SlotWork, look_at_work
from notebooks_engine.lab_sessions import PracticeBench
from notebooks_engine.refusals import BadEntry, Missing
from notebooks_engine.regrades import Regrade
from notebooks_engine.regrading.applying import apply_regrade
from notebooks_engine.regrading.judging import Keys
from notebooks_engine.regrading.planning import RegradeOrder
from notebooks_engine.regrading.undoing import undo_regrade
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable, Entered
from notebooks_engine.studying.opening import open_work, save_draft
from notebooks_engine.studying.practising import check_practice, show_practice, solve_practice, start_practice
from notebooks_engine.studying.reading import Typed, read_typed
from notebooks_engine.studying.submitting import HandedIn
from notebooks_engine.supplies import Supply
from notebooks_engine.teaching.exports import export_csv, slot_sheet
from notebooks_engine.teaching.gradebook import open_gradebook
from notebooks_engine.teaching.marking import Decision, mark
from variants.keys import LabKey

ASKS = ("mu", "limit", "mass", "slope", "table-slides_down", "table-loads", "plot-line", "uncertainty")


def reported(world: World) -> HandedIn:
    """An honest report of the first student."""
    assign_lab(world)
    return hand_in(world, world.students[0], honest_report(world, world.students[0]))


def test_an_honest_report_wins_the_points(world: World) -> None:
    handed = reported(world)

    verdicts = handed.submission.verdicts
    assert tuple(verdicts) == ASKS
    assert handed.grade.points >= 9, {name: one.message.en for name, one in verdicts.items()}
    assert verdicts["mu"].outcome == "right"


def test_a_pasted_table_has_no_provenance(world: World) -> None:
    assign_lab(world)
    mine = honest_report(world, world.students[0])
    open_bench_of(world.store, world.students[1], bench(world, world.students[1]), labs, at())

    honest = hand_in(world, world.students[0], mine)
    pasted = hand_in(world, world.students[1], mine)

    assert pasted.grade.points < honest.grade.points / 2
    table = pasted.submission.verdicts["table-slides_down"]
    assert next(part.verdict.score for part in table.parts if part.name == "provenance") == 0


def test_a_student_is_dealt_an_apparatus_that_no_page_shows(world: World) -> None:
    assign_lab(world)

    frozen = dealt(world, world.students[0])

    hidden = [given for given in frozen.variant.given if given.hidden]
    assert {given.name for given in hidden} == {"mu", "gate"}
    assert frozen.task == FRICTION
    assert frozen.shown.points == 10
    assert all(ask.right == {} for ask in frozen.shown.asks)


def test_students_get_different_apparatus(world: World) -> None:
    assign_lab(world)

    assert len({dealt(world, student).givens for student in world.students}) == len(world.students)


def test_answers_without_a_session_are_not_judged(world: World) -> None:
    assign_lab(world)

    with pytest.raises(BadEntry, match="open the bench"):
        hand_in(world, world.students[0], {"mass": "same"})


def test_a_part_that_can_not_be_read_costs_no_try(world: World) -> None:
    assign_lab(world)
    opened(world, world.students[0])

    with pytest.raises(AnswersUnreadable) as refused:
        hand_in(world, world.students[0], {"mu": "3*+", "mass": "same"})

    assert "mu" in refused.value.problems
    assert look(world).grade.tries == 0


@pytest.mark.parametrize(
    "answers",
    [
        {"other": "1"},
        {"mu": "  "},
        {"table-loads": {"rows": [{"tt": "1" * 70_000}]}},
        {"table-loads": {"rows": [[[[[[[1]]]]]]]}},
    ],
)
def test_a_strange_empty_or_huge_report_is_refused(world: World, answers: dict[str, object]) -> None:
    assign_lab(world)
    opened(world, world.students[0])

    with pytest.raises(BadEntry):
        hand_in(world, world.students[0], answers)


@pytest.mark.parametrize(
    "report",
    [
        {"table-loads": "text"},
        {"table-loads": {"rows": "text"}},
        {"table-loads": {"rows": [{"tt": {"entry": 10**40}}, {"tt": {"entry": "x"}}, 7]}},
        {"table-loads": {"rows": [{"nowhere": "1"}] * 500}},
        {"plot-line": {"x": 3, "line": [["a", None], [1e308, -1e308]]}},
        {"plot-line": [1, 2], "uncertainty": ["x"], "mass": {"a": "b"}},
    ],
)
def test_a_hostile_report_is_judged_or_refused(world: World, report: dict[str, object]) -> None:
    assign_lab(world)
    opened(world, world.students[0])

    try:
        handed = hand_in(world, world.students[0], report)
    except (AnswersUnreadable, BadEntry):
        return

    assert handed.grade.points == 0


def test_what_is_measured_after_a_report_does_not_change_its_verdicts(world: World) -> None:
    handed = reported(world)
    take(world, world.students[0], timing(alpha=50.0), now=NOW + 1)

    again = regrade(world, now=NOW + 2)

    assert again.changed == ()
    assert look(world).submissions[0].verdicts == handed.submission.verdicts


def test_a_report_judged_again_gets_the_same_marks(world: World) -> None:
    handed = reported(world)

    made = regrade(world)
    undone = world.store.write(
        lambda engine: undo_regrade(engine, world.teacher, (made.assignment, made.key), at(NOW + 9), labs)
    )

    assert made.refused == ()
    assert undone.changed == ()
    assert look(world).grade.points == handed.grade.points


def test_the_same_request_is_not_judged_twice(world: World) -> None:
    assign_lab(world)
    report = honest_report(world, world.students[0])
    first = hand_in(world, world.students[0], report, request="once")

    again = hand_in(world, world.students[0], report, request="once")

    assert again.repeated
    assert again.submission == first.submission


def test_a_draft_keeps_a_report_exactly_as_entered(world: World) -> None:
    assign_lab(world)
    report = honest_report(world, world.students[0])
    attempt, student = world.attempt(world.students[0]), world.students[0]

    world.store.write(
        lambda engine: save_draft(engine, student, attempt, Draft(slot="1", answers=report, saved_at=NOW))
    )

    work = world.store.read(lambda engine: open_work(engine, student, attempt, NOW))
    assert work.slots["1"].answers == report


def test_the_solution_opens_by_the_rules_and_tells_the_apparatus(world: World) -> None:
    reported(world)
    student, attempt = world.students[0], world.attempt(world.students[0])

    def shown(now: int) -> ShownVariant:
        return world.store.read(lambda engine: open_work(engine, student, attempt, now)).slots["1"].variant

    assert not shown(DUE + 1).solved
    world.store.write(lambda engine: mark(engine, world.teacher, decided(world, ask=""), at()))

    ended = shown(DUE + 1)
    assert (shown(NOW).solved, ended.solved) == (False, True)
    assert ended.solution.languages
    rights = {ask.name: bool(ask.right) for ask in ended.asks}
    assert rights["mu"] is True
    assert rights["table-loads"] is False


def test_a_teacher_marks_a_part_of_a_report(world: World) -> None:
    before = reported(world).grade.points

    world.store.write(lambda engine: mark(engine, world.teacher, decided(world, ask="table-loads"), at()))

    work = look(world)
    assert work.grade.marked
    assert work.grade.points <= before


def test_a_report_stands_in_the_gradebook_and_its_exports(world: World) -> None:
    assignment = assign_lab(world)
    handed = hand_in(world, world.students[0], honest_report(world, world.students[0]))

    gradebook = world.store.read(lambda engine: open_gradebook(engine, world.teacher, assignment.key))
    sheet = slot_sheet(gradebook, {student.person: student.person for student in world.students}, "en")

    assert sheet.rows[1][2] == handed.grade.points
    assert export_csv(sheet, "en")


def test_an_accepted_table_counts_for_its_student_alone(world: World) -> None:
    assign_lab(world)
    mine = honest_report(world, world.students[0])
    for student in world.students[:2]:
        opened(world, student)
        hand_in(world, student, {**mine, "plot-line": {"x": "xx", "y": "yy", "line": [[0, 0], [1, 1]]}})
    objection = Objection(attempt=world.attempt(world.students[0]), slot="1", ask="plot-line", try_number=1)
    appeal = world.store.write(lambda engine: object_to(engine, world.students[0], objection, at()))

    accepted = accept(world.store, world.teacher, appeal.key, "", at())

    assert isinstance(accepted.pattern.key, LabKey)
    assert len(accepted.marks) == 1


def test_what_is_typed_is_read_for_results_alone(world: World) -> None:
    assign_lab(world)
    where = (world.attempt(world.students[0]), "1")
    number = Typed(ask="limit", part="", answer="21,3 deg", language="ru")
    table = Typed(ask="table-loads", part="", answer="1", language="ru")

    reading = world.store.read(lambda engine: read_typed(engine, world.students[0], where, number))

    assert "21" in reading.text
    with pytest.raises(Missing):
        world.store.read(lambda engine: read_typed(engine, world.students[0], where, table))


def test_a_lab_is_practised_with_an_apparatus_that_is_never_dealt(world: World) -> None:
    student = world.students[0]
    run = start_practice(world.store, student, (lab_notebook(), "1"), supplies, at())
    place = PracticeBench(run=run.key)

    measured = measure(world.store, student, place, Wanted(wish=timing(), request="r"), (labs, at()))
    checked = check_practice(
        world.store, student, run.key, Entered(answers={"mass": "same"}, language="en"), labs
    )

    supply: Supply = supplies(run.frozen.edition)
    assert run.frozen.member in supply.practice
    assert open_bench_of(world.store, student, place, labs, at()).log == (measured.entry,)
    assert checked.verdicts["mass"].outcome == "right"
    solved = world.store.write(lambda engine: solve_practice(engine, student, run.key))
    assert show_practice(solved).solution.languages


def test_a_practice_bench_is_its_own_student_s(world: World) -> None:
    run = start_practice(world.store, world.students[0], (lab_notebook(), "1"), supplies, at())
    wanted = Wanted(wish=timing(), request="r")

    with pytest.raises(Missing):
        measure(world.store, world.students[1], PracticeBench(run=run.key), wanted, (labs, at()))


def test_labs_and_tasks_stand_in_one_assignment(world: World) -> None:
    task = lab_notebook(lab_slot("1", 5)).slots[0]
    assignment = assign_lab(world, task, lab_slot("2", 20))

    stored = world.store.read(lambda engine: engine.assignments.list(world.teacher))[0]
    taken = take(world, world.students[0])

    assert stored.slots == assignment.slots
    assert [slot.lab for slot in stored.slots] == [True, True]
    other = open_bench_of(world.store, world.students[0], bench(world, world.students[0], "2"), labs, at())
    assert other.log == ()
    assert other.session.secret or taken


def look(world: World) -> SlotWork:
    attempt = world.attempt(world.students[0])
    slot = world.store.read(lambda engine: look_at_work(engine, world.teacher, attempt)).slot("1")
    assert slot is not None
    return slot


def decided(world: World, *, ask: str) -> Decision:
    attempt = world.attempt(world.students[0])
    return Decision(attempt=attempt, slot="1", ask=ask, try_number=1, points="1", comment="")


def regrade(world: World, now: int = NOW + 1) -> Regrade:
    """Judge all reports again by an edition that differs in nothing."""
    assignment = world.store.read(lambda engine: engine.assignments.list(world.teacher))[0]
    keys = Keys(edition=EditionKey(f"{FRICTION}@2"), labs=labs, rekey=lambda variant: variant)
    order = RegradeOrder(assignment=assignment.key, task=FRICTION, mode="replace", keys=keys)
    return apply_regrade(world.store, world.teacher, order, 0, at(now))

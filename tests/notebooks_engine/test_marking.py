from fractions import Fraction

import pytest
from engine_worlds import NOW, RIVALS, World, at

from notebooks_engine.actors import Actor
from notebooks_engine.grading import SlotGrade
from notebooks_engine.insight.queue import Waiting, find_neighbours, list_waiting
from notebooks_engine.insight.student_work import SlotWork, look_at_work
from notebooks_engine.marks import print_points, read_points
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.teaching.marking import Decision, mark, undo_mark


def hand_in_opinions(world: World, count: int = 1) -> None:
    world.assign(("reason",))
    for student in world.students[:count]:
        world.submit(student, {"x": world.right(student), "why": "because"})


def put_mark(
    world: World, points: str, *, ask: str = "why", try_number: int = 1, student: Actor | None = None
) -> SlotGrade:
    attempt = world.attempt(student or world.students[0])
    decision = Decision(attempt=attempt, slot="1", ask=ask, try_number=try_number, points=points, comment="!")
    return world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))


def decided(world: World, points: str, request: str) -> Decision:
    attempt = world.attempt(world.students[0])
    return Decision(attempt=attempt, slot="1", ask="why", try_number=1, points=points, request=request)


def look(world: World) -> SlotWork:
    attempt = world.attempt(world.students[0])
    return world.store.read(lambda engine: look_at_work(engine, world.teacher, attempt)).slots[0]


def queue_of(world: World, teacher: Actor | None = None) -> tuple[Waiting, ...]:
    return world.store.read(lambda engine: list_waiting(engine, teacher or world.teacher))


def test_an_undecided_answer_waits_with_its_suggestion(world: World) -> None:
    hand_in_opinions(world)

    waiting = queue_of(world)

    assert [(one.ask, one.answer, one.try_number) for one in waiting] == [("why", "because", 1)]
    assert look(world).grade.pending
    assert look(world).grade.points == Fraction(4, 3)


def test_a_decided_answer_leaves_the_queue_and_counts(world: World) -> None:
    hand_in_opinions(world)

    grade = put_mark(world, "1/3")

    assert queue_of(world) == ()
    assert not grade.pending
    assert grade.points == Fraction(5, 3)
    assert grade.machine == Fraction(4, 3)


def test_a_mark_sent_twice_is_kept_once(world: World) -> None:
    hand_in_opinions(world)
    sent = decided(world, "1/3", "key")

    grades = [world.store.write(lambda engine: mark(engine, world.teacher, sent, at())) for _ in range(2)]

    assert grades[0] == grades[1]
    assert [one.undone_at for one in look(world).marks] == [None]


def test_the_key_of_a_mark_is_good_for_no_other_mark(world: World) -> None:
    hand_in_opinions(world)
    first, other = (decided(world, points, "key") for points in ("1/3", "0"))
    world.store.write(lambda engine: mark(engine, world.teacher, first, at()))

    with pytest.raises(BadEntry):
        world.store.write(lambda engine: mark(engine, world.teacher, other, at()))


def test_a_mark_of_the_slot_overrides_and_keeps_both(world: World) -> None:
    hand_in_opinions(world)

    put_mark(world, "0,5", ask="")
    work = look(world)

    assert work.grade.points == Fraction(1, 2)
    assert work.grade.machine == Fraction(4, 3)
    assert work.marks[0].comment == "!"
    assert work.submissions[0].verdicts["x"].outcome == "right"


def test_a_marked_slot_takes_no_more_answers_until_the_mark_is_undone(world: World) -> None:
    hand_in_opinions(world)
    put_mark(world, "1", ask="")
    student = world.students[0]
    with pytest.raises(NotNow):
        world.submit(student, {"x": "1"})

    key = look(world).marks[0].key
    grade = world.store.write(lambda engine: undo_mark(engine, world.teacher, key, NOW))

    assert grade.pending
    assert world.submit(student, {"x": "1"}).grade.tries == 2


def test_a_second_mark_takes_the_place_of_the_first_which_is_kept(world: World) -> None:
    hand_in_opinions(world)
    put_mark(world, "1", ask="")

    grade = put_mark(world, "2", ask="")

    assert grade.points == 2
    assert [one.undone_at is None for one in look(world).marks] == [False, True]


def test_a_new_try_is_judged_anew(world: World) -> None:
    hand_in_opinions(world)
    put_mark(world, "0")

    world.submit(world.students[0], {"x": "1", "why": "a better reason"})

    assert [one.answer for one in queue_of(world)] == ["a better reason"]


def test_a_mark_for_an_answer_that_is_no_longer_the_last_is_refused(world: World) -> None:
    hand_in_opinions(world)
    world.submit(world.students[0], {"x": "1", "why": "a better reason"})

    with pytest.raises(NotNow, match="once more"):
        put_mark(world, "0", try_number=1)


def test_a_slot_can_be_marked_before_anything_is_handed_in(world: World) -> None:
    world.assign(("reason",))

    assert put_mark(world, "2", ask="", try_number=0).points == 2


@pytest.mark.parametrize("points", ["3", "-1", "", "one", "1e1", "1/0", "0.6667.1"])
def test_points_out_of_range_are_refused(world: World, points: str) -> None:
    hand_in_opinions(world)

    with pytest.raises(BadEntry):
        put_mark(world, points, ask="")


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_marks_or_reads_the_work_of_another_teachers_class(world: World, rival: str) -> None:
    who = world.rivals[rival]
    hand_in_opinions(world)
    put_mark(world, "1", ask="")
    attempt, key = world.attempt(world.students[0]), look(world).marks[0].key
    decision = Decision(attempt=attempt, slot="1", ask="", try_number=1, points="2")

    with pytest.raises(Missing):
        world.store.write(lambda engine: mark(engine, who, decision, at()))
    with pytest.raises(Missing):
        world.store.write(lambda engine: undo_mark(engine, who, key, NOW))
    with pytest.raises(Missing):
        world.store.read(lambda engine: look_at_work(engine, who, attempt))
    assert queue_of(world, who) == ()


def test_the_queue_has_a_next_and_a_previous(world: World) -> None:
    hand_in_opinions(world, 3)
    queue = queue_of(world)

    middle = find_neighbours(queue, queue[1].attempt, "1", "why")
    gone = find_neighbours(queue, queue[1].attempt, "1", "x")

    assert (middle.before, middle.after, middle.place) == (queue[0], queue[2], 2)
    assert (gone.before, gone.after, gone.place) == (None, queue[0], 0)


def test_a_teacher_sees_solution_and_right_answers(world: World) -> None:
    world.assign()

    variant = look(world).variant

    assert variant.solved
    assert variant.asks[0].right["en"] == world.right(world.students[0]) + " m"


@pytest.mark.parametrize(
    ("text", "share"), [("1", Fraction(1, 2)), ("0,5", Fraction(1, 4)), ("2/3", Fraction(1, 3))]
)
def test_points_are_read_exactly(text: str, share: Fraction) -> None:
    assert read_points(text, Fraction(2)) == share


@pytest.mark.parametrize(
    ("points", "printed"), [("2", "2"), ("5/2", "2,5"), ("4/3", "1,33"), ("0", "0"), ("10", "10")]
)
def test_points_are_printed_shortly(points: str, printed: str) -> None:
    assert print_points(Fraction(points), ",") == printed

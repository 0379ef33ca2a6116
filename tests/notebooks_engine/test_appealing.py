from fractions import Fraction

import pytest
from engine_worlds import NOW, RIVALS, World, at
from regrade_worlds import doubled, keys, regrade
from regrade_worlds import undo as take_back_regrade

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.appealing.deciding import accept, keep, undo_accepted
from notebooks_engine.appealing.looking import list_appeals, look_at_appeals
from notebooks_engine.appealing.objecting import object_to, take_back
from notebooks_engine.appeals import LONGEST_WORDS, MOST_WAITING, AcceptedAnswer, Appeal, Objection
from notebooks_engine.assignments import Rules
from notebooks_engine.grading import SlotGrade
from notebooks_engine.insight.student_work import look_at_work
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.regrades import Mode
from notebooks_engine.teaching.marking import Decision, mark


def twice(world: World, student: Actor) -> str:
    return str(2 * int(world.right(student)))


def objection(
    world: World, student: Actor, *, ask: str = "x", try_number: int = 1, words: str = ""
) -> Appeal:
    asked = Objection(attempt=world.attempt(student), slot="1", ask=ask, try_number=try_number, words=words)
    return world.store.write(lambda engine: object_to(engine, student, asked, at()))


def slips(world: World, count: int) -> list[Appeal]:
    """Let some students make the same named mistake with their own numbers, and the first appeal."""
    world.assign(("slip",))
    for student in world.students[:count]:
        world.submit(student, {"x": twice(world, student)})
    return [objection(world, world.students[0], words="I took the diameter")]


def decide(world: World, appeal: Appeal, reply: str = "") -> AcceptedAnswer:
    return accept(world.store, world.teacher, appeal.key, reply, at(NOW + 5))


def undo(world: World, accepted: AcceptedAnswer) -> AcceptedAnswer:
    return world.store.write(lambda engine: undo_accepted(engine, world.teacher, accepted.key, at(NOW + 9)))


def grade(world: World, student: Actor) -> SlotGrade:
    key = world.attempt(student)
    return world.store.read(lambda engine: look_at_work(engine, world.teacher, key)).slots[0].grade


def points(world: World) -> list[Fraction]:
    return [grade(world, student).points for student in world.students]


def test_an_appeal_waits_for_the_teacher_with_its_words(world: World) -> None:
    (appeal,) = slips(world, 1)

    waiting = world.store.read(lambda engine: list_appeals(engine, world.teacher))

    assert [(one.appeal, one.student) for one in waiting] == [(appeal, world.students[0].person)]
    assert waiting[0].appeal.words == "I took the diameter"


def test_a_second_tap_is_the_first_appeal(world: World) -> None:
    (appeal,) = slips(world, 1)

    assert objection(world, world.students[0], words="again") == appeal


def test_the_teacher_sees_whom_else_an_answer_fits(world: World) -> None:
    (appeal,) = slips(world, 2)

    waiting = world.store.read(lambda engine: list_appeals(engine, world.teacher))
    looked = world.store.read(lambda engine: look_at_appeals(engine, world.teacher, waiting))[appeal.key]

    assert [other.student for other in looked.others] == [world.students[1].person]
    assert looked.others[0].submission.answers == {"x": twice(world, world.students[1])}


def test_accepting_raises_everybody_whom_the_answer_fits(world: World) -> None:
    (appeal,) = slips(world, 2)
    world.submit(world.students[2], {"x": "7"})

    accepted = decide(world, appeal, "You are right.")

    assert points(world) == [2, 2, 0]
    assert len(accepted.marks) == 2
    assert grade(world, world.students[0]).machine == 0


def test_undoing_brings_all_back_and_the_appeal_waits_again(world: World) -> None:
    (appeal,) = slips(world, 2)
    accepted = decide(world, appeal)

    undone = undo(world, accepted)

    assert points(world) == [0, 0, 0]
    assert undone.undone_at == NOW + 9
    assert len(world.store.read(lambda engine: list_appeals(engine, world.teacher))) == 1
    assert undo(world, undone) == undone


def test_a_mark_that_was_replaced_comes_back(world: World) -> None:
    (appeal,) = slips(world, 2)
    attempt = world.attempt(world.students[1])
    decision = Decision(attempt=attempt, slot="1", ask="x", try_number=1, points="1", comment="half")
    world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))

    accepted = decide(world, appeal)
    raised = points(world)
    undo(world, accepted)

    assert raised == [2, 2, 0]
    assert points(world) == [0, 1, 0]


def test_a_mark_made_later_by_hand_outlives_the_undoing(world: World) -> None:
    (appeal,) = slips(world, 2)
    accepted = decide(world, appeal)
    attempt = world.attempt(world.students[1])
    decision = Decision(attempt=attempt, slot="1", ask="x", try_number=1, points="1,5")
    world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))

    undo(world, accepted)

    assert points(world) == [0, Fraction(3, 2), 0]


def test_what_is_handed_in_later_and_fits_is_right(world: World) -> None:
    (appeal,) = slips(world, 1)
    decide(world, appeal)

    handed = world.submit(world.students[1], {"x": twice(world, world.students[1])})

    verdict = handed.submission.verdicts["x"]
    assert (verdict.outcome, verdict.reason) == ("right", "accepted")
    assert handed.grade.points == 2


def test_undoing_lowers_what_was_handed_in_later(world: World) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    world.submit(world.students[1], {"x": twice(world, world.students[1])})

    undo(world, accepted)
    later = world.submit(world.students[2], {"x": twice(world, world.students[2])})

    assert points(world) == [0, 0, 0]
    assert later.submission.verdicts["x"].reason == "named_mistake"


def test_a_mark_by_hand_on_an_answer_handed_in_later_outlives_the_undoing(world: World) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    later = world.students[1]
    world.submit(later, {"x": twice(world, later)})
    decision = Decision(attempt=world.attempt(later), slot="1", ask="x", try_number=1, points="1")
    world.store.write(lambda engine: mark(engine, world.teacher, decision, at(NOW + 8)))

    undo(world, accepted)

    assert points(world) == [0, 1, 0]


def test_an_accepted_answer_that_a_corrected_key_finds_right_needs_no_acceptance(world: World) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    world.submit(world.students[1], {"x": twice(world, world.students[1])})
    (assignment,) = world.store.read(lambda engine: engine.assignments.list(world.teacher))
    made = regrade(world, assignment, by=keys(doubled, "slip@2"))

    undo(world, accepted)
    by_corrected_key = points(world)
    take_back_regrade(world, made)

    assert by_corrected_key == [2, 2, 0]
    assert points(world) == [0, 0, 0]


@pytest.mark.parametrize("mode", ["raise", "replace"])
def test_what_an_undone_acceptance_lowered_is_judged_by_a_corrected_key(world: World, mode: Mode) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    world.submit(world.students[1], {"x": twice(world, world.students[1])})
    undo(world, accepted)
    (assignment,) = world.store.read(lambda engine: engine.assignments.list(world.teacher))

    made = regrade(world, assignment, mode, by=keys(doubled, "slip@2"))
    by_corrected_key = points(world)
    take_back_regrade(world, made)

    assert by_corrected_key == [2, 2, 0]
    assert points(world) == [0, 0, 0]


def test_an_answer_that_was_refused_before_another_try_counts_on_the_last_try(world: World) -> None:
    (appeal,) = slips(world, 2)
    world.submit(world.students[1], {"x": "7"})

    decide(world, appeal)

    assert points(world) == [2, 2, 0]


def test_an_equal_answer_to_an_equal_key_fits(world: World) -> None:
    world.assign(("choice",))
    for student in world.students[:2]:
        world.submit(student, {"way": "down"})
    appeal = objection(world, world.students[0], ask="way")

    decide(world, appeal)

    assert points(world) == [2, 2, 0]


def test_a_wrong_number_without_a_name_fits_nobody_with_other_numbers(world: World) -> None:
    world.assign(("slip",))
    for student in world.students[:2]:
        world.submit(student, {"x": "7"})
    appeal = objection(world, world.students[0])

    decide(world, appeal)

    assert points(world) == [2, 0, 0]


def test_appeals_of_others_whom_it_fits_are_decided_with_it(world: World) -> None:
    (appeal,) = slips(world, 2)
    objection(world, world.students[1])

    accepted = decide(world, appeal)

    assert world.store.read(lambda engine: list_appeals(engine, world.teacher)) == ()
    assert len(accepted.appeals) == 2


def test_keeping_the_verdict_tells_the_student_why(world: World) -> None:
    (appeal,) = slips(world, 1)

    kept = world.store.write(lambda engine: keep(engine, world.teacher, appeal.key, "No.", NOW + 5))

    attempt = world.attempt(world.students[0])
    found = world.store.read(lambda engine: engine.appeals.of_attempt(world.teacher.school, attempt))
    assert found == (kept,)
    assert (kept.outcome, kept.reply, kept.teacher) == ("kept", "No.", world.teacher.person)
    with pytest.raises(NotNow):
        decide(world, appeal)


def test_an_appeal_is_taken_back_until_it_is_decided(world: World) -> None:
    (appeal,) = slips(world, 1)
    student = world.students[0]

    world.store.write(lambda engine: take_back(engine, student, appeal.key))
    again = objection(world, student)
    decide(world, again)

    with pytest.raises(NotNow):
        world.store.write(lambda engine: take_back(engine, student, again.key))
    with pytest.raises(Missing):
        world.store.write(lambda engine: take_back(engine, world.students[1], again.key))


def test_a_mark_by_hand_decides_an_appeal_as_long_as_it_stands(world: World) -> None:
    slips(world, 1)
    attempt = world.attempt(world.students[0])
    decision = Decision(attempt=attempt, slot="1", ask="x", try_number=1, points="1")

    world.store.write(lambda engine: mark(engine, world.teacher, decision, at()))

    assert world.store.read(lambda engine: list_appeals(engine, world.teacher)) == ()


def test_there_is_nothing_to_say_against_a_right_answer_or_an_earlier_try(world: World) -> None:
    world.assign(("slip",))
    student = world.students[0]
    for answer in (twice(world, student), world.right(student)):
        world.submit(student, {"x": answer})

    for try_number in (0, 1, 2, 3):
        with pytest.raises(NotNow):
            objection(world, student, try_number=try_number)
    with pytest.raises(BadEntry):
        objection(world, student, words="x" * (LONGEST_WORDS + 1))


def test_only_so_many_appeals_wait_at_once(world: World) -> None:
    world.assign(("slip",), rules=Rules(tries=20))
    student = world.students[0]
    for number in range(1, MOST_WAITING + 1):
        world.submit(student, {"x": str(number)})
        objection(world, student, try_number=number)
    world.submit(student, {"x": "1000"})

    with pytest.raises(NotNow, match="already wait"):
        objection(world, student, try_number=MOST_WAITING + 1)


@pytest.mark.parametrize("rival", RIVALS)
def test_nobody_else_finds_an_appeal(world: World, rival: str) -> None:
    (appeal,) = slips(world, 1)
    accepted = decide(world, appeal)
    stranger = world.rivals[rival]

    with pytest.raises(Missing):
        world.store.write(lambda engine: keep(engine, stranger, appeal.key, "", NOW))
    with pytest.raises(Missing):
        world.store.write(lambda engine: undo_accepted(engine, stranger, accepted.key, at()))
    assert world.store.read(lambda engine: list_appeals(engine, stranger)) == ()


def test_nobody_appeals_for_another(world: World) -> None:
    slips(world, 2)
    asked = Objection(attempt=world.attempt(world.students[1]), slot="1", ask="x", try_number=1)
    stranger = Actor(school=world.teacher.school, person=PersonKey("student-0"))

    with pytest.raises(Missing):
        world.store.write(lambda engine: object_to(engine, stranger, asked, at()))

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from answering import field
from playwright.sync_api import expect
from schools import RoadSchool, dealt, make_school, send
from walking import Walker

from api.bootstrap import Application
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey
from variants.checkers.registry import type_key
from variants.keys import Answer
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
INCLINE: dict[Language, str] = {"ru": "наклонная плоскость", "en": "inclined plane"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A named mistake that two students can make: in which slot, and what each then types."""

    slot: str
    ask: str
    students: tuple[int, int]
    answers: tuple[Answer, Answer]


@pytest.fixture
def school(application: Application, language: Language) -> RoadSchool:
    return make_school(application, language, students=9)


def mistakes_of(
    school: RoadSchool, number: int, key: AttemptKey
) -> Iterator[tuple[tuple[str, str, str, str], Answer]]:
    for slot in dealt(school, number, key).slots:
        for ask in slot.variant.asks:
            for mistake in ask.mistakes if ask.kind == "quantity" else ():
                said = mistake.say.in_language("en")
                yield (slot.name, slot.task, ask.name, said), type_key(mistake.key, school.language)


def find_shared(school: RoadSchool, keys: tuple[AttemptKey, ...]) -> Shared:
    """Return a mistake that two students of the class can make with numbers of their own."""
    seen: dict[tuple[str, str, str, str], tuple[int, Answer]] = {}
    for number, key in enumerate(keys):
        for place, typed in mistakes_of(school, number, key):
            if place in seen:
                other, theirs = seen[place]
                return Shared(slot=place[0], ask=place[2], students=(other, number), answers=(theirs, typed))
            seen[place] = number, typed
    raise AssertionError("nobody shares a task")


def hand_in(walker: Walker, key: AttemptKey, shared: Shared, answer: Answer) -> None:
    walker.go(f"/assignments/{key}")
    field(walker.page.locator(f'[id="task-{shared.slot}"]'), shared.ask).fill(str(answer))
    with walker.page.expect_response(lambda reply: reply.url.endswith("/check")):
        walker.page.locator(f'[id="task-{shared.slot}"] .hands button.main').click()


def score(walker: Walker, key: AttemptKey) -> str:
    walker.go(f"/students-work/{key}")
    return walker.page.locator("main p.badge").inner_text()


@pytest.mark.parametrize(("language", "scripts"), [("ru", True), ("en", False)])
def test_an_appeal_counts_for_everybody_whom_it_fits_and_is_undone(
    school: RoadSchool, walk: Walk, scripts: bool
) -> None:
    keys = send(school, INCLINE[school.language], Rules())
    shared = find_shared(school, keys)
    one, other = (keys[number] for number in shared.students)
    students = [walk(scripts=scripts).sign_in(school, f"student-{number + 1}") for number in shared.students]
    for student, key, answer in zip(students, (one, other), shared.answers, strict=True):
        if scripts:
            hand_in(student, key, shared, answer)
        else:
            student.go(f"/assignments/{key}")
            field(student.page.locator(f'[id="task-{shared.slot}"]'), shared.ask).fill(str(answer))
            student.page.locator(f'[id="task-{shared.slot}"] .hands button.main').click()
    teacher = walk(scripts=scripts).sign_in(school, "teacher")
    before = [score(teacher, key) for key in (one, other)]

    task = students[0].page.locator(f'[id="task-{shared.slot}"]')
    task.locator(".appeal summary").click()
    task.locator('.appeal input[name="words"]').fill("Я так понял условие")
    task.locator(".appeal button").click()
    expect(task.locator(".appeal q")).to_have_text("Я так понял условие")

    teacher.go("/queue")
    entry = teacher.page.locator("main article:has(.appeal)")
    expect(entry.locator(".appeal q")).to_have_text("Я так понял условие")
    expect(entry.locator(".appeal details summary")).to_contain_text("1")
    entry.locator(".appeal details summary").click()
    expect(entry.locator(".appeal details samp")).to_have_text(str(shared.answers[1]))
    entry.locator('.appeal input[name="reply"]').fill("Ты прав")
    entry.locator('.appeal button[value="accept"]').click()
    expect(teacher.page.locator("main article:has(.appeal)")).to_have_count(0)

    raised = [score(teacher, key) for key in (one, other)]
    assert all(after != was for after, was in zip(raised, before, strict=True))
    students[0].go(f"/assignments/{one}")
    expect(task.locator(".appeal .note.right")).to_be_visible()
    expect(task.locator(".note q").last).to_have_text("Ты прав")

    teacher.go(f"/students-work/{one}")
    teacher.page.locator('.appeal form[action^="/accepted/"] button').click()
    teacher.page.wait_for_url(re.compile("/students-work/"))
    assert [score(teacher, key) for key in (one, other)] == before


def test_an_appeal_is_taken_back_and_a_verdict_kept_with_a_reply(school: RoadSchool, walk: Walk) -> None:
    keys = send(school, INCLINE[school.language], Rules())
    shared = find_shared(school, keys)
    key = keys[shared.students[0]]
    student = walk(width=360).sign_in(school, f"student-{shared.students[0] + 1}")
    teacher = walk(width=360).sign_in(school, "teacher")
    hand_in(student, key, shared, shared.answers[0])
    appeal = student.page.locator(f'[id="task-{shared.slot}"] .appeal')

    appeal.get_by_role("button").focus()
    student.page.keyboard.press("Enter")
    expect(appeal.locator(".note.undecided")).to_be_visible()
    appeal.get_by_role("button").click()
    expect(appeal.locator("details")).to_be_visible()
    appeal.get_by_role("button").click()
    expect(appeal.locator(".note.undecided")).to_be_visible()
    teacher.go("/queue")
    teacher.page.locator('.appeal input[name="reply"]').fill("Посмотри на условие")
    teacher.page.locator('.appeal button[value="keep"]').click()
    expect(teacher.page.locator("main article")).to_have_count(0)

    student.go(f"/assignments/{key}")
    expect(appeal.locator(".note q")).to_have_text("Посмотри на условие")
    expect(appeal.locator("button")).to_have_count(0)

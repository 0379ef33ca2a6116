import re
from collections.abc import Callable

import pytest
from answering import enter
from playwright.sync_api import Page, expect
from schools import RoadSchool, right_answers
from walking import Walker

from api.bootstrap import Unit
from api.web.visits import present
from library_core.identities import new_key
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.attempts import Attempt
from notebooks_engine.classes import Class
from notebooks_engine.teaching.running_classes import add_students, create_class, remove_student
from search.queries import Query
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
INCLINE: dict[Language, str] = {"ru": "наклонная плоскость", "en": "inclined plane"}
NEED: dict[Language, str] = {"ru": "двум вашим классам нужно 4", "en": "your 2 classes need 4"}


def divide(school: RoadSchool) -> Class:
    """Move the last two of the four students into a parallel class."""
    occasion = Occasion(now=present(), secret=b"", new_key=new_key)

    def work(unit: Unit) -> Class:
        engine = unit.engine
        made = create_class(engine, school.teacher, "9B", occasion)
        for student in school.students[2:]:
            remove_student(engine, school.teacher, school.room.key, student.person)
        add_students(engine, school.teacher, made.key, [(one.person, "") for one in school.students[2:]])
        return made

    return school.application.write(work)


def assign_page(school: RoadSchool) -> str:
    words = INCLINE[school.language]
    found = school.application.search(Query(school=school.key, words=words, kind="notebook"))
    return f"/catalogue/{found.records[0].key}/assign"


def attempts_of(school: RoadSchool, student: Actor) -> list[Attempt]:
    """All attempts of a student, the last one first."""

    def work(unit: Unit) -> list[Attempt]:
        attempts = unit.engine.attempts
        opened = [attempts.open_own(student, head.key) for head in attempts.list_own(student)]
        return [one.attempt for one in opened if one is not None]

    return school.application.read(work)


def givens(attempts: list[Attempt]) -> list[str]:
    return [slot.givens for attempt in attempts for slot in attempt.slots]


def begin(page: Page, school: RoadSchool, attempt: Attempt) -> None:
    """Hand in a right answer to the first task."""
    answers = right_answers(school, attempt, "1")
    for ask in attempt.slots[0].variant.asks:
        enter(page, "1", ask, answers[ask.name])
    page.locator('[id="task-1"] .hands button.main').click()
    expect(page.locator('[id="task-1"] .badge').first).to_be_visible()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_two_classes_a_latecomer_and_a_second_attempt(school: RoadSchool, walk: Walk) -> None:
    other = divide(school)
    teacher = walk().sign_in(school, "teacher")
    teacher.go(assign_page(school))
    page = teacher.page

    for box in page.locator('input[name="class_"]').all():
        with page.expect_response(re.compile("class_=")):
            box.check()
    expect(page.locator("#capacity")).to_contain_text(NEED[school.language])
    page.locator("main form button.main").click()
    page.wait_for_url("**/assigned/*")
    everybody = [attempts_of(school, student) for student in school.students]
    assert len(set(givens([one for some in everybody for one in some]))) == 4 * len(everybody[0][0].slots)

    school.application.write(
        lambda unit: add_students(unit.engine, school.teacher, other.key, [(school.students[0].person, "")])
    )
    page.goto(page.url)
    if page.locator('form[action$="/newcomers"]').count() == 0:
        page.locator('a[href^="/assigned/"]', has_text=re.compile("9[AB]")).first.click()
    page.locator('form[action$="/newcomers"] button').click()
    expect(page.locator('form[action$="/newcomers"]')).to_have_count(0)
    assert len(attempts_of(school, school.students[0])) == 2

    student = walk().sign_in(school, "student-3")
    first = attempts_of(school, school.students[2])[0]
    student.go(f"/assignments/{first.key}")
    begin(student.page, school, first)
    page.reload()
    page.locator("#live tbody tr", has_text="Student 3").locator('a[href*="again="]').click()
    page.locator("#again button.main").click()
    expect(page.locator('#live form[action$="/undoing"]')).to_have_count(1)

    second, before = attempts_of(school, school.students[2])
    assert not set(givens([second])) & set(givens([before]))
    student.go("/assignments")
    expect(student.page.locator("main .card")).to_have_count(2)
    student.go(f"/assignments/{second.key}")
    assert student.page.locator('[id="task-1"]').inner_text() != ""

    page.locator('#live form[action$="/undoing"] button').click()
    expect(page.locator('#live form[action$="/undoing"]')).to_have_count(0)
    assert [one.number for one in attempts_of(school, school.students[2])] == [1]


def test_capacity_is_counted_without_scripts(school: RoadSchool, walk: Walk) -> None:
    divide(school)
    teacher = walk(scripts=False).sign_in(school, "teacher")
    teacher.go(assign_page(school))

    for box in teacher.page.locator('input[name="class_"]').all():
        box.check()
    teacher.page.locator('button[name="step"]').click()

    expect(teacher.page.locator("#capacity")).to_contain_text(NEED["ru"])
    expect(teacher.page.locator('input[name="class_"]:checked')).to_have_count(2)

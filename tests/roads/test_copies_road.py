from collections.abc import Callable
from dataclasses import dataclass

import pytest
from answering import field
from playwright.sync_api import expect
from schools import RoadSchool, dealt, make_school, send
from walking import Walker

from api.bootstrap import Application
from library_core.identities import new_key
from notebooks_engine.actors import Occasion
from notebooks_engine.assignments import Rules
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.studying.submitting import HandIn, submit
from variants.checkers.registry import type_key
from variants.keys import QuantityKey
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
INCLINE: dict[Language, str] = {"ru": "наклонная плоскость", "en": "inclined plane"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A copier and a source by number, and the slots in which both have the same task with a number."""

    copier: int
    source: int
    slots: tuple[str, ...]


@pytest.fixture
def school(application: Application, language: Language) -> RoadSchool:
    return make_school(application, language, students=9)


def numbers_of(slot: FrozenSlot) -> dict[str, QuantityKey]:
    return {ask.name: ask.key for ask in slot.variant.asks if isinstance(ask.key, QuantityKey)}


def find_pair(school: RoadSchool, keys: tuple[AttemptKey, ...]) -> Pair:
    """Return the two students who share most tasks with numbers."""
    slots = [{slot.name: slot for slot in dealt(school, n, key).slots} for n, key in enumerate(keys)]
    pairs = [
        Pair(
            copier=one,
            source=other,
            slots=tuple(
                name
                for name, slot in slots[one].items()
                if slot.task == slots[other][name].task and numbers_of(slot)
            ),
        )
        for one in range(len(keys))
        for other in range(one)
    ]
    return max(pairs, key=lambda pair: len(pair.slots))


def answers_of(school: RoadSchool, number: int, key: AttemptKey, slot: str) -> dict[str, str]:
    frozen = dealt(school, number, key).slot(slot)
    assert frozen is not None
    return {name: type_key(right, school.language) for name, right in numbers_of(frozen).items()}


def hand_in(
    school: RoadSchool, number: int, key: AttemptKey, slot: str, answers: dict[str, str], now: int
) -> None:
    handed = HandIn(
        attempt=key, slot=slot, answers=answers, language=school.language, request=f"{slot}-{now}"
    )
    occasion = Occasion(now=now, secret=b"", new_key=new_key)
    student = school.students[number]
    submit(
        school.application.engine, student, handed, occasion, school.application.shelf.labs(student.school)
    )


@pytest.mark.parametrize(("language", "width"), [("ru", 1280), ("en", 360)])
def test_a_copier_s_answers_are_shown_and_put_aside(school: RoadSchool, walk: Walk, width: int) -> None:
    keys = send(school, INCLINE[school.language], Rules())
    pair = find_pair(school, keys)
    teacher = walk(width=width).sign_in(school, "teacher")
    attempt = dealt(school, pair.copier, keys[pair.copier])
    teacher.go(f"/assigned/{attempt.assignment}/copies")
    expect(teacher.page.locator("main .empty")).to_be_visible()

    student = walk().sign_in(school, f"student-{pair.copier + 1}")
    student.go(f"/assignments/{keys[pair.copier]}")
    for place, slot in enumerate(pair.slots):
        theirs = answers_of(school, pair.source, keys[pair.source], slot)
        hand_in(school, pair.source, keys[pair.source], slot, theirs, 1_700_000_000_000 + place)
        for name, typed in theirs.items():
            field(student.page.locator(f'[id="task-{slot}"]'), name).fill(typed)
        with student.page.expect_response(lambda reply: reply.url.endswith("/check")):
            student.page.locator(f'[id="task-{slot}"] .hands button.main').click()

    teacher.go(f"/assigned/{attempt.assignment}")
    teacher.page.locator('main a[href$="/copies"]').click()
    hint = teacher.page.locator("main article").first
    expect(hint.locator("h2")).to_contain_text(f"Student {pair.copier + 1}")
    expect(hint.locator("h2")).to_contain_text(f"Student {pair.source + 1}")
    expect(hint.locator("tbody tr").first.locator("samp").first).to_be_visible()
    assert teacher.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    hint.locator('input[name="note"]').fill("они сидели порознь")
    hint.locator('button[value="dismiss"]').click()
    expect(teacher.page.locator("main article q")).to_have_text("они сидели порознь")
    teacher.page.locator('main button[value="show"]').click()
    expect(teacher.page.locator("main article q")).to_have_count(0)

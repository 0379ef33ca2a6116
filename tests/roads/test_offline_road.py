"""The network goes and comes back in the middle of a lesson: what was written is there once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from answering import field
from playwright.sync_api import Dialog, Locator, Page, Route, expect
from schools import PASSWORD, RoadSchool, dealt, right_answers, send
from walking import Walker, wait_until

from api.auth.passwords import hash_password
from api.bootstrap import Unit
from api.web.visits import present
from library_core.people import Credential
from notebooks_engine.assignments import LateRule, Rules
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.repositories import OpenedAttempt
from notebooks_engine.teaching.changing_assignments import change_assignment

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
RULES = Rules(tries=2, solutions="after_answer")
_OFFLINE = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "status of 503")


@pytest.fixture
def attempt(school: RoadSchool) -> AttemptKey:
    return send(school, "наклонная плоскость", RULES)[0]


def slot_of(school: RoadSchool, attempt: AttemptKey) -> tuple[FrozenSlot, str]:
    """Return a slot that asks for a quantity, and the name of that ask."""
    for slot in dealt(school, 0, attempt).slots:
        for ask in slot.variant.asks:
            if ask.kind == "quantity":
                return slot, ask.name
    raise AssertionError("no quantity is asked for")


def kept(school: RoadSchool, attempt: AttemptKey) -> OpenedAttempt:
    opened = school.application.read(lambda unit: unit.engine.attempts.open_own(school.students[0], attempt))
    assert opened is not None
    return opened


def opened(walk: Walk, school: RoadSchool, attempt: AttemptKey, who: str = "student-1") -> Walker:
    """Open the notebook, and wait until this browser has its copy."""
    walker = walk().sign_in(school, who)
    walker.go(f"/assignments/{attempt}")
    walker.page.wait_for_selector("html[data-copied]", timeout=30_000)
    walker.page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    return walker


def input_of(page: Page, slot: FrozenSlot, ask: str) -> Locator:
    return field(page.locator(f'[id="task-{slot.name}"]'), ask)


def state_of(page: Page, slot: FrozenSlot) -> Locator:
    return page.locator(f'[id="task-{slot.name}"] [data-state-of-draft]')


def cut(walker: Walker) -> None:
    walker.page.context.set_offline(True)


def restore(walker: Walker) -> None:
    """Bring the network back; what the browser said of its absence is no complaint."""
    walker.page.context.set_offline(False)


def forgive(walker: Walker) -> None:
    walker.complaints[:] = [
        line for line in walker.complaints if not any(words in line for words in _OFFLINE)
    ]


def test_what_is_typed_without_a_network_outlives_the_page_and_reaches_the_server(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page = walker.page
    cut(walker)

    input_of(page, slot, ask).press_sequentially("1,2")
    expect(state_of(page, slot)).to_have_attribute("data-state", "kept")
    expect(page.locator(f'[id="a-{slot.name}-{ask}"] .safe')).to_contain_text("только на этом устройстве")
    page.reload()
    walker.settle()
    expect(input_of(page, slot, ask)).to_have_value("1,2")
    expect(page.locator("[data-connection]")).to_be_visible()
    input_of(page, slot, ask).press("End")
    input_of(page, slot, ask).press_sequentially("5")
    restore(walker)
    expect(state_of(page, slot)).to_have_attribute("data-state", "saved", timeout=40_000)

    assert kept(school, attempt).drafts[slot.name].answers[ask] == "1,25"
    expect(page.locator("[data-connection]")).to_be_hidden()
    forgive(walker)


def test_what_is_handed_in_without_a_network_is_checked_once_when_it_is_back(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    right = right_answers(school, dealt(school, 0, attempt), slot.name)[ask]
    walker = opened(walk, school, attempt)
    page, task = walker.page, walker.page.locator(f'[id="task-{slot.name}"]')
    cut(walker)

    input_of(page, slot, ask).fill(str(right))
    task.locator(".hands button.main").click()
    expect(task.locator(".note.undecided")).to_contain_text("засчитается один раз")
    page.reload()
    walker.settle()
    expect(task.locator(".note.undecided")).to_contain_text("засчитается один раз")
    expect(input_of(page, slot, ask)).to_have_value(str(right))
    restore(walker)
    expect(task.locator(".ask > .label > .badge").first).to_be_visible(timeout=40_000)

    handed = kept(school, attempt).submissions_of(slot.name)
    assert [submission.answers[ask] for submission in handed] == [right]
    forgive(walker)


def test_a_check_whose_answer_was_lost_on_the_way_is_not_spent_twice(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page, task = walker.page, walker.page.locator(f'[id="task-{slot.name}"]')
    lost: list[str] = []

    def lose(route: Route) -> None:
        reply = route.fetch()
        lost.append(reply.text())
        route.abort()

    page.route("**/check", lose, times=1)
    input_of(page, slot, ask).fill("0,001")
    task.locator(".hands button.main").click()
    expect(task.locator(".ask > .label > .badge").first).to_be_visible(timeout=40_000)

    assert len(lost) == 1
    assert len(kept(school, attempt).submissions_of(slot.name)) == 1
    forgive(walker)


def test_signing_out_asks_before_it_deletes_what_was_not_sent(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page = walker.page
    page.route("**/draft", lambda route: route.abort())
    input_of(page, slot, ask).fill("7")
    expect(state_of(page, slot)).to_have_attribute("data-state", "kept")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.locator("form[action$='sign-out'] button").click()
    assert "sign-in" not in page.url
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("form[action$='sign-out'] button").click()
    page.wait_for_selector("#f-login")

    assert "Всё равно выйти?" in asked[0]
    assert page.evaluate("caches.keys()") == []
    assert left_in(page) == 0
    forgive(walker)


def test_signing_out_asks_before_it_deletes_what_does_not_open_any_more(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page = walker.page
    page.route("**/draft", lambda route: route.abort())
    input_of(page, slot, ask).fill("7")
    expect(state_of(page, slot)).to_have_attribute("data-state", "kept")
    page.evaluate(
        "document.querySelectorAll('form[data-work-key]').forEach((form) => {"
        " form.dataset.workKey = '00'.repeat(32); })"
    )

    with page.expect_event("dialog") as asked:
        page.locator("form[action$='sign-out'] button").click(no_wait_after=True)
    asked.value.dismiss()

    assert "Всё равно выйти?" in asked.value.message
    assert left_in(page) == 1
    forgive(walker)


def left_in(page: Page) -> int:
    """Return how many records of work there are in this browser."""
    return int(
        page.evaluate(
            """() => new Promise((resolve) => {
                const request = indexedDB.open("tetrad-work", 1);
                request.onsuccess = () => {
                    const counts = ["answers", "errands"].map((store) => new Promise((told) => {
                        const asked = request.result.transaction(store).objectStore(store).count();
                        asked.onsuccess = () => told(asked.result);
                    }));
                    Promise.all(counts).then((all) => resolve(all[0] + all[1]));
                };
            })"""
        )
    )


def signed_out_with_work_kept(walker: Walker, slot: FrozenSlot, ask: str) -> Page:
    """Hand in without a network, and lose the session; return the page, to which the server is back."""
    page = walker.page
    cut(walker)
    input_of(page, slot, ask).fill("7")
    page.locator(f'[id="task-{slot.name}"] .hands button.main').click()
    expect(page.locator(f'[id="task-{slot.name}"] .note.undecided')).to_be_visible()
    page.goto("about:blank")
    page.context.clear_cookies()
    restore(walker)
    return page


def test_the_next_person_finds_nothing_and_sends_nothing_of_the_last(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page = signed_out_with_work_kept(walker, slot, ask)

    walker.sign_in(school, "student-2", PASSWORD)
    walker.settle()
    assert wait_until(lambda: left_in(page) == 0)

    assert kept(school, attempt).submissions == ()
    assert page.goto(f"/assignments/{attempt}").status == 404  # type: ignore[union-attr]
    forgive(walker)


def test_the_same_person_signs_in_again_and_what_waited_goes_on(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page = signed_out_with_work_kept(walker, slot, ask)

    walker.sign_in(school, "student-1", PASSWORD)
    walker.settle()
    walker.go(f"/assignments/{attempt}")
    expect(page.locator(f'[id="task-{slot.name}"] .ask > .label > .badge').first).to_be_visible(
        timeout=40_000
    )

    assert len(kept(school, attempt).submissions_of(slot.name)) == 1
    forgive(walker)


def test_what_another_device_wrote_is_offered_and_taken(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    here, there = opened(walk, school, attempt), opened(walk, school, attempt)
    input_of(there.page, slot, ask).fill("1,11")
    expect(state_of(there.page, slot)).to_have_attribute("data-state", "saved", timeout=60_000)

    input_of(here.page, slot, ask).fill("2,22")
    other = here.page.locator(f'[id="a-{slot.name}-{ask}"] .other-device')
    expect(other).to_contain_text("1,11", timeout=60_000)
    assert kept(school, attempt).drafts[slot.name].answers[ask] == "2,22"
    with here.page.expect_response("**/draft", timeout=60_000):
        other.get_by_role("button").click()
    expect(input_of(here.page, slot, ask)).to_have_value("1,11")
    expect(state_of(here.page, slot)).to_have_attribute("data-state", "saved", timeout=20_000)

    assert kept(school, attempt).drafts[slot.name].answers[ask] == "1,11"


def pass_deadline(school: RoadSchool, attempt: AttemptKey, rules: Rules) -> None:
    """Let the assignment's due date be a minute ago."""

    def change(unit: Unit) -> None:
        opened = unit.engine.attempts.open_own(school.students[0], attempt)
        assert opened is not None
        key = opened.attempt.assignment
        change_assignment(unit.engine, school.teacher, key, rules, present() - 60_000)

    school.application.write(change)


@pytest.mark.parametrize(
    ("late", "told"), [("refuse", "Написано здесь в"), ("mark", "Сдано здесь в"), ("accept", "Сдано здесь в")]
)
def test_what_was_handed_in_offline_before_the_deadline_and_came_after_it_is_told_as_it_was_judged(
    walk: Walk, school: RoadSchool, attempt: AttemptKey, late: LateRule, told: str
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    task = walker.page.locator(f'[id="task-{slot.name}"]')
    cut(walker)
    input_of(walker.page, slot, ask).fill("4,75")
    task.locator(".hands button.main").click()
    expect(task.locator(".note.undecided")).to_contain_text("засчитается один раз")

    pass_deadline(school, attempt, replace(RULES, late=late))
    # What arrives within two seconds is as good as pressed then, and nothing is said of it.
    walker.page.wait_for_timeout(2_500)
    restore(walker)
    note = task.locator(".note", has_text=told)
    expect(note).to_contain_text("4,75", timeout=60_000)

    handed = kept(school, attempt).submissions_of(slot.name)
    assert len(handed) == (0 if late == "refuse" else 1)
    assert ("сервер не принял: Срок сдачи прошёл." in note.inner_text()) == (late == "refuse")
    forgive(walker)


def give_new_slip(school: RoadSchool, password: str) -> None:
    """End a student's sessions and give them a one-time password, as their teacher does."""
    person = school.students[0].person
    slip = Credential(
        login=school.login("student-1"),
        person=person,
        school=school.key,
        password_hash=hash_password(password),
        one_time=True,
    )

    def give(unit: Unit) -> None:
        unit.people.change_password(slip)
        unit.sessions.end_all(person)

    school.application.write(give)


def test_what_was_handed_in_without_a_network_waits_until_a_new_password_is_chosen(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    slot, ask = slot_of(school, attempt)
    walker = opened(walk, school, attempt)
    page, task = walker.page, walker.page.locator(f'[id="task-{slot.name}"]')
    cut(walker)
    input_of(page, slot, ask).fill("7")
    task.locator(".hands button.main").click()
    expect(task.locator(".note.undecided")).to_contain_text("засчитается один раз")
    page.goto("about:blank")
    give_new_slip(school, "slip-slip-slip")
    restore(walker)

    walker.go("/sign-in")
    with page.expect_response("**/check"):
        walker.enter_sign_in(school.login("student-1"), "slip-slip-slip")
    for name in ("new", "again"):
        page.locator(f"[name={name}]").fill("three plain words")
    page.locator("main button.main").click()
    page.wait_for_url("**/assignments")
    walker.go(f"/assignments/{attempt}")
    expect(task.locator(".ask > .label > .badge").first).to_be_visible(timeout=60_000)

    assert [one.answers[ask] for one in kept(school, attempt).submissions] == ["7"]
    forgive(walker)


def test_who_signs_out_without_a_network_is_signed_out_and_told_so(
    walk: Walk, school: RoadSchool, attempt: AttemptKey
) -> None:
    walker = opened(walk, school, attempt)
    page = walker.page
    cut(walker)

    page.locator("form[action$='sign-out'] button").click()
    expect(page.locator("main h1")).to_have_text("Вы вышли на этом устройстве")
    expect(page.locator("form[data-person]")).to_have_count(0)
    restore(walker)
    page.goto("/assignments")

    expect(page.locator("#f-login")).to_be_visible()
    walker.enter_sign_in(school.login("student-1"), PASSWORD)
    page.wait_for_url("**/assignments")
    forgive(walker)

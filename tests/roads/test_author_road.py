"""Tasks written in the browser: from an empty page to a published task, by pointer and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from schools import RoadSchool
from walking import Walker

from api.bootstrap import Application
from library_core.people import LIBRARY
from variants.texts import Language

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]
PROBLEM: dict[Language, tuple[str, str]] = {
    "ru": (
        "Автомобиль тормозит со скорости 72 км/ч, колёса не вращаются, μ = 0,5, g = 9,8 м/с². "
        "Найдите ускорение и тормозной путь.",
        "a = μg = 4,9 м/с²; s = v²/2a = 400/9,8 ≈ 41 м.",
    ),
    "en": (
        "A car brakes from a speed of 72 km/h, the wheels lock, μ = 0.5, g = 9.8 m/s². "
        "Find the deceleration and the braking distance.",
        "a = μg = 4.9 m/s²; s = v²/2a = 400/9.8 ≈ 41 m.",
    ),
}


def begin(author: Walker, language: Language, speed: str = "72") -> str:
    """Type a worked problem from an empty page; return the address of the task.

    Another speed (km/h) makes another text, of which nothing has been proven in this run.
    """
    author.go("/my-tasks")
    author.page.locator('main a.button[href="/my-tasks/new"]').click()
    author.settle()
    statement, solution = PROBLEM[language]
    author.page.locator(f"#f-statement-{language}").fill(statement.replace("72", speed))
    author.page.locator(f"#f-solution-{language}").fill(solution)
    press(author, "main form.sheet button.main")
    return author.page.url.partition("/steps/")[0]


def press(author: Walker, button: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with author.page.expect_navigation():
        author.page.locator(button).first.click()
    author.settle()


def take_all(author: Walker, offers: str) -> None:
    """Take one offer after another until there is none."""
    while author.page.locator(f'button[value^="{offers}/"]').count():
        press(author, f'button[value^="{offers}/"]')


def write_all(author: Walker, task: str) -> None:
    """Go through the steps of a task that was begun, up to its mistakes."""
    page = author.page
    for chip in page.locator("label.chip").all():
        chip.click()
    press(author, "#take-numbers")
    press(author, 'button.main[value="formulas"]')
    take_all(author, "line")
    press(author, 'button.main[value="question"]')
    for name in ("a", "s"):
        page.locator("#n-ask-name").select_option(name)
        press(author, "#add-ask")
    author.go(f"{task}/steps/check")
    take_all(author, "check")
    author.go(f"{task}/steps/mistakes")
    for slip in ("slip/s/v^2/a", "slip/s/(v read as m/s)^2/(2*a)"):
        press(author, f'button[value="{slip}"]')


def saved(page: Page, typing: Callable[[], object]) -> None:
    """Leave a field that was typed into, and wait until the server has it."""
    with page.expect_response(lambda reply: reply.request.method == "POST"):
        typing()
        page.keyboard.press("Tab")
    expect(page.locator("[data-state-of-draft]")).to_have_attribute("data-state", "saved")


def capacity_of(author: Walker) -> str:
    """Wait until the task on the page is proven, and return how many variants it has."""
    proven = author.page.locator("#proven strong").first
    expect(proven).to_be_visible(timeout=120_000)
    return proven.inner_text()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_from_an_empty_page_to_a_class(school: RoadSchool, walk: Walk, language: Language) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, language)

    write_all(author, task)
    author.go(f"{task}/preview")
    capacity = capacity_of(author)
    variants = author.page.locator(".exhibit").count()
    press(author, "#publish")
    press(author, "#give")

    assert int(capacity) >= 100
    assert variants == 20
    assert author.page.url.endswith("/assign")


def test_the_whole_form_is_filled_from_the_keyboard(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    begin(author, "ru")
    page = author.page

    page.locator("#mark-0").focus()
    page.keyboard.press("Space")
    page.locator("#mark-0-name").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("v0")
    with page.expect_navigation():
        page.locator("#take-numbers").press("Enter")
    author.settle()

    expect(page.locator("#name-v0")).to_have_value("v0")
    expect(page.locator("#f-given-v0-unit")).to_have_value("км/ч")


def test_a_formula_is_read_as_on_paper_and_its_unit_appears(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    write_all(author, task)
    author.go(f"{task}/steps/formulas")
    page = author.page

    saved(page, lambda: page.locator("#f-solve-s").fill("v²/2μg"))

    expect(page.locator("#f-solve-s")).to_have_value("v^2/(2*mu*g)")
    expect(page.locator("#u-s .badge")).to_have_text("м")


def test_an_error_stands_beside_its_field_and_nothing_is_lost(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    write_all(author, task)
    author.go(f"{task}/steps/formulas")
    page = author.page

    saved(page, lambda: page.locator("#f-solve-s").fill("v^2/(2*b)"))

    expect(page.locator("#p-f-solve-s")).to_contain_text("неизвестное имя")
    author.go(f"{task}/preview")
    page.locator("#author-problems li a").first.click()
    expect(page.locator("#f-solve-s")).to_have_value("v^2/(2*b)")


def test_the_yaml_view_and_the_form_change_one_text(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    write_all(author, task)
    page = author.page

    author.go(f"{task}/yaml")
    text = page.locator("#f-content").input_value()
    page.locator("#f-content").fill(f"# моё примечание\n{text}".replace("from: 36,", "from: 45,"))
    press(author, 'button[value="form"]')
    author.go(f"{task}/steps/numbers")
    expect(page.locator("#f-given-v-from")).to_have_value("45")
    saved(page, lambda: page.locator("#f-given-v-from").fill("54"))
    author.go(f"{task}/yaml")

    assert page.locator("#f-content").input_value() == f"# моё примечание\n{text}".replace(
        "from: 36,", "from: 54,"
    )


def test_yaml_that_can_t_be_read_is_kept_and_leads_to_its_line(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")

    author.go(f"{task}/yaml")
    author.page.locator("#f-content").fill("id: x\ntitle: {ru: a, b\n")
    press(author, "main form.sheet button.main")
    author.go(f"{task}/steps/text")

    assert author.page.url.endswith("/yaml")
    assert author.page.locator("#f-content").input_value() == "id: x\ntitle: {ru: a, b\n"
    assert author.page.locator("#author-problems a[data-line]").count() >= 1


def test_two_tabs_keep_both_texts(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    author.go(f"{task}/yaml")
    second = author.page.context.new_page()
    second.goto(f"{task}/yaml")
    second.locator("#f-content").fill("id: second-tab\n")
    with second.expect_navigation():
        second.locator("main form.sheet button.main").click()

    author.complaints.clear()
    author.page.locator("#f-content").fill("id: first-tab\n")
    press(author, "main form.sheet button.main")

    expect(author.page.locator("main .card")).to_have_count(2)
    author.complaints[:] = [line for line in author.complaints if "409" not in line]


def test_a_field_that_another_tab_changed_is_kept_once(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    author.go(f"{task}/steps/about")
    second = author.page.context.new_page()
    second.goto(f"{task}/steps/about")
    second.wait_for_selector("html[data-ready]")
    saved(author.page, lambda: author.page.locator("#f-title-ru").fill("Первая"))

    second.locator("#f-title-ru").fill("Вторая")
    second.keyboard.press("Tab")

    expect(second.locator("main .card")).to_have_count(2)
    second.wait_for_timeout(5000)
    author.go("/my-tasks")
    expect(author.page.locator("main .plainlist > li")).to_have_count(2)


def test_a_task_of_the_library_is_duplicated_and_changed(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "publisher")
    author.go("/my-tasks/library")

    press(author, 'main .card button[value="copy"]')
    title = author.page.locator("#f-title-ru")
    saved(author.page, lambda: title.fill("Своя задача"))
    author.go("/my-tasks")

    expect(author.page.locator("main .plainlist strong")).to_have_text(["Своя задача"])


def test_what_was_deleted_comes_back(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    begin(author, "ru")
    author.go("/my-tasks")

    press(author, 'form[action$="/deletion"] button')
    assert author.page.locator("main .plainlist li").count() == 0
    press(author, "#undo")

    assert author.page.locator("main .plainlist li").count() == 1


def test_all_of_it_works_without_scripts(school: RoadSchool, walk: Walk) -> None:
    author = walk(scripts=False).sign_in(school, "teacher")
    task = begin(author, "ru", speed="90")

    write_all(author, task)
    author.go(f"{task}/preview")
    author.page.locator("#proving a.button").click()
    author.settle()

    assert author.page.locator(".exhibit").count() == 20
    assert int(capacity_of(author)) >= 100


def test_a_task_offered_to_the_library_is_before_its_reviewers(
    application: Application, school: RoadSchool, walk: Walk
) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    write_all(author, task)
    author.go(f"{task}/steps/about")
    identifier = f"braking-{school.key}"
    author.page.locator("details:has(#f-id) summary").click()
    saved(author.page, lambda: author.page.locator("#f-id").fill(identifier))

    author.go(f"{task}/preview")
    press(author, "#offer")

    expect(author.page.locator("#author-states")).to_contain_text("предложено библиотеке")
    waiting = application.read(lambda unit: unit.library.editions.in_states(LIBRARY, ["submitted"]))
    assert identifier in [edition.work.identifier for edition in waiting]


def test_a_mistake_is_moved_to_another_answer_by_choosing_it(school: RoadSchool, walk: Walk) -> None:
    author = walk().sign_in(school, "teacher")
    task = begin(author, "ru")
    write_all(author, task)
    author.go(f"{task}/steps/mistakes")
    page = author.page

    with page.expect_response(lambda reply: reply.request.method == "POST"):
        page.locator("#f-mistakes-0-ask").select_option("a")
    author.go(f"{task}/steps/mistakes")

    expect(page.locator("#f-mistakes-0-ask")).to_have_value("a")
    expect(page.locator("#f-mistakes-1-ask")).to_have_value("s")

import re
from collections.abc import Iterator

import pytest
from page_server import clear_desk, desk_of, serving
from playwright.sync_api import Browser, Page, expect
from sample_pages import SAMPLES

pytestmark = pytest.mark.browser
TYPE = """
(field, texts) => {
  for (const text of texts) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
"""
"""Types with no pause between."""
VECTOR = r"""
async () => {
  const { typeset } = await import(new URL("math.js", document.querySelector("script[type=module]").src));
  const formula = Object.assign(document.createElement("span"), { className: "math" });
  formula.dataset.tex = String.raw`\vec F`;
  document.querySelector("main").append(formula);
  await typeset(formula);
  const size = parseFloat(getComputedStyle(formula.querySelector(".katex")).fontSize);
  return [...formula.querySelectorAll("svg")].map((arrow) => arrow.getBoundingClientRect().width / size);
}
"""
"""Typesets a vector; returns how wide its arrow is, in the size of the letters."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    clear_desk(server)
    return server


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    page = browser.new_page()
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def field(page: Page, name: str) -> str:
    return page.locator(f'[name="{name}"]').input_value()


def test_no_page_breaks_the_content_security_policy(page: Page, address: str, complaints: list[str]) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    for name in SAMPLES:
        visit(page, f"{address}/page/{name}?language=ru")

        assert complaints == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


def test_formulas_are_typeset_over_their_mathml(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")

    expect(page.locator(".statement .katex-html").first).to_be_visible()
    assert page.locator(".statement .katex-mathml math").count() == 1


def test_an_arrow_over_a_vector_keeps_its_width_under_the_policy(
    page: Page, address: str, complaints: list[str]
) -> None:
    visit(page, f"{address}/notebook/1")

    widths = page.evaluate(VECTOR)

    assert complaints == []
    assert widths == [pytest.approx(0.471, abs=0.01)]


def test_an_answer_is_read_back_while_it_is_typed(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")

    page.locator('[name="answer.a"]').press_sequentially("3,5·10^-3 м/с²")

    reading = page.locator('[data-ask="a"] [data-reading]')
    expect(reading).to_contain_text("понято как")
    expect(reading.locator(".katex-html")).to_be_visible()


def test_an_unreadable_answer_says_where(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")

    page.locator('[name="answer.salt"]').press_sequentially("Al2(SO4")

    expect(page.locator('[data-ask="salt"] .unread')).to_be_visible()
    expect(page.locator('[name="answer.salt"]')).to_have_attribute("aria-invalid", "true")


def test_the_place_that_can_not_be_read_is_marked(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")

    page.locator('[name="answer.law"]').fill("m*g*(2 + # 3)")

    expect(page.locator('[data-ask="law"] .pointed mark')).to_have_text("#")


@pytest.mark.parametrize(
    ("place", "field", "typed", "said"),
    [
        ("1", "law", "mg cosα", "понято как"),
        ("1", "burn", "2H2 + O2 -> 2H2O", "понято как"),
        ("1", "salt", "СО2", "прочитаны как латинские"),
        ("2", "cells.P.1", "0,86 Вт", "P, 2: понято как"),
        ("2", "graph.dots.0.x", "0,2", "только одна координата"),
        ("2", "why", "Ток растёт, напряжение падает.", "слов: 4"),
    ],
)
def test_every_kind_is_read_back(
    page: Page, address: str, place: str, field: str, typed: str, said: str
) -> None:
    visit(page, f"{address}/notebook/{place}")

    page.locator(f'[name="answer.{field}"]').fill(typed)
    page.locator(f'[name="answer.{field}"]').blur()

    expect(page.locator(f'[data-ask="{field.partition(".")[0]}"] [data-reading]')).to_contain_text(said)


def test_a_drawing_is_told_in_words(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")

    for row, (x, y) in enumerate([("0", "4,5"), ("1", "3,3")]):
        page.locator(f'[name="answer.graph.line.{row}.x"]').fill(x)
        page.locator(f'[name="answer.graph.line.{row}.y"]').fill(y)

    expect(page.locator('[data-ask="graph"] [data-reading]')).to_contain_text("угловой коэффициент −1,2")


def test_one_reading_at_a_time_is_asked_for_and_only_after_a_pause(page: Page, address: str) -> None:
    desk_of(address, reading_takes=0.5)
    visit(page, f"{address}/notebook/1")

    with page.expect_request("**/read/*"):
        page.locator('[name="answer.a"]').evaluate(TYPE, ["3", "3,5", "3,5·10^-3 м/с²"])
    page.locator('[name="answer.law"]').evaluate(TYPE, ["m", "m*g", "m*g*cos(alpha)"])

    expect(page.locator('[data-ask="law"] [data-reading]')).to_contain_text("понято как")
    expect(page.locator('[data-ask="a"] [data-reading]')).to_contain_text("понято как")
    assert [asked["ask"] for asked in desk_of(address)["readings"]] == [["a"], ["law"]]


def test_drafts_out_of_sight_are_not_read_yet(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")
    for name in ("a", "burn"):
        page.locator(f'[name="answer.{name}"]').fill("1")
    expect(page.locator("[data-state-of-draft]")).to_have_text("сохранено")
    before = len(desk_of(address)["readings"])

    page.set_viewport_size({"width": 360, "height": 300})
    visit(page, f"{address}/notebook/1")
    page.wait_for_timeout(500)

    assert len(desk_of(address)["readings"]) == before


def test_what_is_typed_is_a_draft_that_outlives_the_page(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")
    page.locator('[name="answer.law"]').fill("m*g")
    page.locator('[name="answer.several"]').nth(2).check()
    expect(page.locator("[data-state-of-draft]")).to_have_text("сохранено")

    visit(page, f"{address}/notebook/1")

    assert field(page, "answer.law") == "m*g"
    assert page.locator('[name="answer.several"]').nth(2).is_checked()


def test_nothing_is_called_saved_from_the_moment_it_is_typed(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")
    answer = page.locator('[name="answer.law"]')
    answer.fill("m*g")
    state = page.locator("[data-state-of-draft]")
    expect(state).to_have_text("сохранено")

    told = answer.evaluate(
        """input => {
            input.value = "m";
            input.dispatchEvent(new Event("input", {bubbles: true}));
            return document.querySelector("[data-state-of-draft]").dataset.state;
        }"""
    )

    assert told == "saving"
    expect(state).to_have_text("сохранено")


def test_a_draft_that_is_refused_says_so_and_is_sent_again(page: Page, address: str) -> None:
    desk_of(address, takes_drafts=False)
    visit(page, f"{address}/notebook/1")
    page.locator('[name="answer.law"]').fill("m*g")
    expect(page.locator("[data-state-of-draft]")).to_contain_text("пока только на этом устройстве")

    desk_of(address, takes_drafts=True)

    expect(page.locator("[data-state-of-draft]")).to_have_text("сохранено")
    assert desk_of(address)["drafts"]["1"]["law"] == "m*g"


def test_enter_leads_to_check_and_spends_no_try_by_itself(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")

    page.locator('[name="answer.a"]').fill("3,95 м/с²")
    page.locator('[name="answer.a"]').press("Enter")

    expect(page.locator('[name="answer.law"]')).to_be_focused()
    assert desk_of(address)["checks"] == []


def test_check_replaces_the_task_alone_and_its_widgets_live_on(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/1")
    page.locator('[name="answer.a"]').fill("3,95 м/с²")

    page.get_by_role("button", name="Проверить").click()

    expect(page.locator('[data-ask="a"] .note.right')).to_be_visible()
    page.locator('[name="answer.burn"]').press_sequentially("2H2 + O2 -> 2H2O")
    expect(page.locator('[data-ask="burn"] .katex-html')).to_be_visible()
    assert desk_of(address)["checks"][0]["idempotency"] == ["once-1"]


def test_points_are_placed_moved_and_deleted_by_keyboard(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")
    plane = page.locator('[data-ask="isotherm"] .plane')
    plane.focus()

    plane.press("Enter")
    placed = field(page, "answer.isotherm.curve.0.x"), field(page, "answer.isotherm.curve.0.y")
    for key in ("Enter", "Shift+ArrowRight", "ArrowUp", "Enter"):
        plane.press(key)
    moved = field(page, "answer.isotherm.curve.0.x"), field(page, "answer.isotherm.curve.0.y")
    plane.press("Delete")

    assert (placed, moved) == (("5", "100"), ("7", "105"))
    assert field(page, "answer.isotherm.curve.0.x") == ""
    expect(page.locator('[data-ask="isotherm"] [aria-live="polite"].hidden-text').first).to_contain_text(
        "удалена"
    )


def test_a_point_is_placed_and_dragged_by_mouse_and_undone(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")
    plane = page.locator('[data-ask="isotherm"] .plane')
    plane.scroll_into_view_if_needed()
    box = plane.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.click(x, y)
    placed = field(page, "answer.isotherm.curve.0.x")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 30, steps=4)
    page.mouse.up()
    dragged = field(page, "answer.isotherm.curve.0.x")
    page.locator('[data-ask="isotherm"]').get_by_role("button", name="Отменить").click()

    assert float(dragged.replace(",", ".")) > float(placed.replace(",", "."))
    assert field(page, "answer.isotherm.curve.0.x") == placed


def test_a_straight_line_follows_typed_coordinates(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")

    for name, typed in (("0.x", "0"), ("0.y", "4,5"), ("1.x", "1"), ("1.y", "3,3")):
        page.locator(f'[name="answer.graph.line.{name}"]').fill(typed)

    expect(page.locator('[data-ask="graph"] .straight')).to_have_attribute("d", re.compile("^M.+L"))
    assert page.locator('[data-ask="graph"] .handle').count() == 2


def test_cells_of_a_spreadsheet_are_pasted_as_cells(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")
    page.locator('[name="answer.cells.P.0"]').focus()

    page.evaluate(
        """() => {
          const copied = new DataTransfer();
          copied.setData("text/plain", "0,86\\t21\\n1,6\\t10\\n");
          const paste = { clipboardData: copied, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
        }"""
    )

    expect(page.locator("[data-state-of-draft]").first).to_have_text("сохранено")
    assert desk_of(address)["drafts"]["2"]["cells"] == {"P": ["0,86", "1,6", ""], "R": ["21", "10", ""]}


def test_arrows_and_enter_move_through_a_table(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")
    page.locator('[name="answer.cells.P.0"]').focus()

    for key in ("1", "Enter", "2", "ArrowRight", "3"):
        page.keyboard.press(key)

    assert field(page, "answer.cells.P.1") == "2"
    assert field(page, "answer.cells.R.1") == "3"


def test_lines_are_put_in_order_by_buttons(page: Page, address: str) -> None:
    visit(page, f"{address}/notebook/2")

    page.get_by_role("button", name="Опустить: плоскость круче").click()

    expect(page.locator("[data-state-of-draft]").first).to_have_text("сохранено")
    assert desk_of(address)["drafts"]["2"]["ordering"] == ["heavier", "steeper", "rougher"]


def test_the_page_turns_dark_at_once(page: Page, address: str) -> None:
    visit(page, f"{address}/page/student/home.html?theme=light")

    page.get_by_role("button", name="Light or dark page").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_answers_are_handed_in_without_scripts(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/notebook/2")

    page.locator('[name="answer.isotherm.curve.0.x"]').fill("2")
    page.locator('[name="answer.isotherm.curve.0.y"]').fill("150")
    page.locator('[name="answer.ordering.steeper"]').select_option("1")
    page.get_by_role("button", name="Проверить").click()

    checks = desk_of(address)["checks"]
    assert (checks[0]["answer.isotherm.curve.0.y"], checks[0]["answer.ordering.steeper"]) == (["150"], ["1"])


def test_the_class_at_work_comes_up_to_date_by_itself(page: Page, address: str) -> None:
    visit(page, f"{address}/page/teacher/live.html?roles=teacher")

    with page.expect_response(lambda reply: reply.url.endswith("/live")):
        page.locator("#student-3").focus()

    page.wait_for_timeout(300)
    expect(page.locator("#student-3")).to_be_focused()

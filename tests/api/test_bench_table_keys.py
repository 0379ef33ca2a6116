"""The tables of a report by keyboard alone: a button puts its reading, Enter in a cell goes on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from serverless_pages import serverless_page

pytestmark = pytest.mark.browser
ROW = """<tr data-row="{row}"><th id="row-{row}">{row}</th><td data-cell="t" data-kind="reading">
<input type="text" id="cell-{row}" name="t.{row}"><input type="hidden" name="entry.t.{row}">
<input type="hidden" name="shown.t.{row}">
<button id="fill-{row}" name="fill" value="table.t.{row}" data-fill>put</button></td></tr>"""
PAGE = f"""<!doctype html><div id="toasts"></div>
<form onsubmit="return false"><section data-bench-table="table"><h2>Table</h2>
<table><tbody data-rows>{ROW.format(row=0)}{ROW.format(row=1)}</tbody></table></section></form>
<script type="module">
  import {{ followTables }} from "/bench-tables.js";
  const entry = {{ number: 1, kind: "reading", cells: {{ table: {{ t: "2,5" }} }}, typed: {{}} }};
  const tables = [{{ name: "table", most: 2, columns: [{{ name: "t", kind: "reading" }}] }}];
  const words = {{ undo: "undo", unfit: "unfit", choose: "choose" }};
  const entries = new Map([[1, entry]]);
  const given = {{ tables, entries, words, chosen: () => 1, calculate() {{}}, changed() {{}} }};
  followTables(document.forms[0], given);
  document.documentElement.dataset.ready = "yes";
</script>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with one table and one reading, on no server at all."""
    with serverless_page(browser, PAGE) as page:
        page.wait_for_selector("html[data-ready=yes]")
        yield page


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_reading_is_put_by_the_keys_that_press_a_button(page: Page, key: str) -> None:
    page.locator("#fill-0").focus()

    page.keyboard.press(key)

    assert page.input_value("#cell-0") == "2,5"


def test_enter_in_a_cell_goes_on_to_the_next_row(page: Page) -> None:
    page.locator("#cell-0").focus()

    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "cell-1"

"""At a bench in a browser: settings, doings and readings as a student makes them, and a report typed in.

What stands already is not set again. After the first lines the drawing no longer moves, as for people who
want no motion: it would take most of the time, and shows the same with every further line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

from labs.documents.asking import DerivedColumn, ReadingColumn
from labs.documents.lab import Lab
from labs.documents.settings import Range, SettingValue, Wiring, Words
from labs.sessions import Entry, Wish
from variants.keys import Answer

LINES_WITH_MOTION = 3


@dataclass(slots=True, kw_only=True)
class BenchPage:
    """A page with a bench, and what was last set on it."""

    page: Page
    lab: Lab
    at: float = 0.0
    standing: dict[str, SettingValue] = field(default_factory=dict)

    def follow(self, wish: Wish) -> None:
        """Do what a wish says, and wait until the log has its line."""
        for name, value in wish.settings.items():
            if self.standing.get(name) != value:
                self._set(name, value)
                self.standing[name] = value
        if wish.at > self.at:
            self.page.fill("[data-wait-seconds]", f"{wish.at - self.at:.1f}")
            self.page.click("[data-wait]")
            self.at = wish.at
        lines = self.page.locator("[data-log] tr")
        before = lines.count()
        if before == LINES_WITH_MOTION:
            self.page.emulate_media(reduced_motion="reduce")
        if wish.action:
            self._act(wish)
        else:
            self._measure(wish)
        lines.nth(before).wait_for(state="attached")

    def write(self, table: str, rows: list[Mapping[str, Answer]], log: Mapping[int, Entry]) -> None:
        """Put readings into the first row by the log's buttons and then by their numbers; type the rest.

        `log` are the entries by the numbers that the rows call them by.
        """
        columns = self.lab.tables[table].columns
        for place, row in enumerate(rows):
            for name, cell in row.items():
                column = columns[name]
                box = self._cell(table, name, place)
                if isinstance(column, ReadingColumn):
                    self._fill(box, log[cell["entry"]].number, by_buttons=place == 0)
                elif isinstance(column, DerivedColumn) or not box.locator("input[type=text]").input_value():
                    box.locator("input[type=text]").fill(str(cell))

    def plot(self, name: str, answer: Answer) -> None:
        """Choose the axes, and type the ends of the line."""
        section = self.page.locator(f'[data-bench-plot="{name}"]')
        for side in ("x", "y"):
            section.locator(f'[data-axis="{side}"]').select_option(answer[side])
        for place, number in enumerate(end for point in answer["line"] or () for end in point):
            section.locator(f'[data-end="{place}"]').fill(f"{number:.7g}")

    def _fill(self, box: Locator, number: int, *, by_buttons: bool) -> None:
        if by_buttons:
            self.page.locator(f'[data-log] input[name="chosen"][value="{number}"]').check()
            box.locator("[data-fill]").click()
        else:
            box.locator("input[type=text]").fill(f"№{number}")

    def _cell(self, table: str, column: str, row: int) -> Locator:
        return self.page.locator(
            f'[data-bench-table="{table}"] tr[data-row="{row}"] td[data-cell="{column}"]'
        )

    def _set(self, name: str, value: SettingValue) -> None:
        box, form = self.page.locator(f'[data-control="{name}"]'), self.lab.controls[name].form
        if isinstance(form, Wiring):
            self._join(box, value)
        elif isinstance(form, Words) and box.locator("input[type=radio]").count():
            box.locator(f'input[value="{value}"]').check()
        elif isinstance(form, Range):
            field = box.locator("[data-setting]")
            if float(field.input_value()) != value:
                field.fill(f"{value:g}")
        else:
            box.locator("select").select_option(value if isinstance(value, str) else f"{value:g}")

    def _join(self, box: Locator, wanted: SettingValue) -> None:
        joins = set(wanted if isinstance(wanted, tuple) else ())
        there = {
            value
            for field in box.locator('input[type="hidden"]').all()
            if (value := field.get_attribute("value") or field.input_value())
        }
        for join in sorted(there ^ joins):
            for terminal in join.split("-"):
                box.locator(f'[data-terminal="{terminal}"]').click()

    def _act(self, wish: Wish) -> None:
        box = self.page.locator(f'[data-action="{wish.action}"]')
        if wish.amount is not None:
            amount = box.locator("[data-amount]")
            if amount.evaluate("field => field.tagName") == "SELECT":
                amount.select_option(f"{wish.amount:g}")
            else:
                amount.fill(f"{wish.amount:g}")
        box.locator("[data-act]").click()

    def _measure(self, wish: Wish) -> None:
        box = self.page.locator(f'[data-instrument="{wish.instrument}"]')
        if box.locator("[data-span]").count():
            box.locator("[data-span]").select_option(wish.span)
        box.locator("[data-measure]").click()

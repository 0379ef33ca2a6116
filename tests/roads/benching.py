"""At a bench in a browser: settings, doings and readings as a student makes them, and a report typed in.

What stands already is not set again. Whatever is worked for the first time is worked by hand, where the
browser looks whether a hand could; after that it is entered by the same events, all of a line at once. After
the first lines the drawing no longer moves, as for people who want no motion: it would take most of the time,
and shows the same with every further line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Page

from labs.documents.asking import DerivedColumn, ReadingColumn
from labs.documents.lab import Lab
from labs.documents.settings import SettingValue, Wiring
from labs.sessions import Entry, Wish
from variants.keys import Answer

LINES_WITH_MOTION: Final = 3
ROWS_BY_HAND: Final = 2
LOOK_EVERY: Final = 20
"""Milliseconds; a look at each frame would have the browser draw all the time."""
Stroke = tuple[str, str | None]
"""Where, and what is typed or chosen there; None: it is pressed."""
_ENTER: Final = """
(strokes) => {
  for (const [place, text] of strokes) {
    const field = document.querySelector(place);
    if (text === null || field.type === "radio") { field.click(); continue; }
    field.value = text;
    for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}
"""
_FILLED: Final = "(places) => places.filter((place) => document.querySelector(place)?.value.trim())"
_FURTHER: Final = "(lines) => document.querySelectorAll('[data-log] tr').length > lines"


@dataclass(slots=True, kw_only=True)
class BenchPage:
    """A page with a bench, what was last set on it, and what was worked there by hand."""

    page: Page
    lab: Lab
    at: float = 0.0
    standing: dict[str, SettingValue] = field(default_factory=dict)
    worked: set[str] = field(default_factory=set)

    def follow(self, wish: Wish) -> None:
        """Do what a wish says, and wait until the log has its line."""
        if not (wish.action or wish.instrument):
            self._stand(wish)
            return
        strokes = [
            *self._set(wish),
            *self._wait(wish),
            *(self._act(wish) if wish.action else self._measure(wish)),
        ]
        lines = self.page.locator("[data-log] tr").count()
        if lines == LINES_WITH_MOTION:
            self.page.emulate_media(reduced_motion="reduce")
        places = {place for place, _ in strokes}
        (self._enter if self.worked >= places else self._work)(strokes)
        self.worked |= places
        self.page.wait_for_function(_FURTHER, arg=lines, polling=LOOK_EVERY)

    def _stand(self, wish: Wish) -> None:
        """Let settings stand from now on: a look at them is a line, which the page doesn't list."""
        with self.page.expect_response("**/look"):
            self._work(list(self._set(wish)))

    def write(self, table: str, rows: Sequence[Mapping[str, Answer]], log: Mapping[int, Entry]) -> None:
        """Put readings into the first row by the log's buttons and then by their numbers; type the rest.

        `log` are the entries by the numbers that the rows call them by.
        """
        columns = self.lab.tables[table].columns
        for row, cells in enumerate(rows):
            enter = self._work if row < ROWS_BY_HAND else self._enter
            places = {
                name: f'[data-bench-table="{table}"] tr[data-row="{row}"] td[data-cell="{name}"]'
                for name in cells
            }
            readings = [name for name in cells if isinstance(columns[name], ReadingColumn)]
            for name in readings:
                enter(_reading(row, places[name], log[cells[name]["entry"]].number))
            typed = {f"{places[name]} input[type=text]": name for name in cells if name not in readings}
            filled = self.page.evaluate(_FILLED, list(typed))
            enter(
                [
                    (place, str(cells[name]))
                    for place, name in typed.items()
                    if place not in filled or isinstance(columns[name], DerivedColumn)
                ]
            )

    def plot(self, name: str, answer: Answer) -> None:
        """Choose the axes, and type the ends of the line."""
        section = self.page.locator(f'[data-bench-plot="{name}"]')
        for side in ("x", "y"):
            section.locator(f'[data-axis="{side}"]').select_option(answer[side])
        for place, number in enumerate(end for point in answer["line"] or () for end in point):
            section.locator(f'[data-end="{place}"]').fill(f"{number:.7g}")

    def _set(self, wish: Wish) -> Iterator[Stroke]:
        """Yield what brings the controls to where they don't stand yet."""
        for name, value in wish.settings.items():
            place = f'[data-control="{name}"]'
            if self.standing.get(name) == value:
                continue
            if isinstance(self.lab.controls[name].form, Wiring):
                yield from self._join(name, value)
            else:
                text = value if isinstance(value, str) else f"{value:g}"
                yield f'{place} [data-setting]:not([type=radio]), {place} [type=radio][value="{text}"]', text
            self.standing[name] = value

    def _join(self, name: str, wanted: SettingValue) -> Iterator[Stroke]:
        wires = self.page.locator(f'[data-control="{name}"] input[type="hidden"]')
        there = {wire for wire in wires.evaluate_all("wires => wires.map(wire => wire.value)") if wire}
        for join in sorted(there ^ set(wanted if isinstance(wanted, tuple) else ())):
            for terminal in join.split("-"):
                yield f'[data-control="{name}"] [data-terminal="{terminal}"]', None

    def _wait(self, wish: Wish) -> Iterator[Stroke]:
        if wish.at > self.at:
            yield "[data-wait-seconds]", f"{wish.at - self.at:.1f}"
            yield "[data-wait]", None
            self.at = wish.at

    def _act(self, wish: Wish) -> Iterator[Stroke]:
        place = f'[data-action="{wish.action}"]'
        if wish.amount is not None:
            yield f"{place} [data-amount]", f"{wish.amount:g}"
        yield f"{place} [data-act]", None

    def _measure(self, wish: Wish) -> Iterator[Stroke]:
        place = f'[data-instrument="{wish.instrument}"]'
        if len(self.lab.instruments[wish.instrument].spans) > 1:
            yield f"{place} [data-span]", wish.span
        yield f"{place} [data-measure]", None

    def _work(self, strokes: list[Stroke]) -> None:
        """Press, type and choose by hand."""
        for place, text in strokes:
            field = self.page.locator(place)
            kind = "" if text is None else field.evaluate("field => field.type")
            if text is None:
                field.click()
            elif kind == "radio":
                field.check()
            elif kind == "select-one":
                field.select_option(text)
            else:
                field.fill(text)

    def _enter(self, strokes: list[Stroke]) -> None:
        """Let the same events happen, at once."""
        self.page.evaluate(_ENTER, strokes)


def _reading(row: int, place: str, number: int) -> list[Stroke]:
    """Return how a reading comes into a cell: in the first row by the buttons of the log."""
    if row:
        return [(f"{place} input[type=text]", f"№{number}")]
    return [(f'[data-log] input[name="chosen"][value="{number}"]', None), (f"{place} [data-fill]", None)]

"""Entering answers as a student does: typing, ticking, choosing, moving lines, filling tables and planes."""

from typing import Any

from playwright.sync_api import Locator, Page

from variants.keys import Answer
from variants.variant import Ask, ChoiceShape, TableShape


def enter(page: Page, place: str, ask: Ask, answer: Answer, *, scripts: bool = True) -> None:
    """Enter an answer where it is asked for, in the slot of this name."""
    box = page.locator(f'[id="a-{place}-{ask.name}"]')
    if isinstance(ask.shape, ChoiceShape):
        _choose(box, ask.name, ask.shape.pick, answer, scripts=scripts)
    elif isinstance(ask.shape, TableShape):
        for column, cells in answer.items():
            for row, cell in enumerate(cells):
                if cell:
                    field(box, ask.name, column, row).fill(cell)
    elif ask.kind == "plot":
        draw(box, ask.name, answer)
    else:
        field(box, ask.name).fill(str(answer))


def field(box: Locator, *parts: str | int) -> Locator:
    """Return the input of an ask, or of one part of it."""
    return box.locator(f'[name="{".".join(["answer", *map(str, parts)])}"]')


def draw(box: Locator, ask: str, answer: dict[str, Any]) -> None:
    """Type the coordinates of a plot, with more rows where they are needed, and name its axes."""
    for side, axis in answer.get("axes", {}).items():
        for part, words in axis.items():
            field(box, ask, "axes", side, part).fill(str(words))
    for part in ("dots", "line", "curve"):
        for row, point in enumerate(answer.get(part, [])):
            if not field(box, ask, part, row, "x").count():
                box.locator(f'[data-more="{part}"]').click()
            for side, value in zip("xy", point, strict=True):
                field(box, ask, part, row, side).fill(str(value).replace(".", ","))


def _choose(box: Locator, ask: str, pick: str, answer: Answer, *, scripts: bool) -> None:
    if pick in ("one", "several"):
        for option in [answer] if isinstance(answer, str) else answer:
            box.locator(f'input[value="{option}"]').check()
    elif pick == "matching":
        for item, option in answer.items():
            field(box, ask, item).select_option(option)
    elif scripts:
        _arrange(box, answer)
    else:
        for place, option in enumerate(answer, start=1):
            field(box, ask, option).select_option(str(place))


def _arrange(box: Locator, order: list[str]) -> None:
    """Move lines up by their buttons until they stand in this order."""
    for place, option in enumerate(order):
        line = box.locator(f'[data-option="{option}"]')
        for _ in range(len(order)):
            standing = box.locator("[data-option]").evaluate_all(
                "lines => lines.map(line => line.dataset.option)"
            )
            if standing.index(option) == place:
                break
            line.locator("[data-up]").click()
    keep = box.locator("[data-keep]")
    if keep.is_visible():
        keep.click()

"""Write a scenario as Markdown, so that reading it gives the same scenario."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from library_core.formats.scenarios.scenario import Attachment, Scenario, Step

_OWN: Final = re.compile(r":::|(?:teacher|students|board|attach):")


def write_scenario(scenario: Scenario) -> str:
    """Return the document; the texts of its parts may hold no line that opens or closes a block."""
    lines = ["---", *_head(scenario), "---", "", *_text(scenario.about)]
    for step in scenario.steps:
        lines += ["", *_step(step)]
    return "\n".join(lines) + "\n"


def _head(scenario: Scenario) -> Iterator[str]:
    yield "kind: scenario"
    for name in ("id", "title", "language", "subject", "section"):
        yield f"{name}: {_quoted(getattr(scenario, name))}"
    yield f"grades: [{', '.join(map(str, scenario.grades))}]"
    yield f"minutes: {scenario.minutes}"
    for name in ("goals", "skills", "equipment", "authors"):
        values = getattr(scenario, name)
        if values:
            yield f"{name}:"
            yield from (f"  - {_quoted(value)}" for value in values)
    for name in ("licence", "copied_from"):
        if getattr(scenario, name):
            yield f"{name}: {_quoted(getattr(scenario, name))}"


def _step(step: Step) -> Iterator[str]:
    title = " ".join(step.title.split()).replace('"', "”")
    yield f'::: step {{title="{title}" minutes={step.minutes} work={step.work}}}'
    yield from _text(step.about)
    for name in ("teacher", "students", "board"):
        text = getattr(step, name)
        if text:
            yield f"{name}:"
            yield from _text(text)
    yield from _attached(step.attachments)
    yield ":::"


def _attached(attachments: Iterable[Attachment]) -> Iterator[str]:
    for each in attachments:
        place = f"#{each.place}" if each.place else ""
        yield f"attach: {each.name}{place} {each.words}".rstrip()


def _text(text: str) -> list[str]:
    """Return the lines; one that would read as the document's own is set in by a space."""
    return [f" {line}" if _OWN.match(line) else line for line in text.strip().split("\n")] if text else []


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

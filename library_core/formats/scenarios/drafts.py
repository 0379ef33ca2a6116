"""Scenarios as they are being written: fields of a form, kept as they were typed, complete or not."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from library_core.formats.scenarios.bounds import MOST_STEPS
from library_core.formats.scenarios.scenario import WORKS, Attachment, Scenario, Step
from library_core.formats.scenarios.writing import write_scenario

HEAD: Final = (
    *("id", "title", "language", "subject", "section", "grades", "minutes", "goals", "skills", "equipment"),
    *("authors", "licence", "copied_from", "about"),
)
STEP: Final = ("title", "minutes", "work", "about", "teacher", "students", "board", "attach")
_ATTACHED: Final = re.compile(r"(?P<name>[^\s#]+)(?:#(?P<place>\S+))?(?:\s+(?P<words>.+))?")
_EMPTY: Final = {"title": "", "minutes": "10", "work": "frontal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What stands in the form: fields of the head, and of each step; lists are written one a line."""

    head: Mapping[str, str]
    steps: tuple[Mapping[str, str], ...]

    def with_step(self, place: int) -> "Draft":
        """Return the draft with an empty step before this place (from 0)."""
        step = {**dict.fromkeys(STEP, ""), **_EMPTY}
        return (
            self
            if len(self.steps) >= MOST_STEPS
            else self._with((*self.steps[:place], step, *self.steps[place:]))
        )

    def without_step(self, place: int) -> "Draft":
        """Return the draft without the step at this place."""
        return self._with((*self.steps[:place], *self.steps[place + 1 :]))

    def moved(self, place: int, by: int) -> "Draft":
        """Return the draft with the step moved up (-1) or down (1), as far as there is room."""
        other = place + by
        if not (0 <= place < len(self.steps) and 0 <= other < len(self.steps)):
            return self
        steps = list(self.steps)
        steps[place], steps[other] = steps[other], steps[place]
        return self._with(tuple(steps))

    def attached(self, place: int, name: str) -> "Draft":
        """Return the draft with a work added to a step."""
        if not 0 <= place < len(self.steps):
            return self
        step = dict(self.steps[place])
        step["attach"] = f"{step.get('attach', '').rstrip()}\n{name}".strip()
        return self._with((*self.steps[:place], step, *self.steps[place + 1 :]))

    def _with(self, steps: tuple[Mapping[str, str], ...]) -> "Draft":
        return replace(self, steps=steps)


def draft_to_text(draft: Draft) -> str:
    """Return the draft as it is kept."""
    return json.dumps(
        {"head": dict(draft.head), "steps": [dict(step) for step in draft.steps]}, ensure_ascii=False
    )


def draft_from_text(text: str) -> Draft:
    """Read what `draft_to_text` wrote."""
    plain: dict[str, Any] = json.loads(text)
    return Draft(head=plain["head"], steps=tuple(plain["steps"]))


def draft_of_form(fields: Mapping[str, str]) -> Draft:
    """Return what a form sent: `title`, `grades` and so on, `step-0-title`, `step-0-minutes` and so on."""
    count = next((place for place in range(MOST_STEPS) if f"step-{place}-title" not in fields), MOST_STEPS)
    return Draft(
        head={name: _lines(fields.get(name, "")) for name in HEAD},
        steps=tuple(
            {name: _lines(fields.get(f"step-{place}-{name}", "")) for name in STEP} for place in range(count)
        ),
    )


def draft_of_scenario(scenario: Scenario) -> Draft:
    """Return a scenario as a draft."""
    head = {
        "grades": ", ".join(map(str, scenario.grades)),
        "minutes": str(scenario.minutes),
        **{name: "\n".join(getattr(scenario, name)) for name in ("goals", "skills", "equipment", "authors")},
        **{
            name: getattr(scenario, name)
            for name in ("id", "title", "language", "subject", "section", "licence", "copied_from", "about")
        },
    }
    return Draft(head=head, steps=tuple(_step_fields(step) for step in scenario.steps))


def document_of(draft: Draft) -> str:
    """Return the draft as a document; whether it is a scenario is for `read_scenario` to say."""
    head = draft.head
    scenario = Scenario(
        id=head["id"],
        title=" ".join(head["title"].split()),
        language="ru" if head["language"] == "ru" else "en",
        subject=head["subject"],
        section=head["section"],
        grades=tuple(int(word) for word in re.findall(r"\d{1,3}", head["grades"])),
        minutes=_minutes(head["minutes"]),
        about=head["about"],
        licence=head["licence"],
        copied_from=head["copied_from"],
        goals=_items(head["goals"]),
        skills=_items(head["skills"]),
        equipment=_items(head["equipment"]),
        authors=_items(head["authors"]),
        steps=tuple(_step(fields) for fields in draft.steps),
    )
    return write_scenario(scenario)


def _step(fields: Mapping[str, str]) -> Step:
    return Step(
        title=fields["title"],
        minutes=_minutes(fields["minutes"]),
        work=next((work for work in WORKS if work == fields["work"]), "frontal"),
        about=fields["about"],
        teacher=fields["teacher"],
        students=fields["students"],
        board=fields["board"],
        attachments=tuple(
            Attachment(name=found["name"], place=found["place"] or "", words=found["words"] or "")
            for line in fields["attach"].split("\n")
            if (found := _ATTACHED.fullmatch(line.strip()))
        ),
    )


def _step_fields(step: Step) -> dict[str, str]:
    attached = (
        f"{each.name}{'#' + each.place if each.place else ''} {each.words}".rstrip()
        for each in step.attachments
    )
    return {
        "title": step.title,
        "minutes": str(step.minutes),
        "work": step.work,
        "about": step.about,
        "teacher": step.teacher,
        "students": step.students,
        "board": step.board,
        "attach": "\n".join(attached),
    }


def _minutes(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


def _items(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()

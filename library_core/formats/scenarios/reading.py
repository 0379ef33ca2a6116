"""Read a scenario from Markdown. Every mistake is located, and reading goes on to find the next."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from library_core.formats.heads import NAME, Headed, read_grades, read_list, read_name, read_title, split_head
from library_core.formats.scenarios import messages
from library_core.formats.scenarios.bounds import LONGEST_SCENARIO, MOST_MINUTES, MOST_STEPS
from library_core.formats.scenarios.scenario import WORKS, Attachment, Scenario, Step, Work
from variants.problems import DocumentRefused, Problem
from variants.prose.formulas import UnreadableFormula
from variants.prose.markdown import render_markdown
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_integer, read_text, read_word
from variants.texts import LANGUAGES, Language, Text

SUBJECTS: Final = ("physics", "chemistry")
FIELDS: Final = (
    *("kind", "id", "title", "language", "subject", "section", "grades", "minutes", "goals", "skills"),
    *("equipment", "authors", "licence", "copied_from"),
)
PARTS: Final = ("teacher", "students", "board")
_OPENING: Final = re.compile(r":::+[ \t]*step[ \t]*\{(?P<settings>.*)\}[ \t]*")
_CLOSING: Final = re.compile(r":::+[ \t]*")
_SETTING: Final = re.compile(r'\s*(?P<name>[a-z]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+))\s*')
_PART: Final = re.compile(r"(?P<part>teacher|students|board):[ \t]*(?P<rest>.*)")
_ATTACH: Final = re.compile(r"attach:[ \t]*(?P<rest>.*)")
_ATTACHED: Final = re.compile(
    rf"(?P<name>(?:{NAME.pattern}/)?{NAME.pattern})(?:#(?P<place>\S+))?(?:[ \t]+(?P<words>.+))?"
)


def read_scenario(source: str, document: str) -> Scenario:
    """Read a scenario. Raises DocumentRefused with all problems."""
    if len(source) > LONGEST_SCENARIO:
        raise DocumentRefused([Problem(document=document, message=messages.TOO_LONG)])
    headed = split_head(source, document)
    problems = Problems(document)
    fields = headed.fields(problems, FIELDS)
    body = _Body(document)
    for number, line in enumerate(headed.lines, headed.first):
        body.take(number, line)
    about, steps = body.finish(headed)
    scenario = _scenario(fields, about, steps)
    found = [*problems.found, *body.problems]
    if found:
        raise DocumentRefused(sorted(found, key=lambda problem: problem.line))
    return scenario


def _scenario(fields: Fields, about: str, steps: tuple[Step, ...]) -> Scenario:
    fields.get("kind", read_word("scenario"), "scenario")
    return Scenario(
        id=fields.need("id", read_name, ""),
        title=fields.need("title", read_title, ""),
        language=cast(Language, fields.need("language", read_word(*LANGUAGES), "en")),
        subject=fields.need("subject", read_word(*SUBJECTS), ""),
        section=fields.need("section", read_name, ""),
        grades=fields.need("grades", read_grades, ()),
        minutes=fields.need("minutes", read_integer(1, MOST_MINUTES), 45),
        goals=fields.need("goals", read_list, ()),
        skills=fields.get("skills", read_list, ()),
        equipment=fields.get("equipment", read_list, ()),
        authors=fields.get("authors", read_list, ()),
        licence=fields.get("licence", read_text, ""),
        copied_from=fields.get("copied_from", read_text, ""),
        about=about,
        steps=steps,
    )


@dataclass(slots=True)
class _Open:
    """A step that is being read: its texts by part, each with the line it begins at."""

    line: int
    settings: Mapping[str, str]
    part: str = "about"
    lines: dict[str, list[str]] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)
    attachments: list[Attachment] = field(default_factory=list)

    def add(self, number: int, line: str) -> None:
        self.begins.setdefault(self.part, number)
        self.lines.setdefault(self.part, []).append(line)

    def text(self, part: str) -> str:
        return "\n".join(self.lines.get(part, [])).strip()


class _Body:
    """Reads the body line by line: prose, then steps."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._about: list[str] = []
        self._steps: list[Step] = []
        self._open: _Open | None = None
        self.problems: list[Problem] = []

    def take(self, number: int, line: str) -> None:
        """Take the next line."""
        if self._open is None:
            self._take_outside(number, line)
        elif _CLOSING.fullmatch(line):
            self._close(self._open)
        elif line.startswith(":::"):
            self._say(self._open.line, messages.NOT_CLOSED)
            self._close(self._open)
            self._take_outside(number, line)
        else:
            self._take_inside(self._open, number, line)

    def finish(self, headed: Headed) -> tuple[str, tuple[Step, ...]]:
        """Return the prose before the steps, and the steps."""
        if self._open is not None:
            self._say(self._open.line, messages.NOT_CLOSED)
            self._close(self._open)
        if not 1 <= len(self._steps) <= MOST_STEPS:
            self._say(
                headed.first,
                messages.STEPS,
            )
        about = "\n".join(self._about).strip()
        self._check_markdown(about, headed.first)
        return about, tuple(self._steps)

    def _take_outside(self, number: int, line: str) -> None:
        if not line.startswith(":::"):
            if self._steps and line.strip():
                self._say(
                    number,
                    messages.BETWEEN,
                )
            elif not self._steps:
                self._about.append(line)
            return
        found = _OPENING.fullmatch(line)
        if found is None:
            self._say(
                number,
                messages.OPENING,
            )
        self._open = _Open(number, dict(_settings(found["settings"])) if found else {})

    def _take_inside(self, step: _Open, number: int, line: str) -> None:
        if part := _PART.fullmatch(line):
            step.part = part["part"]
            if part["rest"].strip():
                step.add(number, part["rest"])
        elif attached := _ATTACH.fullmatch(line):
            self._attach(step, number, attached["rest"].strip())
        else:
            step.add(number, line)

    def _attach(self, step: _Open, number: int, rest: str) -> None:
        found = _ATTACHED.fullmatch(rest)
        if found is None:
            self._say(
                number,
                messages.ATTACHING,
            )
            return
        step.attachments.append(
            Attachment(
                name=found["name"],
                place=found["place"] or "",
                words=(found["words"] or "").strip(),
                line=number,
            )
        )

    def _close(self, step: _Open) -> None:
        for part, begins in step.begins.items():
            self._check_markdown("\n".join(step.lines[part]), begins)
        self._steps.append(
            Step(
                title=step.settings.get("title", ""),
                minutes=self._minutes(step),
                work=self._work(step),
                attachments=tuple(step.attachments),
                about=step.text("about"),
                teacher=step.text("teacher"),
                students=step.text("students"),
                board=step.text("board"),
            )
        )
        if not step.settings.get("title"):
            self._say(step.line, messages.UNTITLED)
        for name in step.settings.keys() - {"title", "minutes", "work"}:
            self._say(step.line, Text(en=f"a step has no `{name}`", ru=f"у этапа нет `{name}`"))
        self._open = None

    def _minutes(self, step: _Open) -> int:
        text = step.settings.get("minutes", "")
        if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MOST_MINUTES:
            return int(text)
        self._say(
            step.line,
            messages.MINUTES,
        )
        return 1

    def _work(self, step: _Open) -> Work:
        text = step.settings.get("work", "frontal")
        if text not in WORKS:
            self._say(
                step.line,
                messages.WORK,
            )
            return "frontal"
        return text

    def _check_markdown(self, source: str, line: int) -> None:
        try:
            render_markdown(source)
        except UnreadableFormula as error:
            self._say(line, error.message)

    def _say(self, line: int, message: Text) -> None:
        self.problems.append(Problem(document=self._document, message=message, line=line, column=1))


def _settings(source: str) -> Iterator[tuple[str, str]]:
    for found in _SETTING.finditer(source):
        yield found["name"], found["quoted"] if found["quoted"] is not None else found["bare"]

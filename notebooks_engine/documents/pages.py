"""One language of a notebook: its prose as safe HTML, between slots that stand at known lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from notebooks_engine.documents.blocks import Block, ProseLines, cut_body
from notebooks_engine.documents.heads import NAME, NotebookHead
from notebooks_engine.documents.slots import Slot
from variants.problems import DocumentRefused, Problem
from variants.prose.formulas import UnreadableFormula
from variants.prose.markdown import render_markdown
from variants.texts import Text

MOST_SLOTS: Final = 100
LONGEST_SLOT_NAME: Final = 64
MOST_TASKS: Final = 20
HIGHEST_POINTS: Final = 1000
_TASK: Final = re.compile(rf"(?:{NAME.pattern}/)?{NAME.pattern}")
_SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "slot": ("id", "points"),
    "lab": ("id", "points", "lab"),
}
_POINTS: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,3}|/[1-9]\d{0,2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSlot:
    """A slot and the line it opens at."""

    slot: Slot
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookPage:
    """One language: `prose[n]` is the HTML before slot n (often empty); the last one follows all slots."""

    document: str
    prose: tuple[str, ...]
    slots: tuple[PlacedSlot, ...]


def read_page(text: str, document: str, head: NotebookHead) -> NotebookPage:
    """Read the body of one file. Raises DocumentRefused with all its problems."""
    cut = cut_body(text, document, head.first_body_line)
    problems = list(cut.problems)
    prose: list[str] = [""]
    slots: list[PlacedSlot] = []
    for piece in cut.pieces:
        try:
            if isinstance(piece, ProseLines):
                prose[-1] = _render(piece, document)
            else:
                slots.append(PlacedSlot(slot=_read_slot(piece, document), line=piece.line))
                prose.append("")
        except DocumentRefused as refused:
            problems.extend(refused.problems)
    problems.extend(_count_slots(slots, document, complete=not problems))
    if problems:
        raise DocumentRefused(sorted(problems, key=lambda problem: problem.line))
    return NotebookPage(document=document, prose=tuple(prose), slots=tuple(slots))


def _render(prose: ProseLines, document: str) -> str:
    try:
        return render_markdown(prose.source)
    except UnreadableFormula as error:
        line = prose.line + _find_line(prose.source)
        raise DocumentRefused(
            [Problem(document=document, message=error.message, line=line, column=1)]
        ) from error


def _find_line(source: str) -> int:
    """Return the line (from 0) at which the first formula that can't be read ends."""
    lines = source.split("\n")
    low, high = 0, len(lines) - 1
    while low < high:
        middle = (low + high) // 2
        try:
            render_markdown("\n".join(lines[: middle + 1]))
        except UnreadableFormula:
            high = middle
        else:
            low = middle + 1
    return low


def _read_slot(block: Block, document: str) -> Slot:
    if block.word not in ("slot", "lab"):
        raise _refused(
            document,
            block.line,
            Text(
                en=f"a block is `slot` or `lab`, not `{block.word}`",
                ru=f"блок называется `slot` или `lab`, а не `{block.word}`",
            ),
        )
    is_lab = block.word == "lab"
    checks = (*_check_settings(block), *(_check_lab(block) if is_lab else _check_tasks(block)))
    problems = [Problem(document=document, message=message, line=line, column=1) for line, message in checks]
    if problems:
        raise DocumentRefused(problems)
    return Slot(
        name=block.settings["id"],
        points=Fraction(block.settings.get("points", "1").replace(",", ".")),
        tasks=(block.settings["lab"],) if is_lab else tuple(word for _, word in block.lines),
        lab=is_lab,
    )


def _check_settings(block: Block) -> Iterator[tuple[int, Text]]:
    allowed = _SETTINGS[block.word]
    for name in block.settings:
        if name not in allowed:
            listed = ", ".join(f"`{one}`" for one in allowed)
            yield (
                block.line,
                Text(
                    en=f"`{block.word}` has {listed}, no `{name}`",
                    ru=f"у `{block.word}` есть {listed}, но нет `{name}`",
                ),
            )
    name = block.settings.get("id", "")
    if not NAME.fullmatch(name) or len(name) > LONGEST_SLOT_NAME:
        yield (
            block.line,
            Text(
                en=f"a slot needs an id of at most {LONGEST_SLOT_NAME} characters: `{{id=1}}`",
                ru=f"слоту нужен id, не длиннее {LONGEST_SLOT_NAME} знаков: `{{id=1}}`",
            ),
        )
    points = block.settings.get("points", "1")
    if not _POINTS.fullmatch(points) or not 0 < Fraction(points.replace(",", ".")) <= HIGHEST_POINTS:
        yield (
            block.line,
            Text(
                en=f"points are a number above 0, up to {HIGHEST_POINTS}: `points=2`",
                ru=f"баллы — число больше 0 и не больше {HIGHEST_POINTS}: `points=2`",
            ),
        )


def _check_lab(block: Block) -> Iterator[tuple[int, Text]]:
    name = block.settings.get("lab", "")
    if not _TASK.fullmatch(name):
        yield (
            block.line,
            Text(
                en="name the lab that stands here: `{id=2 lab=friction-on-an-incline}`",
                ru="укажите лабораторную работу: `{id=2 lab=friction-on-an-incline}`",
            ),
        )
    for line, _ in block.lines[:1]:
        yield (
            line,
            Text(
                en="nothing stands inside a `lab` block: close it with `:::` on the next line",
                ru="внутри блока `lab` ничего не пишут: закройте его строкой `:::` сразу",
            ),
        )


def _check_tasks(block: Block) -> Iterator[tuple[int, Text]]:
    if not 1 <= len(block.lines) <= MOST_TASKS:
        yield (
            block.line,
            Text(
                en=f"a slot names from 1 to {MOST_TASKS} tasks, one a line",
                ru=f"в слоте от 1 до {MOST_TASKS} задач, по одной на строке",
            ),
        )
    seen: dict[str, int] = {}
    for line, word in block.lines:
        if not _TASK.fullmatch(word):
            yield (
                line,
                Text(
                    en=f"`{word}` is not a task's name: `incline-friction` or `library/incline-friction`",
                    ru=f"`{word}` — не имя задачи: `incline-friction` или `library/incline-friction`",
                ),
            )
        elif word in seen:
            yield (
                line,
                Text(
                    en=f"task {word} stands in this slot already, on line {seen[word]}",
                    ru=f"задача {word} уже есть в этом слоте, на строке {seen[word]}",
                ),
            )
        seen.setdefault(word, line)


def _count_slots(slots: list[PlacedSlot], document: str, *, complete: bool) -> Iterator[Problem]:
    if complete and not 1 <= len(slots) <= MOST_SLOTS:
        message = Text(
            en=f"a notebook has from 1 to {MOST_SLOTS} slots", ru=f"в тетради от 1 до {MOST_SLOTS} слотов"
        )
        yield Problem(document=document, message=message)
    seen: dict[str, int] = {}
    for placed in slots:
        if placed.slot.name in seen:
            message = Text(
                en=f"slot {placed.slot.name} stands on line {seen[placed.slot.name]} already",
                ru=f"слот {placed.slot.name} уже есть на строке {seen[placed.slot.name]}",
            )
            yield Problem(document=document, message=message, line=placed.line, column=1)
        seen.setdefault(placed.slot.name, placed.line)


def _refused(document: str, line: int, message: Text) -> DocumentRefused:
    return DocumentRefused([Problem(document=document, message=message, line=line, column=1)])

"""The numbers of a class's work: what was asked of each student, and what they typed for it."""

from collections.abc import Iterator, Sequence
from typing import Final

from notebooks_engine.appeals import DealtWork
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.insight.copying import Place, Typed, Wanted, Worker
from notebooks_engine.submissions import Submission
from variants.checkers.verdicts import Verdict
from variants.keys import Answer, Key, KnownMistake, QuantityKey, TableKey
from variants.variant import Ask

_UNEXPLAINED: Final = ("value", "dimension", "off_by_percent")
"""Reasons that name no slip."""


def read_worker(work: DealtWork) -> Worker:
    """Return the numbers of one student's work."""
    wanted: dict[Place, Wanted] = {}
    typed: dict[Place, list[Typed]] = {}
    for slot in work.slots:
        submissions = work.submissions_of(slot.name)
        for place, ask, key in number_places(slot):
            wanted[place] = _wanted(key, ask.mistakes, _cell(place))
            found = [one for handed in submissions for one in _typed(place, ask.name, handed)]
            if found:
                typed[place] = found
    return Worker(attempt=work.attempt, student=work.student, wanted=wanted, typed=typed)


def number_places(slot: FrozenSlot) -> Iterator[tuple[Place, Ask, QuantityKey]]:
    """Yield where numbers are asked for in a slot; a cell is called `ask.column:row`."""
    for ask in slot.variant.asks:
        for cell, key in _number_keys(ask.key):
            name = f"{ask.name}.{cell}" if cell else ask.name
            yield Place(slot=slot.name, task=slot.task, part=name), ask, key


def _number_keys(key: Key) -> Iterator[tuple[str, QuantityKey]]:
    if isinstance(key, QuantityKey):
        yield "", key
    if isinstance(key, TableKey):
        for column in key.columns:
            for row, cell in enumerate(column.cells):
                if isinstance(cell, QuantityKey):
                    yield f"{column.name}:{row}", cell


def _cell(place: Place) -> str:
    return place.part.partition(".")[2]


def _wanted(key: QuantityKey, mistakes: Sequence[KnownMistake], cell: str) -> Wanted:
    tolerance = key.tolerance
    if tolerance.interval is not None:
        low, high = tolerance.interval
        allowed = (high - low) / 2
    elif tolerance.absolute is not None:
        allowed = tolerance.absolute
    else:
        allowed = float(tolerance.relative or 0) * abs(key.value)
    values = tuple(
        one.key.value for one in mistakes if one.target == cell and isinstance(one.key, QuantityKey)
    )
    return Wanted(key=key.value, tolerance=allowed, unit=key.unit, mistakes=values)


def _typed(place: Place, ask: str, handed: Submission) -> Iterator[Typed]:
    """Yield the number that a submission has at a place, as its verdict kept it."""
    cell = _cell(place)
    verdict = _verdict_of(handed.verdicts.get(ask), cell)
    if verdict is None or not {"typed", "figures"} <= verdict.facts.keys():
        return
    value = verdict.facts.get("value")
    yield Typed(
        text=_text(handed.answers.get(ask), cell),
        value=None if value is None else float(value),
        bare=float(verdict.facts["typed"]),
        figures=_sure_figures(float(verdict.facts["typed"]), int(verdict.facts["figures"])),
        at=handed.submitted_at,
        right=verdict.outcome == "right",
        explained=verdict.reason not in _UNEXPLAINED,
    )


def _sure_figures(number: float, figures: int) -> int:
    """Return how many figures say something: the last zeros of a whole number may only hold its places."""
    if not number.is_integer():
        return figures
    return min(figures, max(1, len(str(abs(int(number))).rstrip("0"))))


def _verdict_of(verdict: Verdict | None, cell: str) -> Verdict | None:
    if verdict is None or not cell:
        return verdict
    return next((part.verdict for part in verdict.parts if part.name == cell), None)


def _text(answer: Answer, cell: str) -> str:
    if not cell:
        return answer if isinstance(answer, str) else ""
    column, _, row = cell.rpartition(":")
    cells = answer.get(column, []) if isinstance(answer, dict) else []
    return cells[int(row)] if int(row) < len(cells) else ""

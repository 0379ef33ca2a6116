"""Check a table cell by cell; a column's points are spread evenly over its asked cells.

An empty cell counts as not answered; an unreadable one stops the check and costs nothing.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from variants.checkers.named_mistakes import called_by_name
from variants.checkers.verbs import verbs_of
from variants.checkers.verdicts import PartVerdict, Reading, UnreadableAnswer, Verdict, wrong
from variants.keys import Answer, ColumnKey, Key, KnownMistake, TableKey
from variants.texts import Language, Text

_MESSAGES: Final = {
    "right": Text(en="All cells are right.", ru="Все ячейки верны."),
    "wrong": Text(en="No cell is right.", ru="Верных ячеек нет."),
    "undecided": Text(en="The teacher will look at some cells.", ru="Часть ячеек проверит учитель."),
}


def read_answer(key: TableKey, answer: Answer, language: Language) -> Reading:
    """Say how every filled cell was understood. Raises UnreadableAnswer with the cell as `part`."""
    readings: list[tuple[str, Reading]] = []
    for column, row, cell_key in _asked(key):
        typed = typed_cell(answer, column.name, row)
        if typed:
            reading = _read_cell(column, row, cell_key, typed, language)
            readings.append((f"{column.name} {row + 1}", reading))
    if not readings:
        raise UnreadableAnswer(Text(en="The table is empty.", ru="Таблица не заполнена."))
    notes = dict.fromkeys(note for _, reading in readings for note in reading.notes)
    return Reading(
        text=lambda: "; ".join(f"{cell}: {reading.text}" for cell, reading in readings), notes=tuple(notes)
    )


def check(
    key: TableKey, answer: Answer, language: Language, mistakes: Sequence[KnownMistake] = ()
) -> Verdict:
    """Check every asked cell; the parts are named "column:row", rows from 0. Raises UnreadableAnswer."""
    reading = read_answer(key, answer, language)
    parts = []
    for column, row, cell_key in _asked(key):
        name = f"{column.name}:{row}"
        typed = typed_cell(answer, column.name, row)
        verdict = _check_cell(column, cell_key, typed, language)
        if typed:
            named = [mistake for mistake in mistakes if mistake.target == name]
            judge = partial(_check_cell, column, typed=typed, language=language)
            verdict = called_by_name(verdict, named, judge)
        parts.append(PartVerdict(name=name, verdict=verdict))
    return with_parts(key, tuple(parts), reading)


def type_key(key: TableKey, language: Language) -> Answer:
    """Return the right table, with empty strings at cells that are not asked."""
    return {
        column.name: [
            "" if cell is None else verbs_of(column.kind).type_key(cell, language) for cell in column.cells
        ]
        for column in key.columns
    }


def cell_key(key: TableKey, column: str, row: int) -> Key | None:
    """Return the key of a cell, None where nothing is asked."""
    cells = next((one.cells for one in key.columns if one.name == column), ())
    return cells[row] if row < len(cells) else None


def _asked(key: TableKey) -> Iterator[tuple[ColumnKey, int, Key]]:
    for column in key.columns:
        for row, cell in enumerate(column.cells):
            if cell is not None:
                yield column, row, cell


def typed_cell(answer: Answer, column: str, row: int) -> str:
    """Return what was typed into a cell, empty if nothing was. Raises UnreadableAnswer."""
    if not isinstance(answer, dict):
        raise UnreadableAnswer(Text(en="This is not a table.", ru="Это не таблица."))
    cells = answer.get(column, [])
    if not isinstance(cells, list):
        raise UnreadableAnswer(Text(en="This is not a column.", ru="Это не столбец."), part=column)
    typed = cells[row] if row < len(cells) else ""
    if typed is not None and not isinstance(typed, str):
        raise UnreadableAnswer(
            Text(en="A cell holds text.", ru="В ячейке должен быть текст."), part=f"{column}:{row}"
        )
    return (typed or "").strip()


def _read_cell(column: ColumnKey, row: int, key: Key, typed: str, language: Language) -> Reading:
    try:
        return verbs_of(column.kind).read_answer(key, typed, language)
    except UnreadableAnswer as error:
        part = f"{column.name}:{row}"
        raise UnreadableAnswer(error.message, position=error.position, part=part) from error


def _check_cell(column: ColumnKey, key: Key, typed: str, language: Language) -> Verdict:
    if not typed:
        return wrong("empty", Text(en="Not filled in.", ru="Не заполнено."), Reading(text=""))
    return verbs_of(column.kind).check(key, typed, language)


def with_parts(key: TableKey, parts: tuple[PartVerdict, ...], reading: Reading) -> Verdict:
    """Return the verdict on a table whose cells have these verdicts."""
    verdicts = {part.name: part.verdict for part in parts}
    total = sum((column.points for column in key.columns), Fraction(0))
    earned = sum((column.points * _column_share(column, verdicts) for column in key.columns), Fraction(0))
    score = earned / total if total else Fraction(0)
    outcomes = {verdict.outcome for verdict in verdicts.values()}
    if "undecided" in outcomes:
        outcome, reason = "undecided", "some_cells_undecided"
    elif outcomes == {"right"}:
        outcome, reason, score = "right", "equal", Fraction(1)
    elif score == 0:
        outcome, reason = "wrong", "wrong_cells"
    else:
        outcome, reason = "partly", "some_cells"
    hits = sum(verdict.outcome == "right" for verdict in verdicts.values())
    counted = Text(en=f"Right cells: {hits} of {len(parts)}.", ru=f"Верных ячеек: {hits} из {len(parts)}.")
    return Verdict(
        outcome=outcome,  # type: ignore[arg-type]
        score=score,
        reason=reason,
        message=_MESSAGES.get(outcome, counted),
        read_as=reading,
        parts=parts,
    )


def _column_share(column: ColumnKey, verdicts: dict[str, Verdict]) -> Fraction:
    asked = [row for row, cell in enumerate(column.cells) if cell is not None]
    if not asked:
        return Fraction(0)
    return sum((verdicts[f"{column.name}:{row}"].score for row in asked), Fraction(0)) / len(asked)

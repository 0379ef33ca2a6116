"""Judge a table: provenance of its readings, design of the measuring, and what was calculated from them.

Shares count whole cells: of the rows that were begun, but of the least number of rows at least.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from labs.documents.asking import DerivedColumn, RubricPart
from labs.judging.cases import Case, TableCase
from labs.judging.designs import judge_design
from labs.judging.processing import judge_processing
from labs.judging.traces import reading_columns
from labs.judging.verdicts import NO_TABLE, good, graded, lost, weighted
from variants.checkers.verdicts import PartVerdict, Verdict
from variants.texts import Text

_ALL_LOGGED: Final = Text(en="Every reading stands in your log.", ru="Все показания есть в вашем журнале.")
_NONE_LOGGED: Final = Text(
    en="None of these readings stands in your log, so the table earns nothing for measuring.",
    ru="Ни одного из этих показаний в вашем журнале нет: за измерения таблица баллов не получает.",
)
_PARTS: Final[tuple[RubricPart, ...]] = ("provenance", "design", "processing")


def judge_table(case: Case, name: str) -> Verdict:
    """Judge one table; its parts are named provenance, design and processing, and hold what was lost."""
    table = case.tables[name]
    judged = dict(_parts(case, table))
    parts = [PartVerdict(name=part, verdict=verdict) for part, verdict in judged.items()]
    weights = {part: case.lab.rubric.get(part, 0) for part in judged}
    if not any(weights.values()):
        weights = dict.fromkeys(judged, 1)
    score = weighted((judged[part], weights[part]) for part in judged)
    if not table.filled.rows:
        return graded(Fraction(0), "empty", NO_TABLE, parts)
    if score == 1:
        return graded(score, "equal", Text(en="The table is right.", ru="Таблица верна."), parts)
    return graded(score, "some_parts", _said(judged, weights), parts)


def _parts(case: Case, table: TableCase) -> Iterator[tuple[RubricPart, Verdict]]:
    if reading_columns(table.filled):
        yield "provenance", judge_provenance(table)
    yield "design", judge_design(case, table)
    if any(isinstance(column, DerivedColumn) for column in table.table.columns.values()):
        yield "processing", judge_processing(case, table)


def judge_provenance(table: TableCase) -> Verdict:
    """Judge whether each reading cell is a logged reading; the parts are the cells that are not."""
    if not table.filled.rows:
        return lost("empty", NO_TABLE)
    columns = reading_columns(table.filled)
    expected = len(columns) * max(len(table.filled.rows), table.table.least)
    sound = sum(trace.is_sound for row in table.traces for trace in row.values())
    parts = [
        PartVerdict(name=f"{column.name}:{place}", verdict=lost(row[column.name].reason, problem))
        for place, row in zip(table.filled.places, table.traces, strict=True)
        for column in columns
        if (problem := row[column.name].problem) is not None
    ]
    if not sound:
        return graded(Fraction(0), "not_logged", _NONE_LOGGED, parts)
    if sound == expected:
        return good(_ALL_LOGGED)
    message = Text(
        en=f"{sound} of the {expected} needed stand in your log.",
        ru=f"В вашем журнале есть {sound} из {expected} нужных.",
    )
    return graded(Fraction(sound, expected), "some_logged", message, parts)


_NAMED: Final[Mapping[RubricPart, Text]] = {
    "provenance": Text(en="Readings", ru="Показания"),
    "design": Text(en="Measuring", ru="Измерения"),
    "processing": Text(en="Calculations", ru="Вычисления"),
}


def _said(judged: Mapping[RubricPart, Verdict], weights: Mapping[RubricPart, int]) -> Text:
    """Say in one message what was lost in which part."""
    missed = [part for part in _PARTS if part in judged and weights[part] and judged[part].score < 1]
    english = " ".join(f"{_NAMED[part].en}: {judged[part].message.en}" for part in missed)
    russian = " ".join(f"{_NAMED[part].ru}: {judged[part].message.ru}" for part in missed)
    return Text(en=english, ru=russian)

"""Judge how well was measured: enough different rows, spread wide enough, demands met, nothing broken.

Only rows that were measured on the student's own bench count.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

import numpy as np

from labs.documents.asking import Demand, SettingColumn, Spread
from labs.documents.lab import Lab
from labs.documents.settings import SettingValue
from labs.judging.cases import Case, TableCase
from labs.judging.cells import unit_of
from labs.judging.columns import holds_over_columns
from labs.judging.tallies import as_columns, counted, told
from labs.judging.traces import reading_columns
from labs.judging.verdicts import NO_TABLE, good, graded, lost, share, weighted
from labs.sessions import Entry
from variants.checkers.verdicts import PartVerdict, Verdict
from variants.formulas.trees import names
from variants.prose.plain import plain_text
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit, read_unit
from variants.texts import LANGUAGES, Language, Text

_WELL: Final = Text(en="You measured well.", ru="Измерения выполнены хорошо.")
_NOT_OWN: Final = Text(
    en="None of the rows was measured on your own bench.",
    ru="Ни одна строка не измерена на вашей установке.",
)


def judge_design(case: Case, table: TableCase) -> Verdict:
    """Judge the measuring; the parts are `rows`, `spread:column`, `demand:number` and `mishap:name`."""
    if not table.filled.rows:
        return lost("empty", NO_TABLE)
    if not table.measured.any():
        return lost("not_logged", _NOT_OWN)
    judged = [*_judged(case, table)]
    mishaps = [*_mishaps(case)]
    score = weighted((verdict, worth) for _, verdict, worth in judged)
    score -= sum((cost for _, _, cost in mishaps), Fraction(0))
    missed = [(name, verdict) for name, verdict, _ in judged if verdict.score < 1]
    missed += [(name, verdict) for name, verdict, _ in mishaps]
    if not missed:
        return good(_WELL)
    message = Text(
        en=" ".join(verdict.message.in_language("en") for _, verdict in missed),
        ru=" ".join(verdict.message.in_language("ru") for _, verdict in missed),
    )
    parts = [PartVerdict(name=name, verdict=verdict) for name, verdict in missed]
    return graded(score, "design", message, parts)


def _judged(case: Case, table: TableCase) -> Iterator[tuple[str, Verdict, Fraction]]:
    yield "rows", _rows(case, table), Fraction(1)
    for name, spread in table.table.spread.items():
        yield f"spread:{name}", _spread(case.lab, table, name, spread), Fraction(1)
    for number, demand in enumerate(table.table.demands, start=1):
        judged = _of_readings(case, table, demand) if demand.readings else _demand(case, table, demand)
        yield f"demand:{number}", judged, demand.worth


def _demand(case: Case, table: TableCase, demand: Demand) -> Verdict:
    """Judge a statement on columns and tallies; what the tallies came to is told with what is missed."""
    columns = {table.table.name: table.columns.only(table.measured)}
    tallies = counted(case, sorted(names(demand.holds.tree) & case.lab.tallies.keys()))
    known = replace(case.environment, columns={**case.environment.columns, **as_columns(tallies)})
    if holds_over_columns(demand.holds.tree, columns, known):
        return good()
    if not tallies:
        return lost("demand", demand.say)
    came = told(case, tallies)
    return lost(
        "demand",
        Text(
            en=f"{demand.say.in_language('en')} ({came.in_language('en')}.)",
            ru=f"{demand.say.in_language('ru')} ({came.in_language('ru')}.)",
        ),
    )


def _of_readings(case: Case, table: TableCase, demand: Demand) -> Verdict:
    """Judge what has to hold as each reading of a column was taken; without any reading it doesn't."""
    traces = [
        row[demand.readings]
        for row, is_own in zip(table.traces, table.measured, strict=True)
        if is_own and row[demand.readings].is_sound
    ]
    taken = [trace.entry for trace in traces if trace.entry is not None]
    holds = taken and all(case.moments.holds(entry, demand.holds.tree) for entry in taken)
    return good() if holds else lost("demand", demand.say)


def _rows(case: Case, table: TableCase) -> Verdict:
    count, least, wanted = _different_rows(case, table), table.table.least, table.table.good
    if count >= wanted:
        return good()
    message = Text(
        en=f"Different rows measured: {count}; full marks need {wanted}.",
        ru=f"Измерено различных строк: {count}; для полной оценки нужно {wanted}.",
    )
    if count < least:
        return lost("rows", message)
    # `least` rows are worth a half, and each one more its part of the other half.
    return graded(Fraction(1, 2) + Fraction(count - least, 2 * (wanted - least)), "rows", message)


def _different_rows(case: Case, table: TableCase) -> int:
    """Count measured rows by what was set, where that has to be spread; points of a line by their moments.

    Other rows differ by their readings. What was set is what the log says: a cell may be off by half a step.
    """
    columns = table.table.columns
    spread = [column for name in table.table.spread if isinstance(column := columns[name], SettingColumn)]
    on_line = any(plot.line and plot.table == table.table.name for plot in case.lab.plots.values())
    doings = [entry.number for entry in case.log if entry.kind == "action" and entry.wish.action]
    kinds: set[tuple[object, ...]] = set()
    for place, traces in enumerate(table.traces):
        if not table.measured[place]:
            continue
        taken = [trace.entry for trace in traces.values() if trace.entry is not None and trace.is_sound]
        if spread:
            kinds.add(tuple(_was_set(table, place, column) for column in spread))
        elif on_line:
            kinds.add(tuple(_moment(entry, doings) for entry in taken) or (place,))
        else:
            kinds.add(tuple(entry.number for entry in taken) or (place,))
    return len(kinds)


def _was_set(table: TableCase, place: int, setting: SettingColumn) -> SettingValue:
    """Return how a control stood as a row was measured; without a reading that tells, what was entered."""
    for column in reading_columns(table.filled):
        trace, where = table.traces[place][column.name], column.where
        is_free = where is not None and setting.control in names(where.tree)
        if trace.entry is not None and trace.is_sound and not is_free:
            return trace.entry.wish.settings[setting.control]
    return table.filled.rows[place][setting.name].si


def _moment(entry: Entry, doings: Sequence[int]) -> tuple[object, ...]:
    """Return when a reading was taken: at which settings and time, after how much had been done."""
    settings = tuple(sorted(entry.wish.settings.items()))
    return settings, entry.wish.at, bisect(doings, entry.number)


def _spread(lab: Lab, table: TableCase, name: str, spread: Spread) -> Verdict:
    column = table.table.columns[name]
    unit = read_unit(unit_of(lab, column))
    values = (table.columns.only(table.measured).numbers[name][0] - unit.offset) / unit.factor
    values = np.clip(values[np.isfinite(values)], spread.lowest, spread.highest)
    covered = float(values.max() - values.min()) if len(values) else 0.0
    wanted = spread.share * (spread.highest - spread.lowest)
    score = share(covered, wanted)
    if score == 1:
        return good()
    said = {language: _interval(language, spread, unit_of(lab, column)) for language in LANGUAGES}
    label = {language: plain_text(column.label.in_language(language)) for language in LANGUAGES}
    percent = round(100 * spread.share)
    message = Text(
        en=f"{label['en']}: measure further apart, over {percent} % of {said['en']} at least.",
        ru=f"{label['ru']}: измеряйте шире, не менее чем на {percent} % промежутка {said['ru']}.",
    )
    return graded(score, "spread", message)


def _interval(language: Language, spread: Spread, unit: str) -> str:
    low, high = (print_number(number, language) for number in (spread.lowest, spread.highest))
    printed = print_unit(unit, language)
    if language == "en":
        return f"{low} to {high} {printed}".strip()
    return f"от {low} до {high} {printed}".strip()


def _mishaps(case: Case) -> Iterator[tuple[str, Verdict, Fraction]]:
    """Yield what mishaps cost, as shares of the points for design."""
    counts = Counter(entry.mishap for entry in case.log if entry.kind == "mishap")
    points = case.lab.rubric.get("design", 0)
    for hazard in case.lab.hazards:
        times = min(counts[hazard.name], hazard.most)
        if times and hazard.costs and points:
            message = Text(
                en=f"{hazard.say.in_language('en')} (Times: {counts[hazard.name]}.)",
                ru=f"{hazard.say.in_language('ru')} (Сколько раз: {counts[hazard.name]}.)",
            )
            cost = Fraction(hazard.costs * times, points)
            yield f"mishap:{hazard.name}", lost("mishap", message), cost

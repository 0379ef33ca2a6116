"""Where each reading in a table comes from: the log's entry behind a cell, or why there is none.

A cell agrees with its row if the reading was taken at the settings that the row names, on any span, and where
the column's own condition held. In one row a reading serves once: a repetition is another reading. A row of
nothing but readings of earlier rows is no row of its own.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import isclose, isfinite
from typing import Final

from labs.documents.asking import ReadingColumn, SettingColumn
from labs.documents.lab import Lab
from labs.documents.settings import Numbers, Range
from labs.judging.cells import Cell, FilledTable, entry_si
from labs.sessions import Entry
from variants.formulas.trees import names
from variants.prose.plain import plain_text
from variants.quantities.units import read_unit
from variants.texts import LANGUAGES, Text

Holds = Callable[[Entry, ReadingColumn], bool]
"""Whether the condition of a column held as a reading was taken."""
_EQUAL: Final = 1e-9
_NOT_FILLED: Final = Text(en="Not filled in.", ru="Не заполнено.")
_UNKNOWN: Final = Text(en="There is no such reading in your log.", ru="Такого показания в вашем журнале нет.")
_NOTHING: Final = Text(
    en="The instrument showed no value here: nothing to measure, or beyond its range.",
    ru="Прибор здесь не показал значения: измерять было нечего или он зашкалил.",
)
_ELSEWHERE: Final = Text(
    en="This reading was taken under other conditions than this column is for.",
    ru="Показание снято не в тех условиях, для которых предназначен этот столбец.",
)
_TWICE: Final = Text(
    en="This reading already stands in this row: a repetition needs a new reading.",
    ru="Это показание уже стоит в строке: для повторного измерения снимите новое.",
)
_AGAIN: Final = Text(
    en="All readings of this row stand in earlier rows: another row needs another reading.",
    ru="Все показания этой строки уже стоят в строках выше: для новой строки снимите новое.",
)
_NOT_LOGGED: Final = Text(
    en="Your instrument never showed this at the settings of the row.",
    ru="При значениях, указанных в этой строке, ваш прибор такого не показывал.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The reading behind a cell, and what is wrong with it (None: it is sound)."""

    entry: Entry | None = None
    reason: str = ""
    problem: Text | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether the cell is a reading of the log that belongs here."""
        return self.entry is not None and self.problem is None


Traces = tuple[Mapping[str, Trace], ...]
"""For each row of a filled table, the trace of every reading column."""


def trace_table(lab: Lab, filled: FilledTable, log: Sequence[Entry], holds: Holds) -> Traces:
    """Return what stands behind every reading cell."""
    search = _Search(lab, filled, log, holds)
    spent: set[int] = set()
    rows = []
    for row in filled.rows:
        traced = search.row(row, spent)
        serving = {trace.entry.number for trace in traced.values() if trace.entry and trace.is_sound}
        rows.append(_as_repeated(traced) if serving and serving <= spent else traced)
        spent |= serving
    return tuple(rows)


def _as_repeated(row: Mapping[str, Trace]) -> Mapping[str, Trace]:
    """Return the traces of a row that brings nothing new: what was sound in it is no more."""
    return {
        name: replace(trace, reason="repeated", problem=_AGAIN) if trace.is_sound else trace
        for name, trace in row.items()
    }


def reading_columns(filled: FilledTable) -> tuple[ReadingColumn, ...]:
    """Return the columns of readings, in order."""
    return tuple(column for column in filled.table.columns.values() if isinstance(column, ReadingColumn))


class _Search:
    """Looks for the readings of one table in the log."""

    def __init__(self, lab: Lab, filled: FilledTable, log: Sequence[Entry], holds: Holds) -> None:
        self._lab = lab
        self._filled = filled
        self._columns = reading_columns(filled)
        self._settings = [
            column for column in filled.table.columns.values() if isinstance(column, SettingColumn)
        ]
        self._readings = [entry for entry in log if entry.kind == "reading"]
        self._by_number = {entry.number: entry for entry in self._readings}
        self._holds = holds

    def row(self, row: Mapping[str, Cell], spent: Set[int]) -> Mapping[str, Trace]:
        """Trace the cells of a row: first those put in by number, then what was typed.

        Of readings that showed the same, one that stands in no earlier row is taken for what was typed.
        """
        used: set[int] = set()
        found: dict[str, Trace] = {}
        for column in sorted(self._columns, key=lambda column: row[column.name].number is None):
            trace = self._cell(column, row, used, spent)
            if trace.entry is not None:
                used.add(trace.entry.number)
            found[column.name] = trace
        return found

    def _cell(self, column: ReadingColumn, row: Mapping[str, Cell], used: Set[int], spent: Set[int]) -> Trace:
        cell = row[column.name]
        if cell.is_empty:
            return Trace(reason="empty", problem=_NOT_FILLED)
        if cell.number is None:
            return self._typed(column, row, used, spent)
        entry = self._by_number.get(cell.number)
        if entry is None:
            return Trace(reason="not_logged", problem=_UNKNOWN)
        return self._examined(entry, column, row, used)

    def _typed(
        self, column: ReadingColumn, row: Mapping[str, Cell], used: Set[int], spent: Set[int]
    ) -> Trace:
        cell = row[column.name]
        traces = [
            self._examined(entry, column, row, used)
            for entry in self._readings
            if entry.wish.instrument == column.instrument and _shows(self._lab, entry, cell)
        ]
        sound = [trace for trace in traces if trace.is_sound]
        fresh = [trace for trace in sound if trace.entry and trace.entry.number not in spent]
        if sound:
            return (fresh or sound)[0]
        return traces[0] if traces else Trace(reason="not_logged", problem=_NOT_LOGGED)

    def _examined(
        self, entry: Entry, column: ReadingColumn, row: Mapping[str, Cell], used: Set[int]
    ) -> Trace:
        if entry.wish.instrument != column.instrument:
            return Trace(reason="other_instrument", problem=self._other_instrument(column))
        if entry.overload or entry.nothing:
            return Trace(reason="no_value", problem=_NOTHING)
        if entry.number in used:
            return Trace(entry=entry, reason="repeated", problem=_TWICE)
        # A condition that names a setting says more of it than the row does: another current, reversed.
        named = names(column.where.tree) if column.where is not None else frozenset()
        for setting in (setting for setting in self._settings if setting.control not in named):
            problem = self._disagreement(entry, setting, row[setting.name])
            if problem is not None:
                return Trace(entry=entry, reason="other_settings", problem=problem)
        if column.where is not None and not self._holds(entry, column):
            return Trace(entry=entry, reason="other_conditions", problem=_ELSEWHERE)
        return Trace(entry=entry)

    def _other_instrument(self, column: ReadingColumn) -> Text:
        name = {
            language: plain_text(self._lab.instruments[column.instrument].label.in_language(language))
            for language in LANGUAGES
        }
        return Text(
            en=f"This column is for another instrument: {name['en']}.",
            ru=f"Этот столбец для другого прибора: {name['ru']}.",
        )

    def _disagreement(self, entry: Entry, column: SettingColumn, cell: Cell) -> Text | None:
        if self._agrees(entry, column, cell):
            return None
        name = {language: plain_text(column.label.in_language(language)) for language in LANGUAGES}
        if cell.is_empty:
            return Text(
                en=f"The row doesn't say what was set: {name['en']}.",
                ru=f"В строке не указано значение: {name['ru']}.",
            )
        return Text(
            en=f"This reading was taken at another setting than the row says: {name['en']}.",
            ru=f"Показание снято при другом значении, чем указано в строке: {name['ru']}.",
        )

    def _agrees(self, entry: Entry, column: SettingColumn, cell: Cell) -> bool:
        setting = entry.wish.settings[column.control]
        form = self._lab.controls[column.control].form
        if not isinstance(form, Range | Numbers):
            return not cell.is_empty and cell.word == setting
        if not isinstance(setting, int | float) or not isfinite(cell.si):
            return False
        unit = read_unit(form.unit)
        typed = (cell.si - unit.offset) / unit.factor
        room = float(form.step) / 2 if isinstance(form, Range) else abs(setting) * 0.005
        return abs(typed - setting) <= max(room * (1 - _EQUAL), abs(setting) * _EQUAL)


def _shows(lab: Lab, entry: Entry, cell: Cell) -> bool:
    """Tell whether a typed cell is what an entry of the log showed."""
    if entry.value is None:
        return bool(cell.word) and cell.word == entry.text
    shown = entry_si(lab, entry)
    return isfinite(cell.si) and isclose(cell.si, shown, rel_tol=_EQUAL, abs_tol=1e-300)

"""Follow a lab's protocol at a bench: the log of an honest student, and the rows filled from it.

Settings are put to the nearest place of their grids. Of several ranges the finest is tried first, and the
next one where it shows overload. Acting and waiting take lab time, readings take none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from labs.documents.asking import Column, ReadingColumn, SettingColumn, Step
from labs.documents.settings import Numbers, Range, SettingValue, Wiring
from labs.running.benches import Bench
from labs.running.grids import nearest_on_grid
from labs.running.taking import take
from labs.sessions import Entry, Wish
from variants.formulas.trees import Tree
from variants.keys import Answer
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import Coded
from variants.templates.evaluating.columns import Numbers as NumberColumn
from variants.templates.evaluating.evaluation import evaluate
from variants.templates.located import Formula

WAIT: Final = "wait"
Row = dict[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A log, and the rows of each table as a student enters them, with settings and readings alone."""

    log: tuple[Entry, ...]
    rows: Mapping[str, tuple[Row, ...]]


def measure(bench: Bench) -> Measured:
    """Follow the protocol of the bench's lab. Raises labs.sessions.Refused where it can't be followed."""
    student = _Student(bench)
    rows: dict[str, list[Row]] = {name: [] for name in bench.lab.tables}
    for step in bench.lab.protocol:
        for row in range(step.rows):
            rows[step.table].append(student.row(step, row))
    return Measured(log=tuple(student.log), rows={name: tuple(found) for name, found in rows.items()})


class _Student:
    """Somebody at a bench: what was set, what time it is, and what was logged."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._settings: dict[str, SettingValue] = dict(bench.machine.start)
        self._at = 0.0
        self.log: list[Entry] = []

    def row(self, step: Step, row: int) -> Row:
        """Set, do and measure one row of a table."""
        for name, formulas in step.settings.items():
            self._settings[name] = self._setting(name, formulas[row if len(formulas) > 1 else 0])
        for doing, amount in (*step.doings, *(step.each[row] if step.each else ())):
            self._do(doing, amount)
        columns = self._bench.lab.tables[step.table].columns.values()
        return {name: cell for column in columns for name, cell in self._cell(column, step)}

    def _cell(self, column: Column, step: Step) -> Iterator[tuple[str, Answer]]:
        if isinstance(column, SettingColumn):
            yield column.name, self._told(column)
        elif isinstance(column, ReadingColumn):
            others = step.columns.get(column.name, {})
            changed = {name: self._setting(name, formula) for name, formula in others.items()}
            settings = {**self._settings, **changed}
            if column.name in step.waits:
                self._log(Wish(settings=settings, at=self._at))
                self._do(WAIT, step.waits[column.name])
            entry = self._read(column.instrument, settings)
            if entry is not None:
                yield column.name, {"entry": entry.number}

    def _told(self, column: SettingColumn) -> str:
        """Return a setting as typed into a column, in its unit."""
        value, form = self._settings[column.control], self._bench.lab.controls[column.control].form
        if not isinstance(form, Range | Numbers) or not isinstance(value, float | int):
            return str(value)
        unit, own = read_unit(column.unit or form.unit), read_unit(form.unit)
        if unit == own:
            return f"{value:.12g}"
        return f"{(value * own.factor + own.offset - unit.offset) / unit.factor:.12g}"

    def _read(self, instrument: str, settings: Mapping[str, SettingValue]) -> Entry | None:
        """Take a reading, on the finest range that holds it; None where there is none."""
        spans = sorted(self._bench.lab.instruments[instrument].spans, key=lambda span: span.highest)
        for span in [span.name for span in spans] or [""]:
            wish = Wish(settings=settings, at=self._at, instrument=instrument, span=span)
            entry = self._log(wish)
            if entry.kind == "reading" and not entry.overload:
                return None if entry.nothing else entry
        return None

    def _do(self, doing: str, amount: Formula | None) -> None:
        if doing == WAIT:
            seconds = 0.0 if amount is None else self._number(amount.tree)
            self._at = round(self._at + max(0.0, seconds), 1)
            return
        action = self._bench.machine.doings[doing].action
        form = action.amount
        count = nearest_on_grid(form, self._number(amount.tree)) if form and amount else None
        self._log(Wish(settings=self._settings, at=self._at, action=doing, amount=count))

    def _log(self, wish: Wish) -> Entry:
        entry = take(self._bench, self.log, wish, round(1000 * self._at))
        self.log.append(entry)
        return entry

    def _setting(self, name: str, formula: Formula) -> SettingValue:
        """Work a setting out: a number in the control's unit, a word, or joins with spaces between."""
        form = self._bench.lab.controls[name].form
        if isinstance(form, Range | Numbers):
            return nearest_on_grid(form, self._number(formula.tree))
        found = evaluate(formula.tree, self._bench.environment)
        word = str(found.items[int(found.codes[0])]) if isinstance(found, Coded) else ""
        return tuple(sorted(word.split())) if isinstance(form, Wiring) else word

    def _number(self, tree: Tree) -> float:
        with np.errstate(all="ignore"):
            found = evaluate(tree, self._bench.environment)
        return float(found.values[0, 0]) if isinstance(found, NumberColumn) else 0.0


def mishaps(log: Sequence[Entry]) -> tuple[str, ...]:
    """Return the names of the mishaps of a log."""
    return tuple(entry.mishap for entry in log if entry.kind == "mishap")

"""How far results scatter in a student's own rows: the same rows read by many fresh sets of instruments.

Each replicate has a new class and zero error of every instrument and span, and new noise in every reading;
the derived columns and the results are calculated anew. The numbers are the same in every run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

import numpy as np

from labs.documents.asking import ReadingColumn
from labs.documents.instruments import Span
from labs.judging.cases import Case, TableCase
from labs.judging.columns import Columns, calculated, over_columns
from labs.running.errors import erring
from labs.sessions import Entry
from variants.formulas.trees import names
from variants.keys import QuantityKey
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import Floats
from variants.variant import Ask

REPLICATES: Final = 200
_LEAST: Final = REPLICATES // 2
_SEED: Final = 20_221
Place = tuple[str, int]
"""A column and a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The standard deviation of a result, and how far its mean lies from the truth, in the ask's unit."""

    sd: float
    bias: float


def spreads_of(
    case: Case, exact: Mapping[int, float], truths: Mapping[str, tuple[float, str]]
) -> Mapping[str, Spread]:
    """Return the spread of each result whose columns have enough rows.

    `exact` are the true values of readings by number, in the instrument's unit; `truths` are the values of
    the asked quantities with their units.
    """
    tables = _tables_used(case)
    replicated = _Replicates(case, exact).of_tables(tables)
    found = {}
    for name, (value, unit_text) in truths.items():
        if name not in case.lab.results:
            continue
        results = over_columns(case.lab.results[name].own.tree, replicated, case.environment)
        if results is None or not _has_enough(case, names(case.lab.results[name].own.tree)):
            continue
        unit = read_unit(unit_text)
        in_unit = (results - unit.offset) / unit.factor
        in_unit = in_unit[np.isfinite(in_unit)]
        if len(in_unit) < _LEAST:
            continue
        with np.errstate(all="ignore"):
            spread = Spread(sd=float(in_unit.std(ddof=1)), bias=float(in_unit.mean()) - value)
        if isfinite(spread.sd + abs(spread.bias)):
            found[name] = spread
    return found


def readings_used(case: Case) -> frozenset[int]:
    """Return the numbers of the readings that results follow from."""
    return frozenset(_entries(_tables_used(case)))


def _tables_used(case: Case) -> Mapping[str, TableCase]:
    used = frozenset(name for result in case.lab.results.values() for name in names(result.own.tree))
    return {table.table.name: table for table in case.tables_of(used)}


def _entries(tables: Mapping[str, TableCase]) -> Mapping[int, Entry]:
    return {
        trace.entry.number: trace.entry
        for table in tables.values()
        for row in table.traces
        for trace in row.values()
        if trace.entry is not None
    }


def _has_enough(case: Case, used: frozenset[str]) -> bool:
    """Tell whether every table that a result follows from is the student's own and has its least of rows."""
    tables = case.tables_of(used)
    return all(
        table.is_own and int(table.measured.sum()) >= min(table.table.least, table.table.good)
        for table in tables
    )


class _Replicates:
    """Reads the rows of a report again with fresh instruments."""

    def __init__(self, case: Case, exact: Mapping[int, float]) -> None:
        self._case = case
        self._exact = exact
        self._chance = np.random.default_rng(_SEED)

    def of_tables(self, tables: Mapping[str, TableCase]) -> Mapping[str, Columns]:
        """Return the columns of the tables, each with its replicates."""
        read = self._readings(tables)
        found = {}
        for name, table in tables.items():
            columns = table.recomputed
            for column in table.table.columns.values():
                if isinstance(column, ReadingColumn):
                    columns = columns.with_numbers(column.name, self._column(table, column, read))
            found[name] = calculated(table.table, columns, self._case.environment)
        return found

    def _readings(self, tables: Mapping[str, TableCase]) -> Mapping[int, Floats]:
        """Return for each reading used, in the order of the log, what fresh instruments show."""
        entries = _entries(tables)
        lasting: dict[tuple[str, str], tuple[Floats, Floats]] = {}
        shown: dict[int, Floats] = {}
        for number in sorted(entries):
            entry = entries[number]
            exact = self._exact.get(number)
            if exact is None or not isfinite(exact) or entry.value is None:
                continue
            span = span_of(self._case, entry)
            instrument = (entry.wish.instrument, span.name)
            if instrument not in lasting:
                lasting[instrument] = self._lasting()
            shown[number] = self._shown(span, exact, lasting[instrument])
        return shown

    def _lasting(self) -> tuple[Floats, Floats]:
        """Return the chances that an instrument keeps: those of its class and its zero."""
        grade, zero = self._chance.uniform(-1.0, 1.0, (2, REPLICATES))
        return grade, zero

    def _shown(self, span: Span, exact: float, lasting: tuple[Floats, Floats]) -> Floats:
        noise = self._chance.standard_normal(REPLICATES)
        shown: Floats = erring(np.full(REPLICATES, exact), span, (*lasting, noise))
        if span.resolution > 0:
            shown = np.sign(shown) * np.floor(np.abs(shown) / span.resolution + 0.5) * span.resolution
        return shown

    def _column(self, table: TableCase, column: ReadingColumn, read: Mapping[int, Floats]) -> Floats:
        """Return a column of readings in SI; what has no reading behind it stays as it was entered."""
        unit = read_unit(self._case.lab.instruments[column.instrument].unit)
        rows: Sequence[Floats] = [
            read[trace.entry.number] * unit.factor + unit.offset
            if trace.entry is not None and trace.entry.number in read
            else np.full(REPLICATES, row[column.name].si)
            for row, trace in (
                (row, traces[column.name])
                for row, traces in zip(table.filled.rows, table.traces, strict=True)
            )
        ]
        found: Floats = np.stack(rows, axis=1) if rows else np.zeros((REPLICATES, 0))
        return found


def span_of(case: Case, entry: Entry) -> Span:
    """Return the span on which a reading was taken; an instrument of one span has no name for it."""
    spans = case.lab.instruments[entry.wish.instrument].spans
    return next((span for span in spans if span.name == entry.wish.span), spans[0])


def truths_of(asks: Sequence[Ask]) -> Mapping[str, tuple[float, str]]:
    """Return the values of the asked quantities with their units."""
    return {ask.name: (ask.key.value, ask.key.unit) for ask in asks if isinstance(ask.key, QuantityKey)}

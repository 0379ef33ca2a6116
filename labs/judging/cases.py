"""A report laid beside its session: what every part of the judgement looks at, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from labs.documents.asking import Table
from labs.documents.lab import Lab
from labs.judging.cells import FilledTable, Filling, fill_table
from labs.judging.columns import Columns, calculated, completed, entered
from labs.judging.moments import Moments
from labs.judging.traces import Traces, reading_columns, trace_table
from labs.sessions import Entry
from variants.keys import Answer
from variants.templates.evaluating.columns import Bools
from variants.templates.evaluating.evaluation import Environment
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCase:
    """One table: as filled in, the readings behind it, and its columns as numbers.

    `columns` are as entered, `recomputed` from the readings alone. `measured` says which rows come from the
    student's own bench: at least half of a row's readings have to.
    """

    filled: FilledTable
    traces: Traces
    columns: Columns
    recomputed: Columns
    measured: Bools

    @property
    def table(self) -> Table:
        """The table of the lab."""
        return self.filled.table

    @property
    def is_own(self) -> bool:
        """Tell whether at least half of the rows were measured on the student's own bench."""
        return bool(len(self.measured)) and bool(2 * self.measured.sum() >= len(self.measured))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The whole report: its tables, the log and its moments, and the names that formulas may use.

    `handed` are the quantities that were handed in, in SI by ask, as far as they can be read.
    """

    lab: Lab
    environment: Environment = field(repr=False)
    log: tuple[Entry, ...] = field(repr=False)
    moments: Moments = field(repr=False, compare=False)
    tables: Mapping[str, TableCase]
    handed: Mapping[str, float]
    language: Language

    def tables_of(self, used: frozenset[str]) -> tuple[TableCase, ...]:
        """Return the tables that have a column of one of these names."""
        return tuple(case for case in self.tables.values() if used & case.table.columns.keys())


def lay_table(filling: Filling, table: Table, answer: Answer, context: "Context") -> TableCase:
    """Lay one table beside the log. Raises UnreadableAnswer."""
    filled = fill_table(filling, table, answer)
    traces = trace_table(filling.lab, filled, context.log, context.moments.suits)
    columns = entered(filled)
    recomputed = calculated(table, columns, context.environment)
    return TableCase(
        filled=filled,
        traces=traces,
        columns=completed(columns, recomputed),
        recomputed=recomputed,
        measured=_measured(filled, traces),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What tables are laid beside: the log and its moments, and the names known."""

    environment: Environment
    log: Sequence[Entry]
    moments: Moments


def _measured(filled: FilledTable, traces: Traces) -> Bools:
    count = len(reading_columns(filled))
    sound = [sum(trace.is_sound for trace in row.values()) for row in traces]
    return np.asarray([not count or 2 * each >= count for each in sound], dtype=np.bool_)

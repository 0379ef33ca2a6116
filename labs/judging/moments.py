"""What held as a reading was taken: settings, variables, who was joined to whom; once for each reading."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from labs.documents.asking import ReadingColumn
from labs.documents.models import Circuit
from labs.documents.settings import Settings
from labs.models.placements import is_placed
from labs.running.benches import Bench
from labs.running.exact import standing_values
from labs.sessions import Entry
from variants.formulas.trees import Tree
from variants.templates.evaluating.columns import Column, truth
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers, evaluate_truths


class Moments:
    """The moments at which the readings of one log were taken."""

    def __init__(self, bench: Bench, log: Sequence[Entry]) -> None:
        self._bench = bench
        self._log = log
        self._places = {entry.number: place for place, entry in enumerate(log)}
        self._known: dict[int, Environment] = {}

    def suits(self, entry: Entry, column: ReadingColumn) -> bool:
        """Tell whether the condition of a column held as a reading was taken."""
        return column.where is None or self.holds(entry, column.where.tree)

    def holds(self, entry: Entry, tree: Tree) -> bool:
        """Tell whether a statement held as a reading was taken."""
        with np.errstate(all="ignore"):
            return bool(evaluate_truths(tree, self._environment(entry)).values.all())

    def number(self, entry: Entry, tree: Tree) -> float:
        """Return what a number was in SI as a reading was taken; NaN where it had no value."""
        with np.errstate(all="ignore"):
            return float(evaluate_numbers(tree, self._environment(entry)).values[0, 0])

    def _environment(self, entry: Entry) -> Environment:
        if entry.number not in self._known:
            bench = self._bench
            values = standing_values(bench, self._log[: self._places[entry.number]], entry.wish)
            columns = {**bench.environment.columns, **values, **self._placed(entry.wish.settings)}
            self._known[entry.number] = replace(bench.environment, columns=columns)
        return self._known[entry.number]

    def _placed(self, settings: Settings) -> Mapping[str, Column]:
        lab = self._bench.lab
        circuits = {line.name: line for line in lab.model if isinstance(line, Circuit)}
        return {
            placement.name: truth(is_placed(placement, circuit, _joins(settings[circuit.wiring])))
            for placement in lab.placements.values()
            for circuit in (circuits[placement.circuit],)
        }


def _joins(wiring: object) -> list[tuple[str, str]]:
    """Return the pairs of terminals that a wiring joins."""
    joins = wiring if isinstance(wiring, tuple) else ()
    return [(one, other) for join in joins for one, _, other in (join.partition("-"),)]

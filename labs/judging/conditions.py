"""Whether the condition of a column held as a reading was taken: looked up in the session, once for each."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from labs.documents.asking import ReadingColumn
from labs.judging.traces import Holds
from labs.running.benches import Bench
from labs.running.exact import model_values
from labs.sessions import Entry
from variants.templates.evaluating.evaluation import Environment, evaluate_truths


def conditions_of(bench: Bench, log: Sequence[Entry]) -> Holds:
    """Return how to tell whether a column's condition held at an entry of this log."""
    known: dict[int, Environment] = {}
    places = {entry.number: place for place, entry in enumerate(log)}

    def environment(entry: Entry) -> Environment:
        if entry.number not in known:
            values = model_values(bench, log[: places[entry.number]], entry.wish)
            columns = {**bench.environment.columns, **values}
            known[entry.number] = replace(bench.environment, columns=columns)
        return known[entry.number]

    def holds(entry: Entry, column: ReadingColumn) -> bool:
        if column.where is None:
            return True
        with np.errstate(all="ignore"):
            return bool(evaluate_truths(column.where.tree, environment(entry)).values.all())

    return holds

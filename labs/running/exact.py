"""What stood at the instruments in truth, and all values of the model: for judging, never for a student."""

from collections.abc import Container, Mapping, Sequence
from math import nan

from labs.models.allowances import allowance
from labs.models.failures import ModelFailed
from labs.models.scalars import Scalar, Values, column_of, scalar_of
from labs.running.benches import Bench, state_of
from labs.running.grids import moment, settled
from labs.running.states import State, before, refused_by, values_at
from labs.running.steps import compute
from labs.running.taking import true_value
from labs.sessions import Entry, Wish
from variants.templates.evaluating.columns import Column


def exact_values(bench: Bench, log: Sequence[Entry], only: Container[int] | None = None) -> dict[int, float]:
    """Return what stood at the instrument in its unit, after its lag, by number of the entry.

    Readings in words and of nothing have none; beyond a span there is one. With `only`, readings of other
    numbers are passed over. Raises Refused.
    """
    found = {}
    for place, entry in enumerate(log):
        wish = entry.wish
        gauge = bench.machine.gauges.get(wish.instrument)
        if entry.kind != "reading" or entry.nothing or gauge is None or gauge.instrument.look == "text":
            continue
        if only is not None and entry.number not in only:
            continue
        try:
            state = before(bench.machine, bench.values, state_of(bench, log[:place]), wish.settings, wish.at)
            true = true_value(gauge, values_at(bench.machine, bench.values, state), state)
        except ModelFailed as failed:
            raise refused_by(failed) from failed
        found[entry.number] = true
    return found


def scalar_values(bench: Bench, log: Sequence[Entry], wish: Wish) -> Values:
    """Return all that formulas could see after a log at the wish's settings and time, in SI.

    Apparatus, known, truths, settings, variables, `time` and all lines of the model; what can't be computed
    is NaN, and so is what is more than may be computed for one moment. Raises Refused where the settings or
    the time can't be.
    """
    apparatus = {name: scalar_of(column) for name, column in bench.environment.columns.items()}
    values: dict[str, Scalar] = values_at(bench.machine, apparatus, _state(bench, log, wish))
    with allowance():
        for step in bench.machine.steps:
            try:
                compute((step,), values)
            except ModelFailed:
                values.update(dict.fromkeys(step.gives, nan))
    return values


def standing_values(bench: Bench, log: Sequence[Entry], wish: Wish) -> Mapping[str, Column]:
    """Return settings and variables after a log, as columns of one member; nothing of the model is computed.

    Raises Refused.
    """
    return {
        name: column_of(value)
        for name, value in values_at(bench.machine, {}, _state(bench, log, wish)).items()
    }


def _state(bench: Bench, log: Sequence[Entry], wish: Wish) -> State:
    """Return the state after a log at the wish's settings and time. Raises Refused."""
    earliest = log[-1].wish.at if log else 0.0
    process = bench.lab.process
    at = moment(wish.at, earliest, process.longest) if process else 0.0
    settings = settled(bench.lab.controls, wish.settings)
    try:
        return before(bench.machine, bench.values, state_of(bench, log), settings, at)
    except ModelFailed as failed:
        raise refused_by(failed) from failed

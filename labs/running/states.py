"""What has gone on at a bench: variables, lagging instruments and settings at a moment of lab time.

Between two entries of a log the settings of the earlier one are in force, before the first the starting ones.
An instrument with a lag shows y with y′ = (x − y)/lag, followed together with the process from the opening
of the bench on; it starts at x, and rests while there is nothing to measure or x has no value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from math import exp, inf, isfinite, nan
from typing import Final

from labs.documents.settings import SettingValue
from labs.models.allowances import allowance, spend
from labs.models.failures import ModelFailed
from labs.models.integrating import EACH_VALUE, MOST_STEPS, Vector, follow
from labs.models.scalars import Values
from labs.running.grids import in_si
from labs.running.machines import Course, Doing, Gauge, Machine, settings_in_si
from labs.running.steps import compute
from labs.sessions import Entry, Refused, Wish
from variants.texts import Text

_ALLOWED: Final = 60_000
_FEWEST: Final = 30
_FORGOTTEN: Final = 30.0
"""Time constants after which a lagging instrument shows nothing of before: e⁻³⁰ is 10⁻¹³."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A moment: SI values of variables and lagging instruments, and a trace of all that was done so far."""

    at: float
    variables: Mapping[str, float]
    lagged: Mapping[str, float]
    settings: Mapping[str, SettingValue]
    trace: str = ""


Trail = list[tuple[tuple[Entry, ...], State]]
"""The logs that were played last, with the states that they led to."""


def opening_state(machine: Machine, apparatus: Mapping[str, object]) -> State:
    """Return the state of a bench just opened. Raises ModelFailed."""
    state = State(at=0.0, variables={}, lagged={}, settings=machine.start)
    if machine.course is None:
        return state
    for name, start in machine.course.starts.items():
        value = float(start.value(values_at(machine, apparatus, state)))
        state = replace(state, variables={**state.variables, name: _finite(value)})
    return _with_started_lags(machine, apparatus, replace(state, lagged=dict.fromkeys(_lags(machine), nan)))


def done(machine: Machine, apparatus: Mapping[str, object], state: State, entry: Entry) -> State:
    """Return the state after what an entry has done to the one that it found. Raises ModelFailed."""
    wish = entry.wish
    if entry.kind == "action" and wish.action:
        return acted(machine, apparatus, state, wish.action, amount_in_si(machine.doings[wish.action], wish))
    return state


def amount_in_si(doing: Doing, wish: Wish) -> float | None:
    """Return the amount of a checked wish in SI."""
    form = doing.action.amount
    return None if form is None or wish.amount is None else in_si(form, wish.amount)


def before(
    machine: Machine,
    apparatus: Mapping[str, object],
    state: State,
    settings: Mapping[str, SettingValue],
    at: float,
) -> State:
    """Return the state as time has come to `at` and settings have just been changed. Raises ModelFailed."""
    if machine.course is None:
        return replace(state, settings=settings)
    state = _advanced(machine, machine.course, apparatus, state, at)
    return _with_started_lags(machine, apparatus, replace(state, settings=settings))


def acted(
    machine: Machine, apparatus: Mapping[str, object], state: State, name: str, amount: float | None
) -> State:
    """Return the state after an action, whose changes happen at once and together. Raises ModelFailed."""
    values = values_at(machine, apparatus, state)
    if amount is not None:
        values["amount"] = amount
    changed = {
        variable: _finite(float(change.value(values)))
        for variable, change in machine.doings[name].changes.items()
    }
    trace = sha256(f"{state.trace}|{name}|{amount!r}|{state.at!r}".encode()).hexdigest()[:16]
    state = replace(state, variables={**state.variables, **changed}, trace=trace)
    return _with_started_lags(machine, apparatus, state)


def values_at(machine: Machine, apparatus: Mapping[str, object], state: State) -> Values:
    """Return what formulas see at a moment, without what the model gives."""
    settings = settings_in_si(machine.lab.controls, state.settings)
    return {**apparatus, **settings, **state.variables, "time": state.at}


def measured(gauge: Gauge, values: Values) -> float | None:
    """Return the SI value that stands at an instrument, None where there is none. Raises ModelFailed."""
    if gauge.when is not None and not gauge.when.value(values):
        return None
    return float(gauge.reads.value(values))


def _lags(machine: Machine) -> Mapping[str, Gauge]:
    return machine.course.lagging if machine.course else {}


def _with_started_lags(machine: Machine, apparatus: Mapping[str, object], state: State) -> State:
    """Start lagging instruments that have never had a value and now have one."""
    waiting = [name for name, value in state.lagged.items() if not isfinite(value)]
    if not waiting:
        return state
    values = values_at(machine, apparatus, state)
    lagged = dict(state.lagged)
    for name in waiting:
        value = measured(_lags(machine)[name], values)
        lagged[name] = nan if value is None or not isfinite(value) else value
    return replace(state, lagged=lagged)


def _advanced(
    machine: Machine, course: Course, apparatus: Mapping[str, object], state: State, at: float
) -> State:
    """Return the state after nothing but time has passed, under the settings in force."""
    if at <= state.at:
        return state
    values_then = values_at(machine, apparatus, state)
    lags = {name: gauge for name, gauge in course.lagging.items() if isfinite(state.lagged[name])}
    still = {name: lags.pop(name) for name in list(lags) if name not in course.chasing}
    settled = {
        name: _settled(gauge, values_then, state.lagged[name], at - state.at) for name, gauge in still.items()
    }
    state = replace(state, lagged={**state.lagged, **settled})
    if not (course.rates or lags):
        return replace(state, at=at)
    with allowance():
        inside = compute(course.fixed, values_then)
        early = _remembered_from(lags, at)
        if course.rates and early > state.at:
            reached = _followed(course, inside, state, early, {})
            unknown = replace(reached, lagged={**reached.lagged, **dict.fromkeys(lags, nan)})
            begun = _with_started_lags(machine, apparatus, unknown)
            state = begun if all(isfinite(begun.lagged[name]) for name in lags) else state
        return _followed(course, inside, state, at, lags)


def _remembered_from(lags: Mapping[str, Gauge], at: float) -> float:
    """Return the time before which nothing that was measured is still seen on lagging instruments.

    Following them through a long wait takes steps as short as their lags. One that measures not always may
    rest for long, and forgets nothing.
    """
    if not lags or any(gauge.when is not None for gauge in lags.values()):
        return -inf
    return at - _FORGOTTEN * max(gauge.instrument.lag for gauge in lags.values())


def _followed(course: Course, inside: Values, state: State, at: float, lags: Mapping[str, Gauge]) -> State:
    """Return the state after variables and what chases them have been followed to a later time."""
    rated = list(course.rates)
    rates = [course.rates[name].closure for name in rated]
    lagging = [(gauge, place) for place, gauge in enumerate(lags.values(), start=len(rated))]

    asked = course.cost + EACH_VALUE * (len(rated) + len(lagging))

    def slopes(time: float, there: Vector) -> Vector:
        spend(asked)
        inside["time"] = time
        for name, value in zip(rated, there, strict=False):
            inside[name] = value
        compute(course.moving, inside)
        found = [float(rate(inside)) for rate in rates]
        found.extend(_approach(gauge, inside, there[place]) for gauge, place in lagging)
        return found

    values: Vector = [state.variables[name] for name in rated] + [state.lagged[name] for name in lags]
    for stride in follow(slopes, state.at, values, at, most=_most_steps(course)):
        values = stride.after
    return replace(
        state,
        at=at,
        variables={**state.variables, **dict(zip(rated, values, strict=False))},
        lagged={**state.lagged, **dict(zip(lags, values[len(rated) :], strict=True))},
    )


def _most_steps(course: Course) -> int:
    """Return how many steps may be spent on lines that are computed at every one. Raises ModelFailed."""
    cost = sum(step.cost for step in course.moving)
    most = min(MOST_STEPS, _ALLOWED // max(1, cost))
    if most < _FEWEST:
        dear = max(course.moving, key=lambda step: step.cost)
        raise ModelFailed(
            Text(
                en="this takes too long to be computed at every moment of the process",
                ru="это слишком долго вычислять в каждый момент процесса",
            ),
            dear.line,
            dear.column,
        )
    return most


def _settled(gauge: Gauge, values: Values, shown: float, seconds: float) -> float:
    """Return what a lagging instrument shows after a time in which what stands at it doesn't change."""
    true = measured(gauge, values)
    if true is None or not isfinite(true):
        return shown
    return true + (shown - true) * exp(-seconds / gauge.instrument.lag)


def _approach(gauge: Gauge, inside: Values, shown: float) -> float:
    """Return how fast a lagging instrument moves towards what stands at it."""
    if gauge.when is not None and not gauge.when.closure(inside):
        return 0.0
    true = float(gauge.reads.closure(inside))
    return (true - shown) / gauge.instrument.lag if isfinite(true) else 0.0


def _finite(value: float) -> float:
    if isfinite(value):
        return value
    raise ModelFailed(
        Text(en="a variable of the process has no value", ru="переменная процесса не имеет значения")
    )


def refused_by(failed: ModelFailed) -> Refused:
    """Return what a student reads where the model has no value; nothing of the model is told."""
    return Refused(
        Text(
            en="the apparatus gives nothing to measure with these settings",
            ru="при таких настройках установка не даёт ничего, что можно измерить",
        )
    )

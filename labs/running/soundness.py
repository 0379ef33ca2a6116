"""Try a lab out before anybody measures: where its model fails is said with the place in the document.

Corners of the settings and some deterministic choices between them are tried; what is found here, a student
would have met as a refusal.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise
from math import isclose, isnan
from random import Random
from typing import Final

from labs.documents.instruments import Span
from labs.documents.lab import Lab
from labs.documents.models import Motion
from labs.documents.settings import Control, Numbers, Range, SettingValue, Wiring, Words
from labs.models.failures import ModelFailed
from labs.models.scalars import Values
from labs.running.benches import Bench, open_bench
from labs.running.grids import in_si
from labs.running.looking import shown_number
from labs.running.machines import Gauge
from labs.running.states import State, acted, before, values_at
from labs.running.steps import compute
from labs.running.taking import true_value
from labs.running.telling import telling_looks, telling_shows
from labs.sessions import SECRET_BYTES, Refused
from variants.formulas.trees import Comparison
from variants.problems import Problem
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.texts import Text
from variants.variant import Given

_CHOICES: Final = 24
_WHILES: Final = 6
_LOOKED_AT: Final = 4
MOST_MOTIONS: Final = 6
_DEVIATIONS: Final = 3.0
_OFF_SCALE: Final = Text(
    en="this instrument comes to stand at the very end of its range, and its own error then shows overload:"
    " let the range reach a little further, `from: -0.5`",
    ru="прибор оказывается у самого конца шкалы, и из-за собственной погрешности зашкаливает:"
    " продлите шкалу чуть дальше, например `from: -0.5`",
)
_NO_TIME: Final = Text(
    en="a `lag` needs a `process`: without one, no time goes by",
    ru="для `lag` нужен `process`: без него время не идёт",
)
_TOO_MANY: Final = Text(
    en=f"a model follows at most {MOST_MOTIONS} motions",
    ru=f"в модели может быть не больше {MOST_MOTIONS} движений",
)

Place = tuple[int, int]


def running_problems(lab: Lab, apparatuses: Iterable[Mapping[str, Given]]) -> tuple[Problem, ...]:
    """Return what goes wrong with some apparatuses of a lab: no value, no end of a motion, stiffness.

    Raises DocumentRefused where frozen givens don't fit the lab.
    """
    early = document_problems(lab)
    if early:
        return early
    problems = Problems(lab.document or lab.id)
    seen: list[list[Mapping[str, float | bool]]] = []
    benches: list[Bench] = []
    for given in apparatuses:
        try:
            bench = open_bench(lab, given, bytes(SECRET_BYTES))
        except Refused as refused:
            problems.add(_place_of_starts(lab), refused.message)
            continue
        seen.append([])
        benches.append(bench)
        for state in _states(bench, problems):
            values = _computed(bench, state, problems)
            if values is None:
                break
            seen[-1].append(_shown(bench, values))
    for shown, message in telling_shows(lab, seen):
        problems.add((shown.formula.line, shown.formula.column), message)
    if not problems.found:
        for place, message in telling_looks(benches[:_LOOKED_AT], _settings(lab.controls)):
            problems.add(place, message)
    return problems.found


def document_problems(lab: Lab) -> tuple[Problem, ...]:
    """Return what can be said of a lab before anything of it is computed."""
    problems = Problems(lab.document or lab.id)
    _check_document(lab, problems)
    return problems.found


def _place_of_starts(lab: Lab) -> Place:
    starts = [variable.start for variable in lab.process.variables] if lab.process else []
    return (starts[0].line, starts[0].column) if starts else (0, 0)


def _check_document(lab: Lab, problems: Problems) -> None:
    motions = [line for line in lab.model if isinstance(line, Motion)]
    for line in motions[MOST_MOTIONS:]:
        problems.add((line.line, line.column), _TOO_MANY)
    for line in motions:
        if line.until is not None:
            _check_event(line.until, problems)
    for instrument in lab.instruments.values():
        if instrument.lag > 0 and lab.process is None:
            problems.add((instrument.line, instrument.column), _NO_TIME)


def _check_event(until: Formula, problems: Problems) -> None:
    if isinstance(until.tree, Comparison) and "=" in until.tree.relations:
        problems.add(
            (until.line, until.column),
            Text(
                en="an equality holds for a moment only and is stepped over: write `<` or `>`",
                ru="равенство верно лишь мгновение, и шаг его проскочит: напишите `<` или `>`",
            ),
        )


def _states(bench: Bench, problems: Problems) -> Iterator[State]:
    """Yield moments to be tried: settings at once, later, and after actions."""
    machine, chosen = bench.machine, list(_settings(bench.lab.controls))
    for settings in chosen:
        yield replace(bench.opening, settings=settings)
    if machine.course is None:
        return
    process = machine.course.process
    place = _place_of_rates(bench)
    for settings in chosen[:_WHILES]:
        for at in (0.01 * process.longest, process.longest):
            start = replace(bench.opening, settings=settings)
            later = partial(before, machine, bench.values, start, settings, at)
            moments = list(_attempted(later, place, problems))
            yield from moments
            if not moments:
                return
    yield from _after_actions(bench, problems)


def _after_actions(bench: Bench, problems: Problems) -> Iterator[State]:
    machine = bench.machine
    for name, doing in machine.doings.items():
        for amount in _amounts(doing.action.amount):
            values = values_at(machine, bench.values, bench.opening)
            if amount is not None:
                values["amount"] = amount
            if doing.when is not None and not doing.when.value(values):
                continue
            first = next(iter(doing.action.changes.values()), None)
            done = partial(acted, machine, bench.values, bench.opening, name, amount)
            yield from _attempted(done, (first.line, first.column) if first else (0, 0), problems)


def _attempted(make: Callable[[], State], place: Place, problems: Problems) -> Iterator[State]:
    try:
        yield make()
    except ModelFailed as failed:
        problems.add((failed.line, failed.column) if failed.line else place, failed.message)


def _place_of_rates(bench: Bench) -> Place:
    process = bench.lab.process
    rates = [variable.rate for variable in process.variables if variable.rate] if process else []
    return (rates[0].line, rates[0].column) if rates else (0, 0)


def _computed(bench: Bench, state: State, problems: Problems) -> Values | None:
    """Return all values of one moment; None where one is missing, since each more may take its whole time."""
    values = values_at(bench.machine, bench.values, state)
    try:
        compute(bench.machine.steps, values)
    except ModelFailed as failed:
        problems.add((failed.line, failed.column), failed.message)
        return None
    sound = [_has_reading(gauge, values, state, problems) for gauge in bench.machine.gauges.values()]
    return values if all(sound) else None


def _shown(bench: Bench, values: Values) -> dict[str, float | bool]:
    """Return what the page would know of a moment that has all its values."""
    told = {
        name: shown_number(shown, formula.closure(values))
        for name, (shown, formula) in bench.machine.shows.items()
    }
    return {name: number for name, number in told.items() if number is not None}


def _has_reading(gauge: Gauge, values: Mapping[str, object], state: State, problems: Problems) -> bool:
    instrument = gauge.instrument
    if instrument.look == "text" or (gauge.when is not None and not gauge.when.closure(dict(values))):
        return True
    try:
        true = true_value(gauge, dict(values), state)
    except ModelFailed:
        problems.add(
            (instrument.line, instrument.column),
            Text(
                en=f"`{instrument.name}` has no value where {_said(state.settings)}"
                f"{_endless(values)}; say with `when` where it measures",
                ru=f"у `{instrument.name}` нет значения, если {_said(state.settings)}"
                f"{_endless(values)}; укажите в `when`, где он измеряет",
            ),
        )
        return False
    if any(_leaves(span, true) for span in instrument.spans):
        problems.add((instrument.line, instrument.column), _OFF_SCALE)
        return False
    return True


def _leaves(span: Span, true: float) -> bool:
    """Tell whether a value at the very end of a span can be shown beyond it, by an error of its own."""
    if not any(isclose(true, end, abs_tol=1e-6 * span.resolution) for end in (span.lowest, span.highest)):
        return False
    return span.grade * abs(true) + span.zero + _DEVIATIONS * span.noise >= span.resolution / 2


def _endless(values: Mapping[str, object]) -> str:
    lost = [name for name, value in values.items() if isinstance(value, float) and isnan(value)]
    return f" ({', '.join(lost)}: NaN)" if lost else ""


def _said(settings: Mapping[str, SettingValue]) -> str:
    return ", ".join(
        f"{name} = {value:g}" if isinstance(value, float) else f"{name} = {value}"
        for name, value in settings.items()
    )


def _amounts(form: Range | Numbers | None) -> Iterable[float | None]:
    match form:
        case None:
            return (None,)
        case Range():
            return tuple(in_si(form, float(number)) for number in (form.lowest, form.highest))
        case Numbers():
            return tuple(in_si(form, float(number)) for number in (min(form.numbers), max(form.numbers)))


def _settings(controls: Mapping[str, Control]) -> Iterator[dict[str, SettingValue]]:
    """Yield the starting settings, those with one control elsewhere, and some by an unchanging lot."""
    start = {name: control.start for name, control in controls.items()}
    lot = Random(0)
    places = {name: tuple(_places(control, lot)) for name, control in controls.items()}
    yield start
    for name, values in places.items():
        for value in values:
            yield {**start, name: value}
    for _ in range(_CHOICES if controls else 0):
        yield {name: lot.choice(values) for name, values in places.items()}


def _places(control: Control, lot: Random) -> Iterator[SettingValue]:
    yield control.start
    match control.form:
        case Range() as form:
            count = int((form.highest - form.lowest) // form.step)
            for share in (0, count // 2, lot.randint(0, count), count):
                yield float(form.lowest + share * form.step)
        case Numbers(numbers=numbers):
            yield from (float(number) for number in numbers)
        case Words(words=words):
            yield from words
        case Wiring(terminals=terminals):
            ends = sorted(terminals)
            yield tuple("-".join(pair) for pair in pairwise(ends))
            for _ in range(6):
                pairs = {tuple(sorted(lot.sample(ends, 2))) for _ in range(lot.randint(1, len(ends)))}
                yield tuple(sorted("-".join(pair) for pair in pairs))

"""A lab made ready to run: its formulas compiled once, for all apparatuses of its pool."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from labs.documents.instruments import Instrument
from labs.documents.lab import Lab
from labs.documents.models import Action, Hazard, Process
from labs.documents.scenes import MEASURED, BindingKind, Shown
from labs.documents.settings import Control, Numbers, Range, SettingValue, Wiring, Words
from labs.models.compiled import Closure, compile_formula, cost_of
from labs.models.kinds import Kinds, Sort, sort_of_type
from labs.models.scalars import Scalar, Values
from labs.running.grids import in_si, starting_settings
from labs.running.hiding import names_of_apparatus
from labs.running.seen import seen_words
from labs.running.steps import ModelStep, build_steps, compute, steps_for
from variants.formulas.trees import names
from variants.quantities.units import Unit, read_unit
from variants.templates.evaluating.computing import Program, program_of
from variants.templates.located import Formula
from variants.templates.value_types import RowType
from variants.texts import Text

_KEPT: Final = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """A formula with the steps of the model that it follows from; `size` is what it takes without them."""

    needs: frozenset[str]
    steps: tuple[ModelStep, ...]
    closure: Closure
    size: int = 1

    def value(self, values: Values) -> Scalar:
        """Return the formula's value; the values are left as they are. Raises ModelFailed."""
        return self.closure(compute(self.steps, dict(values)) if self.steps else values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """An instrument with its formulas compiled."""

    instrument: Instrument
    unit: Unit
    reads: Answering
    when: Answering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An action with its formulas compiled."""

    action: Action
    changes: Mapping[str, Answering]
    when: Answering | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What goes on in time: starts in order, rates, and the lagging instruments.

    Those that are `chasing` follow something that changes while nothing is done. Of the steps that they and
    the rates follow from, `moving` change in time, `fixed` don't. `cost` is what it takes to ask for all
    rates once, in parts of formulas, without searches and motions.
    """

    process: Process
    starts: Mapping[str, Answering]
    rates: Mapping[str, Answering]
    lagging: Mapping[str, Gauge]
    chasing: frozenset[str]
    fixed: tuple[ModelStep, ...]
    moving: tuple[ModelStep, ...]
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A lab with everything compiled; `program` is its apparatus as a task, `seen` are the words by id.

    `bound` are the names that follow from the apparatus; `whens` say where an instrument shows what a show is
    about; `moves` are the formulas of the scene's bindings, in their order.
    """

    lab: Lab
    program: Program
    kinds: Kinds
    steps: tuple[ModelStep, ...]
    gauges: Mapping[str, Gauge]
    doings: Mapping[str, Doing]
    hazards: tuple[tuple[Hazard, Answering], ...]
    shows: Mapping[str, tuple[Shown, Answering]]
    whens: Mapping[str, Answering]
    moves: tuple[Mapping[BindingKind, Closure], ...]
    course: Course | None
    start: Mapping[str, SettingValue]
    seen: Mapping[str, Text]
    bound: frozenset[str]

    def tells(self, *formulas: Answering | None) -> bool:
        """Tell whether one of these formulas follows from the apparatus."""
        return any(formula is not None and formula.needs & self.bound for formula in formulas)


_MACHINES: dict[int, Machine] = {}


def machine_of(lab: Lab) -> Machine:
    """Return the lab made ready; kept for the labs used last. Raises DocumentRefused, Refused."""
    kept = _MACHINES.get(id(lab))
    if kept is not None and kept.lab is lab:
        return kept
    machine = _build(lab)
    if len(_MACHINES) >= _KEPT:
        _MACHINES.clear()
    _MACHINES[id(lab)] = machine
    return machine


def settings_in_si(controls: Mapping[str, Control], settings: Mapping[str, SettingValue]) -> Values:
    """Return what formulas see of the settings."""
    return {
        name: in_si(control.form, value)
        if isinstance(control.form, Range | Numbers) and isinstance(value, float | int)
        else value
        for name, control in controls.items()
        for value in (settings[name],)
    }


def _build(lab: Lab) -> Machine:
    program = program_of(lab.apparatus)
    kinds = _first_kinds(lab, program)
    steps, kinds = build_steps(lab.model, kinds)

    def answering(formula: Formula) -> Answering:
        needs = names(formula.tree)
        return Answering(
            needs=needs,
            steps=steps_for(steps, needs),
            closure=compile_formula(formula.tree, kinds),
            size=cost_of(formula.tree, kinds),
        )

    gauges = {name: _gauge(instrument, answering) for name, instrument in lab.instruments.items()}
    actions = lab.process.actions if lab.process else {}
    return Machine(
        lab=lab,
        program=program,
        kinds=kinds,
        steps=steps,
        gauges=gauges,
        doings={name: _doing(action, answering) for name, action in actions.items()},
        hazards=tuple((hazard, answering(hazard.when)) for hazard in lab.hazards),
        shows={name: (shown, answering(shown.formula)) for name, shown in lab.scene.shows.items()},
        whens={name: answering(shown.when) for name, shown in lab.scene.shows.items() if shown.when},
        moves=_moves(lab, kinds),
        course=_course(lab.process, gauges, answering, steps) if lab.process else None,
        start=starting_settings(lab.controls),
        seen=seen_words(lab),
        bound=names_of_apparatus(lab, program, steps),
    )


_Answer = Callable[[Formula], Answering]


def _moves(lab: Lab, kinds: Kinds) -> tuple[Mapping[BindingKind, Closure], ...]:
    """Return the formulas that move the parts of the drawing, over what the page knows."""
    sorts: dict[str, Sort] = {name: kinds.sorts[name] for name in lab.controls}
    sorts |= {name: "number" if shown.step else "truth" for name, shown in lab.scene.shows.items()}
    known = Kinds(sorts={**sorts, "u": "number", "clock": "number", MEASURED: "truth"})
    return tuple(
        {kind: compile_formula(formula.tree, known) for kind, formula in binding.moves.items()}
        for binding in lab.scene.bindings
    )


def _gauge(instrument: Instrument, answering: _Answer) -> Gauge:
    return Gauge(
        instrument=instrument,
        unit=read_unit(instrument.unit),
        reads=answering(instrument.reads),
        when=answering(instrument.when) if instrument.when else None,
    )


def _doing(action: Action, answering: _Answer) -> Doing:
    return Doing(
        action=action,
        changes={name: answering(formula) for name, formula in action.changes.items()},
        when=answering(action.when) if action.when else None,
    )


def _course(
    process: Process, gauges: Mapping[str, Gauge], answering: _Answer, steps: tuple[ModelStep, ...]
) -> Course:
    rates = {variable.name: answering(variable.rate) for variable in process.variables if variable.rate}
    lagging = {name: gauge for name, gauge in gauges.items() if gauge.instrument.lag > 0}
    moved = {*rates, "time"}
    _moving(steps, moved)
    chasing = frozenset(name for name, gauge in lagging.items() if _needs(gauge) & moved)
    chased = (_needs(lagging[name]) for name in chasing)
    needed = steps_for(steps, frozenset().union(*(rate.needs for rate in rates.values()), *chased))
    moving = _moving(needed, {*rates, "time"})
    return Course(
        process=process,
        starts={variable.name: answering(variable.start) for variable in process.variables},
        rates=rates,
        lagging=lagging,
        chasing=chasing,
        fixed=tuple(step for step in needed if step not in moving),
        moving=moving,
        cost=sum(rate.size for rate in rates.values())
        + sum(_size(lagging[name]) for name in chasing)
        + sum(step.size for step in moving),
    )


def _size(gauge: Gauge) -> int:
    return gauge.reads.size + (gauge.when.size if gauge.when else 0)


def _needs(gauge: Gauge) -> frozenset[str]:
    return gauge.reads.needs | (gauge.when.needs if gauge.when else frozenset())


def _moving(steps: tuple[ModelStep, ...], changing: set[str]) -> tuple[ModelStep, ...]:
    """Return the steps that follow from names that change in time, and add what they give to these."""
    chosen = []
    for step in steps:
        if changing & step.needs:
            chosen.append(step)
            changing |= set(step.gives)
    return tuple(chosen)


def _first_kinds(lab: Lab, program: Program) -> Kinds:
    """Return the kinds of all names that stand before the model."""
    types = program.analysis.types
    sorts: dict[str, Sort] = {name: sort_of_type(found) for name, found in types.items()}
    for name, control in lab.controls.items():
        match control.form:
            case Range() | Numbers():
                sorts[name] = "number"
            case Words():
                sorts[name] = "word"
            case Wiring():
                sorts[name] = "other"
    variables = lab.process.variables if lab.process else ()
    sorts.update(dict.fromkeys(("time", "amount", *(variable.name for variable in variables)), "number"))
    return Kinds(
        sorts=sorts,
        tables=lab.apparatus.tables,
        row_tables={name: found.table for name, found in types.items() if isinstance(found, RowType)},
        units=program.analysis.units,
    )

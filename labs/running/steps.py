"""The model of a lab as steps in order: each takes the values so far and adds what its line gives."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Final

import numpy as np

from labs.documents.models import Circuit, ModelLine, Motion, Variable
from labs.models.allowances import begin, end, remaining, spend
from labs.models.circuits import Part, solve_circuit
from labs.models.compiled import Closure, compile_formula, cost_of, folded
from labs.models.events import follow_until
from labs.models.failures import ModelFailed
from labs.models.integrating import EACH_VALUE, Vector, follow
from labs.models.kinds import Kinds
from labs.models.roots import EVALUATIONS, only_root
from labs.models.scalars import Scalar, Values
from variants.formulas.trees import Comparison, Tree, names
from variants.quantities.units import read_unit
from variants.templates.task import SolveLine
from variants.texts import Text

_REMEMBERED: Final = 256
_CIRCUIT: Final = 100
"""What each element of a circuit takes, in parts of formulas."""
Run = Callable[[Values], Mapping[str, Scalar]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStep:
    """One line of the model: what it gives and needs, and the function from values to what it gives.

    `cost` is how long it takes, in lines of algebra; `size` are the parts of a formula of algebra.
    """

    gives: tuple[str, ...]
    needs: frozenset[str]
    run: Run
    cost: int = 1
    size: int = 0
    line: int = 0
    column: int = 0


def compute(steps: Iterable[ModelStep], values: Values) -> Values:
    """Add to the values what the steps give, within what is allowed for one moment.

    Raises ModelFailed with the place of the line.
    """
    begun = begin()
    try:
        for step in steps:
            try:
                values.update(step.run(values))
            except ModelFailed as failed:
                raise ModelFailed(
                    failed.message, failed.line or step.line, failed.column or step.column
                ) from failed
    finally:
        if begun:
            end()
    return values


def steps_for(steps: Sequence[ModelStep], wanted: Iterable[str]) -> tuple[ModelStep, ...]:
    """Return, in order, only the steps that these names follow from."""
    needed, chosen = set(wanted), []
    for step in reversed(steps):
        if needed.intersection(step.gives):
            chosen.append(step)
            needed |= step.needs
    return tuple(reversed(chosen))


def build_steps(model: Iterable[ModelLine], kinds: Kinds) -> tuple[tuple[ModelStep, ...], Kinds]:
    """Return the steps of a model, and the kinds with all that they give."""
    steps = []
    for line in model:
        match line:
            case SolveLine():
                step, kinds = _algebra(line, kinds)
            case Motion():
                kinds = kinds.with_names(dict.fromkeys(_given_by_motion(line), "number"))
                step = _motion(line, kinds)
            case Circuit():
                step = _circuit(line, kinds)
                kinds = kinds.with_names(dict.fromkeys(step.gives, "number"))
        steps.append(step if isinstance(line, SolveLine) and line.search is None else _remembering(step))
    return tuple(steps), kinds


def _remembering(step: ModelStep) -> ModelStep:
    """Return the step that keeps what it found last: a look and a reading ask for the same.

    What was found is as dear as it was at first: whether a moment is refused hangs on nothing that was kept.
    """
    needs, found = sorted(step.needs), dict[tuple[Scalar, ...], tuple[Mapping[str, Scalar], int]]()

    def run(values: Values) -> Mapping[str, Scalar]:
        key = tuple(values.get(name) for name in needs)
        if any(isinstance(value, np.ndarray) for value in key):
            return step.run(values)
        known = found.get(key)
        if known is not None:
            spend(known[1])
            return known[0]
        left = remaining()
        given = step.run(values)
        if len(found) >= _REMEMBERED:
            found.clear()
        found[key] = given, left - remaining()
        return given

    return replace(step, run=run)


def _algebra(line: SolveLine, kinds: Kinds) -> tuple[ModelStep, Kinds]:
    tree = line.formula.tree
    if line.search is not None:
        kinds = kinds.with_names({line.name: "number"})
        run = _root(line, kinds)
    else:
        compiled = compile_formula(tree, kinds)
        table = kinds.table_of(tree)
        kinds = kinds.with_names(
            {line.name: "word" if table else kinds.sort(tree)}, {line.name: table} if table else {}
        )
        run = _named(line.name, compiled)
    step = ModelStep(
        gives=(line.name,),
        needs=names(tree) - {line.name},
        run=run,
        cost=1 if line.search is None else 300,
        size=cost_of(tree, kinds) if line.search is None else 0,
        line=line.formula.line,
        column=line.formula.column,
    )
    return step, kinds


def _named(name: str, compiled: Callable[[Values], Scalar]) -> Run:
    return lambda values: {name: compiled(values)}


def _root(line: SolveLine, kinds: Kinds) -> Run:
    search, tree = line.search, line.formula.tree
    if search is None or not isinstance(tree, Comparison):
        raise TypeError("not an implicit line")
    left, right = (compile_formula(item, kinds) for item in tree.items)
    unit = read_unit(search.unit)
    low, high = (number * unit.factor + unit.offset for number in (search.lowest, search.highest))
    work = EVALUATIONS * sum(cost_of(item, kinds) for item in tree.items)

    def run(values: Values) -> Mapping[str, Scalar]:
        inside = dict(values)
        spend(work)

        def gap(unknown: float) -> float:
            inside[line.name] = unknown
            return float(left(inside) - right(inside))

        return {line.name: only_root(gap, low, high)}

    return run


def _given_by_motion(line: Motion) -> tuple[str, ...]:
    return (line.name, *(variable.name for variable in line.variables))


def _motion(line: Motion, kinds: Kinds) -> ModelStep:
    own = {variable.name for variable in line.variables}
    formulas = [formula for variable in line.variables for formula in (variable.start, variable.rate)]
    needs = {
        name for formula in (*formulas, line.until, line.lasts) if formula for name in names(formula.tree)
    }
    return ModelStep(
        gives=_given_by_motion(line),
        needs=frozenset(needs - own),
        run=_followed(line, kinds),
        cost=50_000,
        line=line.line,
        column=line.column,
    )


def _followed(line: Motion, kinds: Kinds) -> Run:
    order = [variable.name for variable in line.variables]
    starts = [compile_formula(variable.start.tree, kinds) for variable in line.variables]
    gap = truth_gap(line.until.tree, kinds) if line.until else None
    lasts = compile_formula(line.lasts.tree, kinds) if line.lasts else None
    rated = [cost_of(variable.rate.tree, kinds) for variable in line.variables if variable.rate]
    asked = sum(rated) + EACH_VALUE * len(order)
    looked = EACH_VALUE * len(order) + (cost_of(line.until.tree, kinds) if line.until else 0)

    def run(values: Values) -> Mapping[str, Scalar]:
        inside = dict(values)
        begin = [float(start(values)) for start in starts]
        rates = [_rate(variable, kinds, values, {*order, "time"}) for variable in line.variables]
        beginning = float(values.get("time", 0.0))

        def slopes(time: float, there: Vector) -> Vector:
            spend(asked)
            inside["time"] = beginning + time
            for name, value in zip(order, there, strict=True):
                inside[name] = value  # noqa: PERF403 - into a dictionary that has more
            return [rate(inside) for rate in rates]

        def turned(time: float, there: Vector) -> float:
            spend(looked)
            inside["time"] = beginning + time
            inside.update(zip(order, there, strict=True))
            return gap(inside) if gap else 0.0

        if lasts is None:
            ending = follow_until(slopes, 0.0, begin, line.longest, turned)
            found = ending.time if ending.found else nan
            return {line.name: found, **dict(zip(order, ending.values, strict=True))}
        lasting = _duration(float(lasts(values)), line.longest)
        for stride in follow(slopes, 0.0, begin, lasting):
            begin = stride.after
        return {line.name: lasting, **dict(zip(order, begin, strict=True))}

    return run


def _rate(variable: Variable, kinds: Kinds, values: Values, moving: set[str]) -> Closure:
    """Return the rate of a variable; what doesn't move is computed once, for the rate is asked for often."""
    if variable.rate is None:
        return _still
    return compile_formula(folded(variable.rate.tree, kinds, values, moving), kinds)


def _still(values: Values) -> float:
    return 0.0


def _duration(seconds: float, longest: float) -> float:
    if 0 <= seconds <= longest:
        return seconds
    raise ModelFailed(
        Text(
            en=f"a motion lasts from 0 to {longest:g} s, this one {seconds:g} s",
            ru=f"движение длится от 0 до {longest:g} с, а это — {seconds:g} с",
        )
    )


def truth_gap(tree: Tree, kinds: Kinds) -> Callable[[Values], float]:
    """Return a function that is positive where a statement is true; for a plain inequality it is smooth."""
    if isinstance(tree, Comparison) and len(tree.relations) == 1 and tree.relations[0] in _SIGNS:
        sign = _SIGNS[tree.relations[0]]
        left, right = (compile_formula(item, kinds) for item in tree.items)
        return lambda values: float(sign * (left(values) - right(values)))
    statement = compile_formula(tree, kinds)
    return lambda values: 1.0 if statement(values) else -1.0


_SIGNS: Final = {"<": -1.0, "<=": -1.0, ">": 1.0, ">=": 1.0}


def _circuit(line: Circuit, kinds: Kinds) -> ModelStep:
    resistances = {element.name: compile_formula(element.resistance.tree, kinds) for element in line.elements}
    sources = {
        element.name: compile_formula(element.emf.tree, kinds) for element in line.elements if element.emf
    }
    formulas = [formula for element in line.elements for formula in (element.resistance, element.emf)]

    def run(values: Values) -> Mapping[str, Scalar]:
        parts = {
            element.name: Part(
                plus=element.plus,
                minus=element.minus,
                resistance=float(resistances[element.name](values)),
                emf=float(sources[element.name](values)) if element.name in sources else None,
            )
            for element in line.elements
        }
        spend(_CIRCUIT * len(parts))
        joins = [(one, other) for one, _, other in (join.partition("-") for join in values[line.wiring])]
        found = {}
        for name, flow in solve_circuit(parts, joins).items():
            found[f"I_{name}"], found[f"U_{name}"] = flow.current, flow.voltage
        return found

    return ModelStep(
        gives=tuple(f"{letter}_{element.name}" for element in line.elements for letter in "IU"),
        needs=frozenset({line.wiring}.union(*(names(formula.tree) for formula in formulas if formula))),
        run=run,
        cost=100,
        line=line.line,
        column=line.column,
    )

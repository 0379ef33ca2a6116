"""One student's apparatus from its frozen givens: at once what the model follows from, the rest when asked.

A bench is opened for a reading; what else the apparatus has, such as the truths, only a judge asks for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial

from labs.models.scalars import Values, scalar_of
from labs.running.machines import Answering, Machine
from variants.formulas.trees import Tree, names
from variants.templates.evaluating.computing import Program
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.frozen_members import frozen_environment
from variants.templates.located_problems import Problems
from variants.templates.task import DependentForm
from variants.variant import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Apparatus:
    """The values that the model follows from, and `whole`, which computes all names once it is asked."""

    values: Values = field(repr=False)
    whole: Callable[[], Environment] = field(repr=False)


def set_up(machine: Machine, given: Mapping[str, Given]) -> Apparatus:
    """Return the apparatus of these frozen givens. Raises DocumentRefused where they don't fit the lab."""
    # The apparatus is hidden by being a lab's, not line by line: there it would be taken for shown by now.
    dealt = {name: replace(one, hidden=False) for name, one in given.items()}
    environment = _environment(machine, _inner(machine), dealt)
    values = {name: scalar_of(column) for name, column in environment.columns.items()}
    return Apparatus(values=values, whole=cache(partial(_environment, machine, machine.program, dealt)))


def _environment(machine: Machine, program: Program, dealt: Mapping[str, Given]) -> Environment:
    problems = Problems(machine.lab.apparatus.document or machine.lab.id)
    environment = frozen_environment(program, dealt, problems)
    problems.stop_if_any()
    return environment


def _inner(machine: Machine) -> Program:
    """Return the program with those lines only that some formula of the model follows from."""
    program, used = machine.program, _used(machine)
    for name in reversed(program.analysis.order):
        if name in used:
            used |= _heads(_tree_of(program, name))
    order = tuple(name for name in program.analysis.order if name in used)
    return replace(program, analysis=replace(program.analysis, order=order))


def _used(machine: Machine) -> set[str]:
    """Return the names that formulas of the model name, and what they are of: `salt` for `salt.colour`."""
    used: set[str] = set()
    for step in machine.steps:
        used |= step.needs
    for formula in _formulas(machine):
        used |= formula.needs
    return used | {name.split(".")[0] for name in used}


def _formulas(machine: Machine) -> Iterator[Answering]:
    for gauge in machine.gauges.values():
        yield gauge.reads
        if gauge.when:
            yield gauge.when
    for doing in machine.doings.values():
        yield from doing.changes.values()
        if doing.when:
            yield doing.when
    yield from (formula for _, formula in machine.hazards)
    yield from (formula for _, formula in machine.shows.values())
    if machine.course:
        yield from machine.course.starts.values()
        yield from machine.course.rates.values()


def _tree_of(program: Program, name: str) -> Tree:
    given = program.task.given.get(name)
    if given is not None and isinstance(given.form, DependentForm):
        return given.form.formula.tree
    return program.task.solve[name].formula.tree


def _heads(tree: Tree) -> set[str]:
    found = names(tree)
    return {*found, *(name.split(".")[0] for name in found)}

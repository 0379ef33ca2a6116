"""Which names follow from the apparatus: what they give comes with a reading, and never with a mere look."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from labs.documents.lab import Lab
from labs.documents.models import Process
from labs.running.steps import ModelStep
from variants.formulas.trees import names
from variants.templates.checks.order import reach
from variants.templates.evaluating.computing import Program


def names_of_apparatus(lab: Lab, program: Program, steps: Iterable[ModelStep]) -> frozenset[str]:
    """Return the hidden constants and every name that is computed from one, by whatever way.

    A variable of a process follows from its start, its rate, and all that actions make of it.
    """
    needs: defaultdict[str, frozenset[str]] = defaultdict(frozenset, program.analysis.needs)
    for step in steps:
        for name in step.gives:
            needs[name] |= step.needs
    if lab.process is not None:
        for name, used in _of_process(lab.process).items():
            needs[name] |= used
    hidden = frozenset(lab.hidden)
    return hidden | {name for name in needs if reach(frozenset((name,)), needs) & hidden}


def _of_process(process: Process) -> Mapping[str, frozenset[str]]:
    needs: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for variable in process.variables:
        formulas = [variable.start, *([variable.rate] if variable.rate else [])]
        needs[variable.name] |= frozenset().union(*(names(formula.tree) for formula in formulas))
    for action in process.actions.values():
        for name, change in action.changes.items():
            needs[name] |= names(change.tree)
    return needs

"""In which unit each number of a model is printed: its own where it has one, else the usual one."""

from collections.abc import Iterator, Mapping

from labs.documents.lab import Lab
from labs.documents.models import Circuit, ModelLine, Motion
from labs.documents.settings import Numbers, Range, Words
from variants.formulas.errors import FormulaRefused
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.evaluating.computing import program_of
from variants.templates.inference import Unknowable, infer
from variants.templates.task import SolveLine
from variants.templates.value_types import NumberType, Scope, Type, WordType

SECOND = "s"


def model_units(lab: Lab) -> Mapping[str, str]:
    """Return the unit of every number of the model, by name. Raises DocumentRefused."""
    program = program_of(lab.apparatus)
    types: dict[str, Type] = dict(program.analysis.types)
    units: dict[str, str] = dict(program.analysis.units)
    for name, unit in _declared(lab):
        units[name] = unit
        types[name] = NumberType(dimension=read_unit(unit).dimension)
    for name, control in lab.controls.items():
        if isinstance(control.form, Words):
            types[name] = WordType(words=frozenset(control.form.words))
    for line in lab.model:
        for name, found in _given_by(line, Scope(names=types, tables=lab.apparatus.tables, strict=False)):
            types[name] = found
            if name not in units and isinstance(found, NumberType):
                units[name] = default_unit(found.dimension or DIMENSIONLESS)
    return units


def _declared(lab: Lab) -> Iterator[tuple[str, str]]:
    """Yield the names whose unit is written down."""
    yield "time", SECOND
    for name, control in lab.controls.items():
        if isinstance(control.form, Range | Numbers):
            yield name, control.form.unit
    for variable in lab.process.variables if lab.process is not None else ():
        yield variable.name, variable.unit
    for line in lab.model:
        if isinstance(line, Motion):
            yield line.name, SECOND
            yield from ((variable.name, variable.unit) for variable in line.variables)
        elif isinstance(line, Circuit):
            for element in line.elements:
                yield f"I_{element.name}", "A"
                yield f"U_{element.name}", "V"
        elif line.search is not None:
            yield line.name, line.search.unit


def _given_by(line: ModelLine, scope: Scope) -> Iterator[tuple[str, Type]]:
    """Yield what a line of algebra holds; of one that can't be told nothing is said."""
    if not isinstance(line, SolveLine) or line.search is not None:
        return
    try:
        yield line.name, infer(line.formula.tree, scope)
    except (FormulaRefused, Unknowable):
        return

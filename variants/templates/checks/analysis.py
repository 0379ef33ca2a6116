"""What every name of a task holds, in which order names are computed, and in which unit each is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from variants.constants import CONSTANTS
from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import Comparison, Name, names
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import read_unit
from variants.templates.asks import ChoiceAsk, ExpressionAsk, QuantityAsk, TableAsk
from variants.templates.checks.order import Circle, in_order
from variants.templates.inference import Unknowable, infer
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.task import (
    DependentForm,
    GivenLine,
    NumbersForm,
    RowForm,
    SeriesForm,
    SolveLine,
    Task,
    WordsForm,
)
from variants.templates.type_checks import common_dimension, expect_number
from variants.templates.value_types import NumberType, RowType, Scope, Type, WordType
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Types of all names, the order of dependent givens and solved lines, units to print in."""

    types: Mapping[str, Type]
    order: tuple[str, ...]
    needs: Mapping[str, frozenset[str]]
    units: Mapping[str, str]
    unknown: frozenset[str] = frozenset()

    def scope(self, task: Task, *, strict: bool = True) -> Scope:
        """Return the names that formulas of this task may use."""
        return Scope(
            names=self.types,
            tables=task.tables,
            letters=frozenset(task.letters),
            unknown=self.unknown,
            strict=strict,
        )


def analyse(task: Task, problems: Problems) -> Analysis:
    """Find types, order and units; what is wrong in a line is added to the problems."""
    types = _independent_types(task)
    needs = _needs(task)
    try:
        order = in_order(needs)
    except Circle as circle:
        _complain_about_circle(task, circle, problems)
        order = ()
    unknown = set(problems.refused_names)
    if needs and not order:
        unknown |= set(needs)
    for name in order:
        scope = Scope(
            names=types, tables=task.tables, letters=frozenset(task.letters), unknown=frozenset(unknown)
        )
        found = _dependent_type(task, name, scope, problems)
        if found is None:
            unknown.add(name)
        else:
            types[name] = found
    units = _units(task, types)
    return Analysis(types=types, order=order, needs=needs, units=units, unknown=frozenset(unknown))


def _needs(task: Task) -> dict[str, frozenset[str]]:
    needs = {
        line.name: names(line.form.formula.tree)
        for line in task.given.values()
        if isinstance(line.form, DependentForm)
    }
    needs.update({line.name: names(line.formula.tree) - _own(line) for line in task.solve.values()})
    return needs


def _own(line: SolveLine) -> frozenset[str]:
    return frozenset((line.name,)) if line.search is not None else frozenset()


def _complain_about_circle(task: Task, circle: Circle, problems: Problems) -> None:
    steps = list(zip(circle.path, circle.path[1:], strict=False))
    message = Text(
        en=", ".join(f"{name} needs {need}" for name, need in steps),
        ru=", ".join(f"{name} зависит от {need}" for name, need in steps),
    )
    first = circle.path[0]
    if first in task.solve:
        formula = task.solve[first].formula
        problems.add((formula.line, formula.column), message)
    else:
        line = task.given[first]
        problems.add((line.line, line.column), message)


def _independent_types(task: Task) -> dict[str, Type]:
    types: dict[str, Type] = {}
    for name in task.constants:
        types[name] = NumberType(dimension=read_unit(CONSTANTS[name].unit).dimension)
    for letter in task.letters.values():
        types[letter.name] = NumberType(
            dimension=read_unit(letter.unit).dimension, letters=frozenset((letter.name,))
        )
    for line in task.given.values():
        found = _form_type(line)
        if found is not None:
            types[line.name] = found
    return types


def _form_type(line: GivenLine) -> Type | None:
    match line.form:
        case NumbersForm(unit=unit, each=each):
            return NumberType(dimension=read_unit(unit).dimension, length=each)
        case SeriesForm(unit=unit, numbers=numbers):
            return NumberType(dimension=read_unit(unit).dimension, length=len(numbers))
        case WordsForm(words=words):
            return WordType(words=frozenset(words))
        case RowForm(table=table):
            return RowType(table=table)
        case DependentForm():
            return None


def _dependent_type(task: Task, name: str, scope: Scope, problems: Problems) -> Type | None:
    solved = task.solve.get(name)
    if solved is None:
        line = task.given[name]
        assert isinstance(line.form, DependentForm)
        return _checked(line.form.formula, partial(_given_type, line, line.form, scope), problems)
    read = _root_type if solved.search is not None else _solved_type
    return _checked(solved.formula, partial(read, task, solved, scope), problems)


def _checked(formula: Formula, read: "partial[Type]", problems: Problems) -> Type | None:
    try:
        return problems.attempt_formula(formula, read)
    except Unknowable:
        return None


def _given_type(line: GivenLine, form: DependentForm, scope: Scope) -> Type:
    found = expect_number(infer(form.formula.tree, scope), form.formula.tree)
    unit = read_unit(form.unit)
    if found.letters:
        raise FormulaRefused(Text(en="a given can't contain letters", ru="в условии не может быть букв"))
    if not names(form.formula.tree):
        return NumberType(dimension=unit.dimension, length=found.length)
    if line.figures is None and line.decimals is None:
        raise FormulaRefused(
            Text(
                en=f"say `figures` or `decimals` for `{line.name}`",
                ru=f"укажите `figures` или `decimals` для `{line.name}`",
            )
        )
    if found.dimension not in (None, unit.dimension):
        shown = default_unit(found.dimension or DIMENSIONLESS) or "1"
        raise FormulaRefused(
            Text(
                en=f"the formula gives {shown}, not {form.unit or 'a pure number'}",
                ru=f"формула даёт {shown}, а не {form.unit or 'число без единицы'}",
            )
        )
    return replace(found, dimension=unit.dimension)


def _root_type(task: Task, line: SolveLine, scope: Scope) -> Type:
    _demand_new_name(task, line)
    assert line.search is not None
    unknown = NumberType(dimension=read_unit(line.search.unit).dimension)
    inside = replace(scope, names={**scope.names, line.name: unknown})
    tree = line.formula.tree
    assert isinstance(tree, Comparison)
    sides = [expect_number(infer(item, inside), item) for item in tree.items]
    common_dimension(tree, sides, inside)
    if any(side.letters or side.length for side in sides):
        raise FormulaRefused(
            Text(
                en="an equation to be solved has neither letters nor series",
                ru="в решаемом уравнении не бывает ни букв, ни рядов",
            )
        )
    return unknown


def _solved_type(task: Task, line: SolveLine, scope: Scope) -> Type:
    _demand_new_name(task, line)
    return infer(line.formula.tree, scope)


def _demand_new_name(task: Task, line: SolveLine) -> None:
    if line.name in task.given or line.name in task.letters or line.name in task.constants:
        raise FormulaRefused(
            Text(en=f"`{line.name}` has a meaning already", ru=f"имя `{line.name}` уже занято")
        )


def _units(task: Task, types: Mapping[str, Type]) -> dict[str, str]:
    units = {name: constant.unit for name, constant in CONSTANTS.items() if name in task.constants}
    units.update({letter.name: letter.unit for letter in task.letters.values()})
    for line in task.given.values():
        if not isinstance(line.form, WordsForm | RowForm):
            units[line.name] = line.form.unit
    asked = _asked_units(task)
    for name in task.solve:
        found = types.get(name)
        if isinstance(found, NumberType):
            units[name] = asked.get(
                name, _root_unit(task, name) or default_unit(found.dimension or DIMENSIONLESS)
            )
    return units


def _root_unit(task: Task, name: str) -> str:
    search = task.solve[name].search
    return search.unit if search is not None else ""


def _asked_units(task: Task) -> dict[str, str]:
    """Return the units in which solved names are asked for, where the key is just a name."""
    units: dict[str, str] = {}
    for ask in task.asks.values():
        forms = [ask.form]
        if isinstance(ask.form, TableAsk):
            forms = [column.form for column in ask.form.columns if column.form is not None]
        for form in forms:
            if isinstance(form, QuantityAsk | ExpressionAsk | ChoiceAsk) and form.key is not None:
                tree = form.key.tree
                if isinstance(tree, Name):
                    units.setdefault(tree.name, form.unit)
    return units

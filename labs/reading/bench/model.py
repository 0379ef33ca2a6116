"""Read `model`: lines of algebra, roots, motions and circuits, in order; each gives its names a meaning."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from labs.documents.models import Circuit, Element, ModelLine, Motion, Variable
from labs.documents.settings import Control, Wiring
from labs.reading.checking import NOTHING, SECOND, Checker, Reader, measured_type
from labs.reading.names import Names
from labs.reading.numbers import read_positive
from variants.formulas.errors import FormulaRefused
from variants.formulas.suggestions import with_suggestion
from variants.formulas.trees import Comparison
from variants.formulas.trees import names as names_in
from variants.templates.documents import Complaint, Leaf, Node
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.reading.fields import (
    Fields,
    read_formula_at,
    read_record,
    read_text,
    read_unit_text,
    read_word,
)
from variants.templates.reading.given_reading import read_solve_line
from variants.templates.reading.names import read_names
from variants.templates.task import SolveLine
from variants.templates.type_checks import common_dimension, expect_number
from variants.templates.value_types import NumberType, Type
from variants.texts import Text

LONGEST_MOTION: Final = 3600.0
_FORMS: Final = ("solves", "motion", "circuit")


def read_model(node: Node, names: Names, controls: Mapping[str, Control]) -> tuple[ModelLine, ...]:
    """Read the lines of the model from first to last. Raises Complaint."""
    entries = read_names(node, names.problems)
    later = [name for name, _ in entries]
    lines = []
    for name, entry in entries:
        line = names.problems.attempt(partial(_line, name, entry, names, controls))
        later.remove(name)
        if line is None:
            names.add(name, entry, None)
        else:
            _check_order(line, later, names)
            lines.append(line)
    return tuple(lines)


def _line(name: str, node: Node, names: Names, controls: Mapping[str, Control]) -> ModelLine:
    if isinstance(node, Leaf):
        return _algebra(name, node, names)
    form = next((form for form in _FORMS if form in read_record(node).entries), None)
    if form == "solves":
        return _root(name, node, names)
    if form == "motion":
        return _motion(name, node, names)
    if form == "circuit":
        return _circuit(name, node, names, controls)
    raise Complaint(
        node,
        Text(
            en=f"`{name}` is a formula, or has one of the fields {', '.join(_FORMS)}",
            ru=f"`{name}` — формула или запись с одним из полей {', '.join(_FORMS)}",
        ),
    )


def _check_order(line: ModelLine, later: list[str], names: Names) -> None:
    if not isinstance(line, SolveLine):
        return
    used = names_in(line.formula.tree) & set(later)
    for name in sorted(used - set(names.types)):
        names.problems.add(
            (line.formula.line, line.formula.column),
            Text(
                en=f"`{name}` is computed further down; move its line up",
                ru=f"`{name}` вычисляется ниже; поставьте его строку раньше",
            ),
        )


def _algebra(name: str, node: Leaf, names: Names) -> SolveLine:
    formula = read_formula_at(node)
    names.needs(name, formula.tree)
    names.add(name, node, names.checker().type_of(formula))
    return SolveLine(name=name, formula=formula)


def _root(name: str, node: Node, names: Names) -> SolveLine:
    line = read_solve_line(name, node, names.problems)
    assert line.search is not None
    unknown = measured_type(line.search.unit)
    inside = names.checker().with_names({name: unknown})
    names.problems.attempt_formula(line.formula, partial(_check_sides, line.formula, inside))
    names.needs(name, line.formula.tree)
    names.add(name, node, unknown)
    return line


def _check_sides(formula: Formula, checker: Checker) -> None:
    assert isinstance(formula.tree, Comparison)
    if names_in(formula.tree) & checker.scope.unknown:
        return
    sides = [expect_number(infer(item, checker.scope), item) for item in formula.tree.items]
    common_dimension(formula.tree, sides, checker.scope)
    if any(side.length for side in sides):
        raise FormulaRefused(
            Text(en="an equation to be solved has no series", ru="в решаемом уравнении не бывает рядов")
        )


def _motion(name: str, node: Node, names: Names) -> Motion:
    problems = names.problems
    fields = Fields(node, problems, ("motion", "until", "lasts", "longest"))
    if ("until" in fields) == ("lasts" in fields):
        raise Complaint(
            node,
            Text(
                en="say how a motion ends: `until` a statement, or `lasts` a time",
                ru="укажите, чем кончается движение: `until` (до события) или `lasts` (сколько длится)",
            ),
        )
    outside = names.checker()
    entries = read_names(fields.record.entries["motion"], problems)
    types = declared_types(entries, names)
    inside = outside.with_names(types)
    variables = tuple(
        variable
        for one, entry in entries
        if (variable := problems.attempt(partial(read_variable, one, entry, outside, inside))) is not None
    )
    if not any(variable.rate for variable in variables):
        problems.add(node, Text(en="nothing moves: no `rate`", ru="ничего не меняется: нет ни одного `rate`"))
    motion = Motion(
        name=name,
        variables=variables,
        longest=fields.get("longest", read_positive(1e6), LONGEST_MOTION),
        until=fields.maybe("until", inside.truth),
        lasts=fields.maybe("lasts", outside.measured(SECOND)),
        line=fields.record.line,
        column=fields.record.column,
    )
    _name_motion(motion, node, names, types)
    return motion


def _name_motion(motion: Motion, node: Node, names: Names, types: Mapping[str, Type]) -> None:
    names.add(motion.name, node, NumberType(dimension=SECOND))
    for variable in motion.variables:
        for formula in (variable.start, variable.rate):
            names.needs(variable.name, (formula or NOTHING).tree)
        names.add(variable.name, node, types.get(variable.name))


def declared_types(entries: list[tuple[str, Node]], names: Names) -> dict[str, Type]:
    """Return what variables hold, by the units they are written with."""
    types: dict[str, Type] = {}
    for name, entry in entries:
        unit = names.problems.attempt(partial(_unit_of, entry))
        if unit is not None:
            types[name] = measured_type(unit)
    return types


def _unit_of(node: Node) -> str:
    unit = read_record(node).entries.get("unit")
    return "" if unit is None else read_unit_text(unit)


def read_variable(name: str, node: Node, start: Checker, rate: Checker) -> Variable:
    """Read a quantity that changes in time. Raises Complaint."""
    fields = Fields(node, start.problems, ("start", "rate", "unit"))
    unit = fields.get("unit", read_unit_text, "")
    return Variable(
        name=name,
        unit=unit,
        start=fields.need("start", start.number(unit), NOTHING),
        rate=fields.maybe("rate", rate.rate(unit)),
    )


def _circuit(name: str, node: Node, names: Names, controls: Mapping[str, Control]) -> Circuit:
    fields = Fields(node, names.problems, ("circuit", "wiring"))
    wirings = [one for one, control in controls.items() if isinstance(control.form, Wiring)]
    wiring = fields.need("wiring", read_word(*wirings), "")
    form = controls[wiring].form if wiring else None
    terminals = form.terminals if isinstance(form, Wiring) else {}
    entries = read_names(fields.record.entries["circuit"], names.problems)
    elements = []
    names.take(name, node)
    for one, entry in entries:
        found = names.problems.attempt(partial(_element, one, entry, names, terminals))
        if found is not None:
            elements.append(found)
    for one, entry in entries:
        names.add(f"I_{one}", entry, measured_type("A"))
        names.add(f"U_{one}", entry, measured_type("V"))
    return Circuit(
        name=name,
        elements=tuple(elements),
        wiring=wiring,
        line=fields.record.line,
        column=fields.record.column,
    )


def _element(name: str, node: Node, names: Names, terminals: Mapping[str, Text]) -> Element:
    fields = Fields(node, names.problems, ("plus", "minus", "resistance", "emf"))
    if "resistance" not in fields and "emf" not in fields:
        raise Complaint(
            node,
            Text(
                en=f"`{name}` has a `resistance`, an `emf` or both",
                ru=f"у `{name}` должно быть `resistance`, `emf` или оба",
            ),
        )
    checker = names.checker()
    ohms: Reader = checker.number("ohm")
    return Element(
        name=name,
        plus=fields.need("plus", partial(_terminal, terminals=terminals), ""),
        minus=fields.need("minus", partial(_terminal, terminals=terminals), ""),
        resistance=fields.get("resistance", ohms, NOTHING),
        emf=fields.maybe("emf", checker.number("V")),
    )


def _terminal(node: Node, terminals: Mapping[str, Text]) -> str:
    text = read_text(node)
    if text not in terminals:
        message = Text(en=f"the wiring has no terminal `{text}`", ru=f"в `wiring` нет клеммы `{text}`")
        raise Complaint(node, with_suggestion(message, text, terminals))
    return text

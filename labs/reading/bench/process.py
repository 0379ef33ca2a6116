"""Read `process`: variables that go on in lab time, and the actions that change them at a moment."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from labs.documents.models import Action, Hazard, Process, Variable
from labs.documents.settings import Numbers, Range
from labs.reading.bench.controls import number_form
from labs.reading.bench.model import declared_types, read_variable
from labs.reading.checking import NOTHING, Checker, measured_type
from labs.reading.names import Names
from labs.reading.numbers import read_positive
from labs.reading.words import read_words
from variants.formulas.suggestions import with_suggestion
from variants.templates.documents import Complaint, Node, Record
from variants.templates.located import Formula
from variants.templates.reading.fields import Fields, read_integer, read_items
from variants.templates.reading.names import read_names
from variants.templates.value_types import Type
from variants.texts import Text

LONGEST: Final = 1e6
MOST_SPEEDS: Final = 6
_FIELDS: Final = ("variables", "actions", "speeds", "longest")


def declare_variables(node: Node, names: Names) -> None:
    """Give the variables of a process their meaning, so that the model can use them. Raises Complaint."""
    variables = node.entries.get("variables") if isinstance(node, Record) else None
    if variables is None:
        return
    entries = read_names(variables, names.problems)
    types = declared_types(entries, names)
    for name, entry in entries:
        names.add(name, entry, types.get(name))


def read_process(node: Node, names: Names) -> Process:
    """Read what goes on in time, after the model: rates may use its lines. Raises Complaint."""
    fields = Fields(node, names.problems, _FIELDS)
    nothing: tuple[Variable, ...] = ()
    no_actions: dict[str, Action] = {}
    variables = fields.get("variables", partial(_variables, names=names), nothing)
    types = {variable.name: variable.unit for variable in variables}
    return Process(
        variables=variables,
        actions=fields.get("actions", partial(_actions, names=names, units=types), no_actions),
        speeds=fields.get("speeds", _speeds, (1.0,)),
        longest=fields.need("longest", read_positive(LONGEST), 1.0),
    )


def _variables(node: Node, names: Names) -> tuple[Variable, ...]:
    """A start may use the apparatus and the variables before it, a rate everything."""
    start, rates = names.checker(names.apparatus), names.checker()
    found = []
    for name, entry in read_names(node, names.problems):
        variable = names.problems.attempt(partial(read_variable, name, entry, start, rates))
        if variable is not None:
            found.append(variable)
            start = start.with_names({name: measured_type(variable.unit)})
    return tuple(found)


def _speeds(node: Node) -> tuple[float, ...]:
    speeds = tuple(read_positive(3600)(item) for item in read_items(node))
    if not 1 <= len(speeds) <= MOST_SPEEDS:
        raise Complaint(
            node,
            Text(en=f"list 1 to {MOST_SPEEDS} speeds", ru=f"перечислите от 1 до {MOST_SPEEDS} скоростей"),
        )
    return speeds


def _actions(node: Node, names: Names, units: Mapping[str, str]) -> dict[str, Action]:
    actions = {}
    for name, entry in read_names(node, names.problems):
        action = names.problems.attempt(partial(_action, name, entry, names, units))
        if action is not None:
            actions[name] = action
    return actions


def _action(name: str, node: Node, names: Names, units: Mapping[str, str]) -> Action:
    problems = names.problems
    if name == "wait":
        raise Complaint(node, Text(en="`wait` has a meaning already", ru="имя `wait` уже занято"))
    fields = Fields(node, problems, ("label", "amount", "changes", "when", "refusal"))
    if ("when" in fields) != ("refusal" in fields):
        problems.add(node, Text(en="`when` and `refusal` go together", ru="`when` и `refusal` пишут вместе"))
    amount = fields.maybe("amount", partial(_amount, names=names))
    extra: dict[str, Type] = {} if amount is None else {"amount": measured_type(amount.unit)}
    checker = names.checker().with_names(extra)
    no_changes: dict[str, Formula] = {}
    return Action(
        name=name,
        label=fields.need("label", read_words(problems), Text()),
        changes=fields.need("changes", partial(_changes, checker=checker, units=units), no_changes),
        amount=amount,
        when=fields.maybe("when", checker.truth),
        refusal=fields.get("refusal", read_words(problems), Text()),
    )


def _amount(node: Node, names: Names) -> Range | Numbers:
    known = ("one_of", "unit") if "one_of" in getattr(node, "entries", ()) else ("from", "to", "step", "unit")
    return number_form(Fields(node, names.problems, known))


def _changes(node: Node, checker: Checker, units: Mapping[str, str]) -> dict[str, Formula]:
    changes: dict[str, Formula] = {}
    for name, entry in read_names(node, checker.problems):
        if name not in units:
            message = Text(
                en=f"`{name}` is no variable of the process", ru=f"`{name}` — не переменная процесса"
            )
            checker.problems.add(entry, with_suggestion(message, name, units))
            continue
        changes[name] = checker.problems.attempt(partial(checker.number(units[name]), entry)) or NOTHING
    return changes


def read_hazards(node: Node, names: Names) -> tuple[Hazard, ...]:
    """Read what can go wrong on the bench. Raises Complaint."""
    found = (
        names.problems.attempt(partial(_hazard, name, entry, names))
        for name, entry in read_names(node, names.problems)
    )
    return tuple(hazard for hazard in found if hazard is not None)


def _hazard(name: str, node: Node, names: Names) -> Hazard:
    fields = Fields(node, names.problems, ("when", "say", "costs", "most"))
    return Hazard(
        name=name,
        when=fields.need("when", names.checker().truth, NOTHING),
        say=fields.need("say", read_words(names.problems), Text()),
        costs=fields.need("costs", read_integer(0, 100), 0),
        most=fields.get("most", read_integer(1, 20), 2),
    )

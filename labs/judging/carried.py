"""What follows from other results as they were handed in: a slip in one is carried on into the next."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite

from labs.judging.cases import Case
from labs.judging.columns import over_columns
from variants.checkers.quantities.reading import read_quantity, understood
from variants.checkers.verdicts import UnreadableAnswer
from variants.formulas.trees import names
from variants.keys import Answer, QuantityKey
from variants.quantities.units import read_unit
from variants.templates.evaluating.columns import constant
from variants.texts import Language
from variants.variant import Ask


def handed_in(asks: Iterable[Ask], answers: Mapping[str, Answer], language: Language) -> dict[str, float]:
    """Return the quantities of a report in SI by ask; those that can't be read are left out.

    A number without a unit is in that of the ask.
    """
    found = {}
    for ask in asks:
        if isinstance(ask.key, QuantityKey):
            value = _in_si(answers.get(ask.name), ask.key.unit, language)
            if value is not None and isfinite(value):
                found[ask.name] = value
    return found


def _in_si(answer: Answer, unit: str, language: Language) -> float | None:
    wanted = read_unit(unit)
    try:
        typed = understood(read_quantity(answer, language), unit)
    except UnreadableAnswer:
        return None
    given = typed.unit if typed.unit.text else wanted
    return typed.number.value * given.factor + given.offset if given.dimension == wanted.dimension else None


def carried_value(case: Case, name: str, unit: str) -> float | None:
    """Return what a result is by the student's other results, in a unit; None where one is missing."""
    result = case.lab.results.get(name)
    if result is None or result.carried is None:
        return None
    used = names(result.carried.tree)
    tables = case.tables_of(names(result.own.tree) | used)
    others = used & case.lab.results.keys() - {column for table in tables for column in table.table.columns}
    if not others <= case.handed.keys() or not all(table.is_own for table in tables):
        return None
    known = {**case.environment.columns, **{other: constant(case.handed[other]) for other in others}}
    columns = {table.table.name: table.columns for table in tables}
    values = over_columns(result.carried.tree, columns, replace(case.environment, columns=known))
    if values is None or not isfinite(values[0]):
        return None
    wanted = read_unit(unit)
    return (float(values[0]) - wanted.offset) / wanted.factor

"""Check the units of letters in answers: where they don't go together, no number may have a unit of its own.

`x = v*t` with metres, seconds and km/h is a law between quantities, right as it stands; with a number of
metres in it, it would need factors that nobody types.
"""

from collections.abc import Iterator
from functools import partial

from variants.formulas.trees import InUnit, Tree, names, walk
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import print_unit, read_unit
from variants.templates.asks import AskForm, AskLine, EquationAsk, ExpressionAsk, TableAsk
from variants.templates.checks.analysis import Analysis
from variants.templates.checks.key_formulas import mistaken_form
from variants.templates.evaluating.letter_lines import expand
from variants.templates.evaluating.letter_units import settled_parts, system_for
from variants.templates.inference import infer
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.task import Task
from variants.templates.type_checks import refused
from variants.templates.value_types import NumberType, Scope
from variants.texts import LANGUAGES, Language


def check_letters(task: Task, analysis: Analysis, problems: Problems) -> None:
    """Add formulas of letters that can't be written without factors to the problems of a sound task."""
    scope = analysis.scope(task, strict=False)
    lines = {
        name: task.solve[name].formula.tree
        for name in analysis.order
        if isinstance(found := analysis.types.get(name), NumberType) and found.letters
    }
    for form, formula in _answers(task):
        problems.attempt_formula(formula, partial(_check, task, form, formula, (scope, lines)))


def _answers(task: Task) -> Iterator[tuple[ExpressionAsk | EquationAsk, Formula]]:
    for ask in task.asks.values():
        for form in _forms(ask):
            if isinstance(form, ExpressionAsk | EquationAsk):
                yield form, form.key
    for mistake in task.mistakes:
        asked = task.asks[mistake.ask]
        form = mistaken_form(asked, mistake.column_name) if _has_typed_lines(asked) else None
        if isinstance(form, ExpressionAsk | EquationAsk):
            yield form, mistake.gives


def _forms(ask: AskLine) -> list[AskForm | None]:
    return [column.form for column in ask.form.columns] if isinstance(ask.form, TableAsk) else [ask.form]


def _has_typed_lines(ask: AskLine) -> bool:
    return isinstance(ask.form, ExpressionAsk | EquationAsk | TableAsk)


def _check(
    task: Task,
    form: ExpressionAsk | EquationAsk,
    formula: Formula,
    known: tuple[Scope, dict[str, Tree]],
) -> None:
    scope, lines = known
    tree = expand(formula.tree, lines)
    used = [letter for letter in task.letters.values() if letter.name in names(tree)]
    if not used:
        return
    if any(isinstance(part, InUnit) and names(part) & task.letters.keys() for part in walk(tree)):
        raise refused(
            formula.tree,
            "a letter can't be taken in a unit in an answer: it has its own",
            "в ответе букву нельзя перевести в другую единицу: у неё своя",
        )
    numbers, _ = settled_parts(tree, scope.letters)
    unit = form.unit if isinstance(form, ExpressionAsk) else None
    units = [letter.unit for letter in used] + ([] if unit is None else [unit])
    if system_for(map(read_unit, units), [_dimension(part, scope) for part in numbers]) is None:
        letters = [(letter.name, letter.unit) for letter in used]
        english, russian = (_listed(letters, unit, language) for language in LANGUAGES)
        raise refused(
            formula.tree,
            f"these units don't go together: {english}; with the numbers in it this formula would need "
            "factors, so declare units of one system, as m, s and m/s (K instead of °C)",
            f"эти единицы не согласованы: {russian}; с числами, которые есть в формуле, понадобились бы "
            "множители, поэтому возьмите единицы одной системы, например м, с и м/с (К вместо °C)",
        )


def _dimension(part: Tree, scope: Scope) -> Dimension:
    found = infer(part, scope)
    return found.dimension or DIMENSIONLESS if isinstance(found, NumberType) else DIMENSIONLESS


def _listed(letters: list[tuple[str, str]], unit: str | None, language: Language) -> str:
    result = [({"en": "the answer", "ru": "ответ"}[language], unit)] if unit else []
    shown = [(name, print_unit(unit, language)) for name, unit in (*letters, *result)]
    return ", ".join(f"{name} ({unit})" if unit else name for name, unit in shown)

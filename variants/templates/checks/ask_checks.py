"""Check the key formulas of an ask: the right type, the right unit, no letters where numbers are asked."""

from collections.abc import Callable
from functools import partial

from variants.formulas.errors import FormulaRefused
from variants.formulas.trees import Comparison, Name
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import read_unit
from variants.templates.asks import (
    AskForm,
    AskLine,
    AxisLine,
    ChoiceAsk,
    EquationAsk,
    ExpressionAsk,
    PlotAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
    TableAsk,
    TextAsk,
)
from variants.templates.checks.demand_checks import check_equation_demands, check_expression_demands
from variants.templates.inference import Unknowable, infer, word_list
from variants.templates.located import Formula
from variants.templates.located_problems import Problems
from variants.templates.task import Task
from variants.templates.type_checks import (
    expect_number,
    expect_reaction,
    expect_substance,
    expect_truth,
    refused,
)
from variants.templates.value_types import NumberType, QuotedType, Scope, Type
from variants.texts import Text


def check_ask(task: Task, ask: AskLine, scope: Scope, problems: Problems) -> None:
    """Add what is wrong in the formulas of this ask to the problems."""
    run = partial(_run, problems=problems)
    match ask.form:
        case ChoiceAsk():
            _check_choice(ask, ask.form, scope, run)
        case TableAsk():
            _check_table(ask, ask.form, scope, run)
        case PlotAsk():
            _check_plot(ask.form, scope, run)
        case TextAsk():
            return
        case _:
            _check_single(ask.form, ask.name, scope, run)
            if isinstance(ask.form, QuantityAsk):
                run(ask.form.key, partial(_single, ask.form.key, ask.form.unit, ask.name, scope))


Run = Callable[[Formula, Callable[[], object]], None]


def _run(formula: Formula, read: Callable[[], object], problems: Problems) -> None:
    try:
        problems.attempt_formula(formula, read)
    except Unknowable:
        return


def _check_single(form: AskForm, name: str, scope: Scope, run: Run) -> None:
    match form:
        case QuantityAsk(key=key, unit=unit):
            run(key, partial(_quantity, key, unit, name, scope))
        case ExpressionAsk(key=key):
            run(key, partial(_expression, form, scope))
        case EquationAsk(key=key):
            run(key, partial(_demanded_equation, form, scope))
        case SubstanceAsk(key=key):
            run(key, lambda: expect_substance(_infer_key(key, name, scope), key.tree))
        case ReactionAsk(key=key):
            run(key, lambda: expect_reaction(_infer_key(key, name, scope), key.tree))


def _infer_key(key: Formula, name: str, scope: Scope) -> Type:
    """Infer a key; the default key of an ask without a line of its name gets words of its own."""
    tree = key.tree
    if isinstance(tree, Name) and tree.name == name and name not in scope.names and name not in scope.unknown:
        raise FormulaRefused(
            Text(
                en=f"`{name}` has no key: add a line {name} to solve",
                ru=f"у `{name}` нет ключа: добавьте строку {name} в solve",
            )
        )
    return infer(tree, scope)


def _quantity(key: Formula, unit: str, name: str, scope: Scope) -> NumberType:
    found = expect_number(_infer_key(key, name, scope), key.tree)
    if found.letters:
        letter = min(found.letters)
        raise refused(
            key.tree,
            f"the quantity `{name}` contains the letter {letter}",
            f"в величине `{name}` есть буква {letter}",
        )
    check_unit(key, found, unit)
    return found


def _single(key: Formula, unit: str, name: str, scope: Scope) -> None:
    if _quantity(key, unit, name, scope).length is not None:
        raise refused(
            key.tree,
            f"`{name}` is a series; ask for it in a table",
            f"`{name}` — ряд чисел; спрашивайте его в таблице",
        )


def check_mistake(form: AskForm | None, gives: Formula, scope: Scope, problems: Problems) -> None:
    """Check that a named mistake is the kind of thing that is asked; its units may be wrong."""
    _run(gives, partial(_mistake, form, gives, scope), problems)


def _mistake(form: AskForm | None, gives: Formula, scope: Scope) -> None:
    tree = gives.tree
    found = infer(tree, scope)
    match form:
        case EquationAsk():
            _equation(gives, scope)
        case SubstanceAsk():
            expect_substance(found, tree)
        case ReactionAsk():
            expect_reaction(found, tree)
        case ExpressionAsk():
            expect_number(found, tree)
        case QuantityAsk() | ChoiceAsk(from_mistakes=True):
            if expect_number(found, tree).letters:
                raise refused(tree, "a letter has no number here", "у буквы здесь нет числа")
        case _:
            raise refused(
                tree,
                "mistakes are named for typed answers, tables and `options: mistakes`",
                "ошибки называют для вводимых ответов, таблиц и `options: mistakes`",
            )


def _dimension(key: Formula, unit: str, scope: Scope) -> None:
    check_unit(key, expect_number(infer(key.tree, scope), key.tree), unit)


def _expression(form: ExpressionAsk, scope: Scope) -> None:
    found = expect_number(infer(form.key.tree, scope), form.key.tree)
    check_unit(form.key, found, form.unit)
    check_expression_demands(form, found.letters, scope)


def _demanded_equation(form: EquationAsk, scope: Scope) -> None:
    check_equation_demands(form, _equation(form.key, scope), scope)


def check_unit(key: Formula, found: NumberType, unit: str) -> None:
    """Check that a number can be printed in this unit. Raises FormulaRefused."""
    wanted: Dimension = read_unit(unit).dimension
    if found.dimension in (None, wanted):
        return
    shown = default_unit(found.dimension or DIMENSIONLESS) or "1"
    raise refused(
        key.tree,
        f"this is in {shown}, but the unit asked for is {unit or 'none: a pure number'}",
        f"величина в {shown}, а спрашивается {'в ' + unit if unit else 'число без единицы'}",
    )


def _equation(key: Formula, scope: Scope) -> frozenset[str]:
    """Return the letters of an equation. Raises FormulaRefused."""
    tree = key.tree
    if not isinstance(tree, Comparison) or tree.relations != ("=",):
        raise refused(tree, "the key of an equation is left = right", "ключ уравнения — левая часть = правая")
    found = expect_truth(infer(tree, scope), tree)
    if not found.letters:
        raise refused(tree, "this equation contains no letter", "в этом уравнении нет букв")
    return found.letters


def _check_choice(ask: AskLine, form: ChoiceAsk, scope: Scope, run: Run) -> None:
    if form.from_mistakes and form.key is not None:
        run(form.key, partial(_single, form.key, form.unit, ask.name, scope))
    for option in form.options:
        if option.gives is not None:
            run(option.gives, partial(infer, option.gives.tree, scope))
        if option.right is not None:
            run(option.right, partial(_statement, option.right, scope))
        if option.by is not None:
            run(option.by, partial(_number, option.by, scope))
    words = frozenset(option.name for option in form.options)
    for item in form.items:
        run(item.goes_to, partial(_goes_to, item.goes_to, words, scope))
        if item.gives is not None:
            run(item.gives, partial(infer, item.gives.tree, scope))


def _statement(formula: Formula, scope: Scope) -> None:
    expect_truth(infer(formula.tree, scope), formula.tree)


def _number(formula: Formula, scope: Scope) -> None:
    expect_number(infer(formula.tree, scope), formula.tree)


def _goes_to(formula: Formula, options: frozenset[str], scope: Scope) -> None:
    found = infer(formula.tree, scope)
    words = frozenset((found.text,)) if isinstance(found, QuotedType) else word_list(found, scope)
    for word in sorted(words - options) or ([] if words else ["?"]):
        raise refused(
            formula.tree,
            f"`{word}` is not one of {', '.join(sorted(options))}",
            f"`{word}` — не из списка {', '.join(sorted(options))}",
        )


def _check_table(ask: AskLine, form: TableAsk, scope: Scope, run: Run) -> None:
    lengths: dict[int, str] = {}
    for column in form.columns:
        if column.form is not None:
            _check_single(column.form, column.name, scope, run)
        run(column.key, partial(_column, column.key, column.name, column.asked, lengths, scope))


def _column(
    key: Formula, name: str, asked: tuple[int, ...] | None, lengths: dict[int, str], scope: Scope
) -> None:
    found = _infer_key(key, name, scope)
    length = (found.length if isinstance(found, NumberType) else None) or 1
    if lengths and length not in lengths:
        other, other_name = next(iter(lengths.items()))
        raise refused(
            key.tree,
            f"{name} has {length} values, {other_name} has {other}",
            f"в {name} значений {length}, а в {other_name} — {other}",
        )
    lengths.setdefault(length, name)
    if any(row > length for row in asked or ()):
        raise refused(key.tree, f"there are only {length} rows", f"строк всего {length}")


def _check_plot(form: PlotAsk, scope: Scope, run: Run) -> None:
    for axis in (form.x, form.y):
        for limit in (axis.lowest, axis.highest):
            if limit is not None:
                run(limit, partial(_limit, limit, axis, scope))
    if form.dots:
        run(form.dots.x, partial(_dimension, form.dots.x, form.x.unit, scope))
        run(form.dots.y, partial(_dimension, form.dots.y, form.y.unit, scope))
    if form.line:
        run(form.line.intercept, partial(_dimension, form.line.intercept, form.y.unit, scope))
        run(form.line.slope, partial(_dimension, form.line.slope, _quotient(form), scope))
    if form.curve:
        run(form.curve.y, partial(_curve, form, scope))
        for place in form.curve.through:
            run(place, partial(_limit, place, form.x, scope))


def _quotient(form: PlotAsk) -> str:
    above, below = form.y.unit or "1", form.x.unit
    return f"({above})/({below})" if below and above != "1" else above if not below else f"1/({below})"


def _limit(formula: Formula, axis: AxisLine, scope: Scope) -> None:
    """A limit is a bare number in the axis' unit, or a quantity that fits it."""
    found = expect_number(infer(formula.tree, scope), formula.tree)
    if found.dimension not in (None, DIMENSIONLESS):
        check_unit(formula, found, axis.unit)


def _curve(form: PlotAsk, scope: Scope) -> None:
    curve = form.curve
    if curve is None:
        return
    if curve.along not in scope.letters:
        raise refused(
            curve.y.tree,
            f"`{curve.along}` is not one of `letters`",
            f"`{curve.along}` нет среди букв (letters)",
        )
    check_unit(curve.y, check_curve_letters(curve.y, curve.along, scope), form.y.unit)


def check_curve_letters(formula: Formula, along: str, scope: Scope) -> NumberType:
    """Return the type of a curve that has no letter but its own. Raises FormulaRefused."""
    found = expect_number(infer(formula.tree, scope), formula.tree)
    if found.letters - {along}:
        raise refused(
            formula.tree, "the curve contains another letter too", "в формуле кривой есть и другая буква"
        )
    return found

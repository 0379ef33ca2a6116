"""Asks answered on one typed line: quantity, expression, equation, formula and reaction."""

import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from variants.chemistry.substances import read_substance
from variants.grammar.letters import GREEK
from variants.keys import (
    EquationKey,
    ExpressionKey,
    FormulaKey,
    Key,
    QuantityKey,
    ReactionKey,
    SymbolRange,
)
from variants.quantities.default_units import default_unit
from variants.quantities.unit_table import DIMENSIONLESS
from variants.quantities.units import print_unit, read_unit
from variants.templates.asking.casts import Cast
from variants.templates.asking.demands import solved_letter, what_is_demanded
from variants.templates.asking.scene import Stage
from variants.templates.asks import (
    CellAsk,
    EquationAsk,
    ExpressionAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
)
from variants.templates.display.printing import number_in_unit
from variants.templates.located import Formula
from variants.templates.task import Letter, Task
from variants.templates.values import (
    EquationValue,
    FormulaValue,
    NumberValue,
    ReactionValue,
    SubstanceValue,
    Value,
    WordValue,
)
from variants.texts import Text
from variants.variant import LineShape


def line_keys(form: CellAsk, formula: Formula, cast: Cast) -> list[Key]:
    """Return the key that this formula gives for each member; equal ones are the same. Raises NoValue."""
    if isinstance(form, QuantityAsk):
        numbers = cast.numbers(formula)
        keys = {si: _quantity_key(form, si, unit_required=True) for si in dict.fromkeys(numbers)}
        return [keys[si] for si in numbers]
    values = cast.evaluate(formula, form.unit if isinstance(form, ExpressionAsk) else None)
    made: dict[int, Key] = {}
    for value in values:
        if id(value) not in made:
            made[id(value)] = line_key(form, value, cast.stage)
    return [made[id(value)] for value in values]


def line_key(form: CellAsk, value: Value, stage: Stage, *, unit_required: bool = True) -> Key:
    """Return the key of an ask whose answer has this value, or of a named mistake that gives it."""
    match form, value:
        case QuantityAsk(), NumberValue():
            return _quantity_key(form, value.si, unit_required=unit_required)
        case ExpressionAsk(), FormulaValue() | NumberValue():
            return _expression_key(form, value, stage)
        case EquationAsk(), EquationValue():
            return EquationKey(
                equation=value.text,
                symbols=_ranges(stage, in_si=value.in_si),
                solutions=form.solutions,
                solved_for=solved_letter(form, stage.task),
            )
        case SubstanceAsk(), SubstanceValue():
            return FormulaKey(formula=value.substance.text)
        case SubstanceAsk(), WordValue():
            return FormulaKey(formula=read_substance(value.name).text)
        case ReactionAsk(), ReactionValue():
            return _reaction_key(form, value)
        case _:
            raise TypeError(f"{type(value).__name__} can't be the key of {type(form).__name__}")


def _quantity_key(form: QuantityAsk, si: float, *, unit_required: bool) -> QuantityKey:
    return QuantityKey(
        value=number_in_unit(si, form.unit),
        unit=form.unit,
        tolerance=form.tolerance,
        figures=form.figures,
        unit_required=unit_required,
        decimals=form.decimals,
        figures_rule=form.figures_rule,
        figures_share=form.figures_share,
        number_share=form.number_share,
        unit_share=form.unit_share,
        temperature=form.temperature,
    )


def line_shape(form: CellAsk, task: Task) -> LineShape:
    """Return what the student sees of a typed line: unit, letters and figures asked for."""
    match form:
        case QuantityAsk(unit=unit):
            return LineShape(unit=unit_text(unit), **what_is_demanded(form, task))
        case ExpressionAsk(unit=unit):
            return LineShape(
                unit=unit_text(unit), letters=_letters_to_type(task), **what_is_demanded(form, task)
            )
        case EquationAsk():
            return LineShape(letters=_letters_to_type(task), **what_is_demanded(form, task))
        case _:
            return LineShape(**what_is_demanded(form, task))


def _letters_to_type(task: Task) -> tuple[str, ...]:
    """Return the letters of an answer; a Greek one with the word to type where the keyboard lacks it."""
    return tuple(f"{GREEK[name]} ({name})" if name in GREEK else name for name in task.letters)


@lru_cache(maxsize=1024)
def unit_text(unit: str) -> Text:
    """Return a unit as printed in each language; no words for a pure number."""
    return Text(en=print_unit(unit, "en"), ru=print_unit(unit, "ru")) if unit else Text()


def same_line(left: Key, right: Key) -> bool:
    """Tell whether a mistake's key can't be told from the right one; formulas are compared as written."""
    if isinstance(left, QuantityKey) and isinstance(right, QuantityKey):
        return not math.isfinite(left.value) or _is_allowed(left.value, right)
    return left == right


def mistaken_key(wrong: Key, right: Key) -> Key:
    """Return the key of a mistake; what is allowed about the right value is allowed about the wrong one."""
    if isinstance(wrong, QuantityKey) and isinstance(right, QuantityKey) and right.tolerance.interval:
        return replace(wrong, tolerance=right.tolerance.moved(wrong.value - right.value))
    return wrong


def _is_allowed(value: float, key: QuantityKey) -> bool:
    tolerance = key.tolerance
    if tolerance.interval is not None:
        return tolerance.interval[0] <= value <= tolerance.interval[1]
    if tolerance.absolute is not None:
        return abs(value - key.value) <= tolerance.absolute
    share = tolerance.relative or Fraction(0)
    return abs(value - key.value) <= share.numerator / share.denominator * abs(key.value)


def _expression_key(form: ExpressionAsk, value: FormulaValue | NumberValue, stage: Stage) -> ExpressionKey:
    if isinstance(value, NumberValue):
        formula, used, in_si = format(number_in_unit(value.si, form.unit), ".12g"), tuple[str, ...](), False
    else:
        formula, used, in_si = value.text, value.letters, value.in_si
    return ExpressionKey(
        formula=formula,
        symbols=_ranges(stage, in_si=in_si),
        unit=form.unit,
        solved_for=form.solved if isinstance(form.solved, str) else _wanted(form, used, stage.task),
        forms=form.forms,
        up_to_constant=form.up_to_constant,
    )


def _ranges(stage: Stage, *, in_si: bool) -> Mapping[str, SymbolRange]:
    """Return where the letters of a key take their numbers from; angles and shares are pure numbers."""
    return stage.task.made.once(_si_ranges if in_si else _declared_ranges, stage.task)


def _declared_ranges(task: Task) -> Mapping[str, SymbolRange]:
    return {
        name: SymbolRange(unit=letter.unit, lowest=letter.lowest, highest=letter.highest)
        if read_unit(letter.unit).dimension != DIMENSIONLESS
        else _in_si(letter)
        for name, letter in task.letters.items()
    }


def _si_ranges(task: Task) -> Mapping[str, SymbolRange]:
    return {name: _in_si(letter) for name, letter in task.letters.items()}


def _in_si(letter: Letter) -> SymbolRange:
    unit = read_unit(letter.unit)
    low, high = (number * unit.factor + unit.offset for number in (letter.lowest, letter.highest))
    return SymbolRange(unit=default_unit(unit.dimension), lowest=low, highest=high)


def _wanted(form: ExpressionAsk, used: Collection[str], task: Task) -> str | None:
    """Return the letter that the formula expresses through the others."""
    wanted = [letter for letter in task.letters if letter not in used] if form.solved else []
    return wanted[0] if wanted else None


def _reaction_key(form: ReactionAsk, value: ReactionValue) -> ReactionKey:
    reaction = value.reaction
    if reaction is not None and form.conditions:
        reaction = replace(reaction, conditions=form.conditions)
    return ReactionKey(
        equation=None if reaction is None else reaction.text,
        form=form.form,
        coefficients=form.coefficients,
        states=form.states,
        conditions="required" if form.conditions else "ignored",
    )

"""Asks answered on one typed line: quantity, expression, equation, formula and reaction."""

import math
from collections.abc import Mapping
from functools import lru_cache

from variants.grammar.letters import GREEK
from variants.keys import (
    EquationKey,
    ExpressionKey,
    FormulaKey,
    Key,
    QuantityKey,
    ReactionKey,
    SymbolRange,
    Tolerance,
)
from variants.quantities.units import print_unit
from variants.templates.asking.scene import Scene, Stage
from variants.templates.asks import (
    CellAsk,
    EquationAsk,
    ExpressionAsk,
    QuantityAsk,
    ReactionAsk,
    SubstanceAsk,
)
from variants.templates.display.printing import number_in_unit
from variants.templates.values import (
    EquationValue,
    FormulaValue,
    NumberValue,
    ReactionValue,
    SubstanceValue,
    Value,
)
from variants.texts import Text
from variants.variant import LineShape


def line_key(form: CellAsk, value: Value, scene: Scene) -> Key:
    """Return the key of an ask whose answer has this value, or of a named mistake that gives it."""
    match form, value:
        case QuantityAsk(), NumberValue():
            return QuantityKey(
                value=number_in_unit(value.si, form.unit),
                unit=form.unit,
                tolerance=form.tolerance,
                figures=form.figures,
            )
        case ExpressionAsk(), FormulaValue() | NumberValue():
            return _expression_key(form, value, scene)
        case EquationAsk(), EquationValue():
            return EquationKey(equation=value.text, symbols=letter_ranges(scene))
        case SubstanceAsk(), SubstanceValue():
            return FormulaKey(formula=value.substance.text)
        case ReactionAsk(), ReactionValue():
            return ReactionKey(
                equation=None if value.reaction is None else value.reaction.text,
                form=form.form,
                coefficients=form.coefficients,
                states=form.states,
            )
        case _:
            raise TypeError(f"{type(value).__name__} can't be the key of {type(form).__name__}")


def line_shape(form: CellAsk, stage: Stage) -> LineShape:
    """Return what the student sees of a typed line: unit, letters and figures asked for."""
    match form:
        case QuantityAsk(unit=unit, figures=figures):
            return LineShape(unit=unit_text(unit), figures=figures)
        case ExpressionAsk(unit=unit):
            return LineShape(unit=unit_text(unit), letters=_letters_to_type(stage))
        case EquationAsk():
            return LineShape(letters=_letters_to_type(stage))
        case _:
            return LineShape()


def _letters_to_type(stage: Stage) -> tuple[str, ...]:
    """Return the letters of an answer; a Greek one with the word to type where the keyboard lacks it."""
    return tuple(f"{GREEK[name]} ({name})" if name in GREEK else name for name in stage.task.letters)


@lru_cache(maxsize=1024)
def unit_text(unit: str) -> Text:
    """Return a unit as printed in each language; no words for a pure number."""
    return Text(en=print_unit(unit, "en"), ru=print_unit(unit, "ru")) if unit else Text()


def letter_ranges(scene: Scene) -> Mapping[str, SymbolRange]:
    """Return the unit and interval of every letter of the task."""
    return {
        letter.name: SymbolRange(unit=letter.unit, lowest=letter.lowest, highest=letter.highest)
        for letter in scene.task.letters.values()
    }


def same_line(left: Key, right: Key) -> bool:
    """Tell whether a mistake's key can't be told from the right one; formulas are compared as written."""
    if isinstance(left, QuantityKey) and isinstance(right, QuantityKey):
        if not math.isfinite(left.value):
            return True
        return abs(left.value - right.value) <= distance_allowed(right.tolerance, right.value)
    return left == right


def distance_allowed(tolerance: Tolerance, value: float) -> float:
    """Return how far from a value an answer may lie, in the unit of the value."""
    if tolerance.absolute is not None:
        return tolerance.absolute
    return float(tolerance.relative or 0) * abs(value)


def _expression_key(form: ExpressionAsk, value: FormulaValue | NumberValue, scene: Scene) -> ExpressionKey:
    if isinstance(value, NumberValue):
        formula, used = format(number_in_unit(value.si, form.unit), ".12g"), tuple[str, ...]()
    else:
        formula, used = value.text, value.letters
    # The wanted letter is the one that the formula expresses through the others.
    wanted = [letter for letter in scene.task.letters if letter not in used] if form.solved else []
    return ExpressionKey(
        formula=formula,
        symbols=letter_ranges(scene),
        unit=form.unit,
        solved_for=wanted[0] if wanted else None,
    )

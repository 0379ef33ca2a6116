"""How many digits a given is printed with: those its author asked for or typed, else as many as say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from variants.formulas.trees import Number
from variants.quantities.numbers import round_to_figures
from variants.quantities.units import read_unit
from variants.templates.task import DependentForm, GivenLine, NumbersForm, SeriesForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """How a number is printed."""

    unit: str
    figures: int | None = None
    decimals: int | None = None


def printing_of_given(line: GivenLine, value: float) -> Printing:
    """Return how the SI value of a given is printed."""
    form = line.form
    if not isinstance(form, NumbersForm | SeriesForm | DependentForm):
        return Printing(unit="")
    if line.figures is not None or line.decimals is not None:
        return Printing(unit=form.unit, figures=line.figures, decimals=line.decimals)
    unit = read_unit(form.unit)
    in_unit = (value - unit.offset) / unit.factor
    if isinstance(form, SeriesForm):
        return _typed(form.unit, form.numbers)
    if isinstance(form, NumbersForm):
        if form.each is not None:
            return _typed(form.unit, form.numbers)
        return _typed(form.unit, (min(form.numbers, key=lambda number: abs(float(number) - in_unit)),))
    if isinstance(form.formula.tree, Number):
        return _typed(form.unit, (Decimal(form.formula.tree.text),))
    return Printing(unit=form.unit, figures=_figures_needed(in_unit))


def _typed(unit: str, numbers: Sequence[Decimal]) -> Printing:
    """Print as many decimals as were typed; numbers far from one keep their figures instead."""
    if all(-4 < number.adjusted() < 7 or not number for number in numbers):
        return Printing(
            unit=unit, decimals=max(max(0, -int(number.as_tuple().exponent)) for number in numbers)
        )
    return Printing(unit=unit, figures=max(len(number.as_tuple().digits) for number in numbers))


def _figures_needed(value: float) -> int | None:
    """Return None where four figures say all of the number."""
    for figures in range(4, 15):
        if abs(round_to_figures(value, figures) - value) <= 1e-12 * abs(value):
            return None if figures == 4 else figures
    return 15

"""How many digits a given is printed with: those its author asked for or typed, else as many as say it."""

from collections.abc import Callable, Sequence
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


def printing_of_given(line: GivenLine) -> Callable[[float], Printing]:
    """Return how the SI value of a given is printed; it may hang on the value."""
    form = line.form
    if not isinstance(form, NumbersForm | SeriesForm | DependentForm):
        return always(Printing(unit=""))
    if line.figures is not None or line.decimals is not None:
        return always(Printing(unit=form.unit, figures=line.figures, decimals=line.decimals))
    if isinstance(form, DependentForm):
        if isinstance(form.formula.tree, Number):
            return always(_typed(form.unit, (Decimal(form.formula.tree.text),)))
        return lambda value: Printing(unit=form.unit, figures=_figures_needed(_in_unit(value, form.unit)))
    if isinstance(form, SeriesForm) or form.each is not None:
        return always(_typed(form.unit, form.numbers))
    return _as_the_nearest(form)


def always(printing: Printing) -> Callable[[float], Printing]:
    """Return how to print all values alike."""
    return lambda _: printing


def _as_the_nearest(form: NumbersForm) -> Callable[[float], Printing]:
    """Return how to print a value as that typed number is which it is."""
    typed = [(float(number), _typed(form.unit, (number,))) for number in form.numbers]
    if len({printing for _, printing in typed}) == 1:
        return always(typed[0][1])

    def find(value: float) -> Printing:
        in_unit = _in_unit(value, form.unit)
        return min(typed, key=lambda one: abs(one[0] - in_unit))[1]

    return find


def _in_unit(value: float, unit_text: str) -> float:
    unit = read_unit(unit_text)
    return (value - unit.offset) / unit.factor


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

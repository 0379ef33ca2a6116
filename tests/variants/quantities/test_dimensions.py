"""A dimension is named in words and printed in coherent SI units of the reader's alphabet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.prose.formulas import to_mathml
from variants.quantities.dimensions import latex_si_unit, print_si_unit, quantity_of, si_unit
from variants.quantities.units import read_unit


@pytest.mark.parametrize(
    ("unit", "english", "russian"),
    [
        ("kWh", "J", "Дж"),
        ("km/h", "m/s", "м/с"),
        ("g/cm^3", "kg/m³", "кг/м³"),
        ("J/(kg*K)", "m²/(s²·K)", "м²/(с²·К)"),
        ("1/s", "s⁻¹", "с⁻¹"),
        ("N*s", "kg·m/s", "кг·м/с"),
        ("%", "1", "1"),
    ],
)
def test_a_dimension_is_printed_in_si_units(unit: str, english: str, russian: str) -> None:
    dimension = read_unit(unit).dimension

    assert print_si_unit(dimension, "en") == english
    assert print_si_unit(dimension, "ru") == russian


def test_a_quantity_is_named_in_both_languages() -> None:
    force = quantity_of(read_unit("kN").dimension)

    assert (force.en, force.ru) == ("force", "силы")
    assert quantity_of(read_unit("m^7").dimension).en == ""


@given(st.tuples(*[st.integers(-4, 4)] * 7))
@settings(max_examples=100, deadline=None)
def test_the_si_unit_of_a_dimension_has_that_dimension(dimension: tuple[int, ...]) -> None:
    unit = read_unit(si_unit(dimension))

    assert (unit.dimension, unit.factor) == (dimension, 1)
    assert to_mathml(latex_si_unit(dimension, "ru"))

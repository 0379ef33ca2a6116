from dataclasses import replace

import pytest

from variants.chemistry.reactions import read_reaction
from variants.chemistry.substances import read_substance
from variants.quantities.units import read_unit
from variants.templates.display.printing import Manner, counted_form, number_in_unit, print_value
from variants.templates.values import (
    NumberValue,
    ReactionValue,
    RowValue,
    SeriesValue,
    SubstanceValue,
    TruthValue,
    Value,
    WordValue,
)
from variants.texts import Text


def _quantity(number: float, unit: str, *, figures: int | None = None) -> NumberValue:
    known = read_unit(unit)
    si = number * known.factor + known.offset
    return NumberValue(si=si, dimension=known.dimension, unit=unit, figures=figures)


def test_a_quantity_is_printed_in_the_readers_language() -> None:
    speed = _quantity(3.5, "m/s")

    assert print_value(speed, "en").words == "3.5\u00a0m/s"
    assert print_value(speed, "ru").words == "3,5\u00a0м/с"
    assert print_value(speed, "ru").tex.startswith(r"3{,}5\,")


@pytest.mark.parametrize(
    ("unit", "manner", "words"),
    [
        ("cm^3", Manner(unit="cm^3"), "2000\u00a0cm³"),
        ("L", Manner(), "2\u00a0L"),
        ("L", Manner(bare=True), "2"),
        ("L", Manner(figures=3), "2.00\u00a0L"),
        ("L", Manner(decimals=1), "2.0\u00a0L"),
    ],
)
def test_a_hole_changes_how_a_quantity_is_printed(unit: str, manner: Manner, words: str) -> None:
    assert print_value(_quantity(2, "L"), "en", manner).words == words


def test_degrees_stand_close_to_their_number_and_celsius_does_not() -> None:
    assert print_value(_quantity(30, "deg"), "ru").words == "30°"
    assert print_value(_quantity(30, "°C"), "ru").words == "30\u00a0°C"
    assert print_value(_quantity(30, "°C"), "ru", Manner(unit="K")).words == "303,2\u00a0К"


def test_percents_stand_apart_in_russian_only() -> None:
    assert print_value(_quantity(90, "%"), "ru").words == "90\u00a0%"
    assert print_value(_quantity(90, "%"), "en").words == "90%"


def test_binary_dust_is_not_printed() -> None:
    assert number_in_unit(0.1 + 0.2, "") == 0.3


def test_numbers_of_a_series_are_told_apart_from_decimal_commas() -> None:
    series = SeriesValue(si=(0.2, 0.4), dimension=read_unit("A").dimension, unit="A")

    assert print_value(series, "ru").words == "0,2; 0,4\u00a0А"
    assert print_value(series, "en").words == "0.2, 0.4\u00a0A"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1, "виток"),
        (2, "витка"),
        (5, "витков"),
        (11, "витков"),
        (21, "виток"),
        (112, "витков"),
        (4.5, "витка"),
    ],
)
def test_a_russian_word_agrees_with_its_number(number: float, form: str) -> None:
    assert counted_form(number, ("виток", "витка", "витков"), "ru") == form


def test_an_english_word_agrees_with_its_number() -> None:
    forms = ("turn", "turns")

    assert [counted_form(number, forms, "en") for number in (1, 2, 21, 1.5)] == [
        "turn",
        "turns",
        "turns",
        "turns",
    ]


def test_substances_and_reactions_have_their_notation() -> None:
    sulfate = SubstanceValue(substance=read_substance("SO4^2-"))
    reaction = ReactionValue(reaction=read_reaction("2H2 + O2 -> 2H2O"))

    assert print_value(sulfate, "en").words == "SO₄²⁻"
    assert print_value(reaction, "en").words == "2H₂ + O₂ → 2H₂O"
    assert "<math" not in print_value(reaction, "en").mathml


def test_words_and_truths_are_words() -> None:
    assert print_value(WordValue(name="up", text=Text("up", "вверх")), "ru").words == "вверх"
    assert print_value(TruthValue(truth=True), "ru").words == "да"
    assert print_value(ReactionValue(reaction=None), "ru").words == "реакция не идёт"


def test_a_word_in_a_formula_can_not_break_out_of_it() -> None:
    assert print_value(WordValue(name="x", text=Text("a}$b")), "en").tex == r"\text{a  b}"


DENSITY = _quantity(1000, "kg/m^3")


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"into": WordValue(name="воду"), "name": WordValue(name="вода")}, "вода"),
        ({"density": DENSITY, "of": WordValue(name="воды")}, "воды"),
        ({"formula": SubstanceValue(substance=read_substance("H2O")), "density": DENSITY}, "H₂O"),
        ({"density": DENSITY, "sigma": _quantity(72, "mN/m")}, "1000\u00a0кг/м³"),
        ({}, "water"),
    ],
)
def test_a_row_is_called_by_its_name_else_its_first_words_else_its_first_cell(
    columns: dict[str, Value], shown: str
) -> None:
    named = {
        name: replace(value, text=Text(value.name, value.name)) if isinstance(value, WordValue) else value
        for name, value in columns.items()
    }

    assert print_value(RowValue(table="liquids", row="water", columns=named), "ru").words == shown

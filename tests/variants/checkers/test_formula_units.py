"""The units of a formula's letters explain what is wrong with it, and refuse nothing."""

import pytest

from variants.checkers.algebra.formula_units import (
    dimension_of,
    dimension_of_unit,
    dimension_slip,
    sides_differ,
)
from variants.checkers.kinds.expression import check
from variants.grammar.expressions import read_formula
from variants.grammar.trees import Tree
from variants.keys import ExpressionKey, SymbolRange

_UNITS = {"m": "kg", "g": "m/s^2", "h": "m", "v": "m/s", "t": "s", "F": "N", "mu": "", "alpha": "deg"}
_SYMBOLS = {name: SymbolRange(unit=unit) for name, unit in _UNITS.items()}


def _tree(typed: str) -> Tree:
    return read_formula(typed, "en").tree  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("m*g*h", "J"),
        ("sqrt(2*g*h)", "m/s"),
        ("v*t - g*t^2/2", "m"),
        ("v^2/(2*g)", "m"),
        ("m*g*(sin(alpha) - mu*cos(alpha))", "N"),
        ("0 + h", "m"),
        ("max(h, v*t)", "m"),
        ("m*v^(1/2)*v^(3/2)", "J"),
        ("exp(-v*t/h)*F", "N"),
        ("cbrt(h^3)", "m"),
    ],
)
def test_a_formula_has_the_unit_of_its_letters(typed: str, unit: str) -> None:
    assert dimension_slip(_tree(typed), _SYMBOLS, dimension_of_unit(unit)) is None
    assert dimension_of(_tree(typed), _SYMBOLS) == dimension_of_unit(unit)


@pytest.mark.parametrize(
    ("typed", "english", "russian"),
    [
        (
            "m*g + v",
            "The terms m·g and v have different units: N and m/s.",
            "У слагаемых m·g и v разные единицы: Н и м/с.",
        ),
        (
            "F*sin(h)",
            "What stands in sin(h) is in m, but it must be a pure number.",
            "Аргумент sin(h) получается в м, а должен быть безразмерным числом.",
        ),
        (
            "2^t*h",
            "The exponent is in s, but it must be a pure number.",
            "Показатель степени получается в с, а должен быть безразмерным числом.",
        ),
        (
            "v + 5",
            "The terms v and 5 have different units: m/s and a pure number.",
            "У слагаемых v и 5 разные единицы: м/с и безразмерное число.",
        ),
    ],
)
def test_a_clash_of_units_is_named(typed: str, english: str, russian: str) -> None:
    message = dimension_slip(_tree(typed), _SYMBOLS)

    assert message is not None
    assert (message.in_language("en"), message.in_language("ru")) == (english, russian)


def test_long_terms_are_named_by_their_units() -> None:
    message = dimension_slip(_tree("m*g*h*(sin(alpha) - mu*cos(alpha))*(1 + mu) + v*t"), _SYMBOLS)

    assert message is not None
    assert message.in_language("en") == "Terms with different units are added: J and m."


def test_another_unit_than_the_wanted_one_is_named() -> None:
    message = dimension_slip(_tree("v*t"), _SYMBOLS, dimension_of_unit("m/s^2"))

    assert message is not None
    assert message.in_language("en") == "This answer is in m, but it should be in m/s²."
    assert message.in_language("ru") == "Этот ответ получается в м, а должен быть в м/с²."


def test_the_sides_of_an_equation_have_one_unit() -> None:
    message = sides_differ(_tree("v*t"), _tree("h/v"), _SYMBOLS)

    assert sides_differ(_tree("v^2"), _tree("2*g*h"), _SYMBOLS) is None
    assert message is not None
    assert message.in_language("en") == "The sides have different units: m on the left, s on the right."


@pytest.mark.parametrize("typed", ["x + v", "f_1(v) + t*x", "a*b + c"])
def test_letters_without_known_units_fit_anything(typed: str) -> None:
    assert dimension_slip(_tree(typed), _SYMBOLS) is None
    assert dimension_slip(_tree(typed), {"v": SymbolRange()}) is None


def test_a_right_answer_is_never_refused_for_its_units() -> None:
    ranges = {"v": SymbolRange(unit="m/s"), "t": SymbolRange(unit="s")}

    verdict = check(ExpressionKey(formula="v*t", symbols=ranges, unit="m"), "v*t + (v - v)*t^2", "en")

    assert verdict.outcome == "right"


def test_units_by_which_the_key_clashes_explain_nothing() -> None:
    ranges = {"v": SymbolRange(unit="m/s"), "t": SymbolRange()}

    assert check(ExpressionKey(formula="v + t", symbols=ranges), "v*t", "en").reason == "different"

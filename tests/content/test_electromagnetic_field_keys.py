"""The keys of the tasks on magnetic fields and induction, worked out a second time in plain Python."""

from collections.abc import Sequence
from typing import Any

import pytest
from built_in_tasks import built_in_pool, built_in_task, spread_variants, tasks_of
from electromagnetic_field_by_hand import ROADS, Keys, letters

from variants.certificates import certify
from variants.checkers.registry import check_answer
from variants.keys import ChoiceKey, FormulaKey, Key, PlotKey, QuantityKey, ReactionKey, TableKey
from variants.quantities.units import read_unit
from variants.variant import Ask, ChoiceShape, Variant

TASKS = tasks_of("electromagnetic-field")
LETTERS = ("rod-in-letters", "circle-in-letters", "oscillations-in-letters", "voltage-on-an-oscilloscope")
MEMBERS = 8
LEAST = 150


@pytest.fixture(name="variants", params=TASKS)
def variants_of_a_task(request: pytest.FixtureRequest) -> list[Variant]:
    """Several variants of one task, spread over its pool."""
    return spread_variants(request.param, MEMBERS)


def test_every_task_on_magnetic_fields_and_induction_is_worked_out_by_hand() -> None:
    assert set(TASKS) == set(ROADS)


def test_keys_agree_with_keys_worked_out_by_hand(variants: list[Variant]) -> None:
    for variant in variants:
        keys = ROADS[variant.task](_givens(variant))

        found = {name: value for ask in variant.asks for name, value in _values(ask).items()}

        assert set(found) == set(keys)
        for name, value in keys.items():
            assert found[name] == _nearly(value), (variant.given, name)


@pytest.mark.parametrize("name", LETTERS)
def test_letters_typed_as_on_paper_are_right(name: str) -> None:
    for variant in spread_variants(name, MEMBERS):
        for ask, typed in letters(name, _givens(variant)).items():
            asked = next(asked for asked in variant.asks if asked.name == ask)

            verdict = check_answer(asked.key, typed, "ru", asked.mistakes)

            assert verdict.outcome == "right", (typed, asked.key)


@pytest.mark.parametrize("name", TASKS)
def test_every_task_is_certified_without_doubts_and_has_variants_enough(name: str) -> None:
    certificate = certify(built_in_task(name), members=100)

    assert not certificate.doubts
    assert certificate.mistakes >= 2
    assert built_in_pool(name, 400).capacity >= LEAST


def test_a_wrong_road_would_be_noticed() -> None:
    variant = spread_variants("rod-on-rails", MEMBERS)[0]
    keys: Keys = ROADS[variant.task](_givens(variant))
    found = {name: value for ask in variant.asks for name, value in _values(ask).items()}

    assert found["P"] != _nearly(keys["P"] * 1.001)


def _givens(variant: Variant) -> dict[str, Any]:
    return {given.name: _si(given.value) for given in variant.given}


def _si(value: Any) -> Any:  # noqa: ANN401 - a number, a list of numbers, or the id of a row or word
    if isinstance(value, dict):
        number, factor = value["value"], read_unit(value["unit"]).factor
        return [part * factor for part in number] if isinstance(number, list) else number * factor
    return value


def _nearly(value: Any) -> Any:  # noqa: ANN401 - a number, several numbers, or ids that must be equal
    parts = value if isinstance(value, list | tuple) else [value]
    numeric = all(isinstance(part, float) for part in parts)
    return pytest.approx(value, rel=2e-5, abs=1e-30) if numeric else value


def _values(ask: Ask) -> dict[str, Any]:
    """Return what the key says as the module by hand says it; letters and texts are compared elsewhere."""
    match ask.key:
        case QuantityKey() as key:
            return {ask.name: key.value * read_unit(key.unit).factor}
        case ChoiceKey() as key:
            return {ask.name: _choice(key, ask)}
        case TableKey() as key:
            return {f"{ask.name}.{column.name}": _numbers(column.cells) for column in key.columns}
        case PlotKey(line=line) if line is not None:
            return {ask.name: (line.slope, line.intercept)}
        case PlotKey(curve=curve) if curve is not None:
            return {ask.name: [number for place in curve.through for number in place]}
        case FormulaKey(formula=formula):
            return {ask.name: formula}
        case ReactionKey(equation=equation):
            return {ask.name: equation}
        case _:
            return {}


def _choice(key: ChoiceKey, ask: Ask) -> Any:  # noqa: ANN401 - an id, ids, pairs of ids, or a printed number
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick == "several":
        return tuple(sorted(key.right))
    if key.pick == "ordering":
        return tuple(key.right)
    assert isinstance(ask.shape, ChoiceShape)
    text = next(option.text.en or "" for option in ask.shape.options if option.name == key.right[0])
    return float(text) if text.replace(".", "").isdigit() else key.right[0]


def _numbers(cells: Sequence[Key | None]) -> list[float]:
    return [cell.value * read_unit(cell.unit).factor for cell in cells if isinstance(cell, QuantityKey)]

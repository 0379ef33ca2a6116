"""The keys of the tasks of molecular physics, worked out a second time in plain Python."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from built_in_tasks import built_in_pool, built_in_task, spread_variants, tasks_of
from molecular_physics_by_hand import ROADS, Keys

from variants.checkers.registry import check_answer
from variants.keys import ChoiceKey, Key, PlotKey, QuantityKey, ReactionKey, TableKey
from variants.quantities.units import read_unit
from variants.templates.assembly import assemble
from variants.variant import Ask, ChoiceShape, Variant

TASKS = tasks_of("molecular-physics")
MEMBERS = 8
BALLOON, PISTON, HEAT = "hot-air-balloon-in-letters", "piston-in-letters", "heat-balance-in-letters"
TYPED = [
    (BALLOON, "", "float", "pVM/(R T1) = m + pVM/(R T2)", "pVM/(R T1) + m = pVM/(R T2)"),
    (BALLOON, "", "law", "T2 = pMV T1/(pMV − mR T1)", "pMV T1/(pMV + mR T1)"),
    (PISTON, "press", "balance", "p = p0 + (mg + F)/S", "p = p0 + (mg − F)/S"),
    (PISTON, "pull", "balance", "pS + F = p0 S + mg", "pS = p0 S + mg + F"),
    (PISTON, "press", "law", "h(p0 + mg/S)/(p0 + (mg + F)/S)", "h(p0 + mg/S)/(p0 + (mg − F)/S)"),
    (PISTON, "pull", "law", "h(p0 + mg/S)/(p0 + (mg − F)/S)", "h(p0 + mg/S)/(p0 + (mg + F)/S)"),
    (HEAT, "", "balance", "c2 m2 (t − t2) = c1 m1 (t1 − t)", "c2 m2 (t − t2) = c1 m1 (t − t1)"),
    (HEAT, "", "law", "t2 + c1 m1 (t1 − t2)/(c1 m1 + c2 m2)", "t2 + c2 m2 (t1 − t2)/(c1 m1 + c2 m2)"),
]


@pytest.fixture(name="variants", params=TASKS)
def variants_of_a_task(request: pytest.FixtureRequest) -> list[Variant]:
    """Several variants of one task, spread over its pool."""
    return spread_variants(request.param, MEMBERS)


def test_every_task_of_molecular_physics_is_worked_out_by_hand() -> None:
    assert set(TASKS) == set(ROADS)


def test_keys_agree_with_keys_worked_out_by_hand(variants: list[Variant]) -> None:
    for variant in variants:
        keys = _by_hand(variant)

        found = {name: value for ask in variant.asks for name, value in _values(ask).items()}

        assert set(found) == set(keys)
        for name, value in keys.items():
            assert found[name] == _nearly(value), (variant.given, name)


@pytest.mark.parametrize(("task", "way", "ask", "right", "wrong"), TYPED)
def test_letters_typed_as_on_paper_are_told_from_a_slip(
    task: str, way: str, ask: str, right: str, wrong: str
) -> None:
    asked = next(asked for asked in _variant(task, way).asks if asked.name == ask)

    verdicts = [check_answer(asked.key, typed, "ru", asked.mistakes).outcome for typed in (right, wrong)]

    assert verdicts == ["right", "wrong"]


def test_the_isotherm_is_the_curve_of_boyles_law() -> None:
    variant = _variant("isotherm", "")
    asks = {ask.name: ask for ask in variant.asks}
    start = {given.name: given.value for given in variant.given}
    product = start["p1"]["value"] * start["V1"]["value"]
    plot = asks["graph"].key

    verdict = check_answer(asks["law"].key, f"y = {product:g}/v", "ru", asks["law"].mistakes)

    assert verdict.outcome == "right"
    assert isinstance(plot, PlotKey)
    assert plot.curve is not None
    assert [x * y for x, y in plot.curve.through] == [pytest.approx(product)] * len(plot.curve.through)


@cache
def _variant(name: str, way: str) -> Variant:
    pool = built_in_pool(name, 60)
    for number in range(pool.capacity):
        variant = assemble(pool.task, pool.member(number), number)
        if not way or any(given.name == "way" and given.value == way for given in variant.given):
            return variant
    raise LookupError(f"{name} has no variant in which F is to {way}")


def _by_hand(variant: Variant) -> Keys:
    lines = built_in_task(variant.task).given
    return ROADS[variant.task](
        {
            given.name: _in_si(given.value, str(getattr(lines[given.name].form, "unit", "")))
            for given in variant.given
        }
    )


def _in_si(value: Any, unit: str) -> Any:  # noqa: ANN401 - a number with its unit, a word, a row or a list
    if isinstance(value, list):
        return [_si(number, unit) for number in value]
    return _si(value["value"], value["unit"]) if isinstance(value, dict) else value


def _si(number: float, unit: str) -> float:
    read = read_unit(unit)
    return number * read.factor + read.offset


def _nearly(value: Any) -> Any:  # noqa: ANN401 - a number, several numbers, or ids that must be equal
    parts = value if isinstance(value, list | tuple) else [value]
    numeric = all(isinstance(part, float) for part in parts)
    return pytest.approx(value, rel=1e-7, abs=1e-30) if numeric else value


def _values(ask: Ask) -> dict[str, Any]:
    """Return what a key says as the module by hand says it; letters are typed above, texts not compared."""
    name, key = ask.name, ask.key
    match key:
        case QuantityKey():
            return {name: _si(key.value, key.unit)}
        case ChoiceKey():
            return {name: _choice(ask, key)}
        case ReactionKey():
            return {name: _coefficients(key.equation or "")}
        case TableKey():
            return {f"{name}.{column.name}": _numbers(column.cells) for column in key.columns}
        case PlotKey(line=line) if line is not None:
            rise, run = read_unit(key.y.unit).factor, read_unit(key.x.unit).factor
            return {name: (line.slope * rise / run, line.intercept * rise)}
        case _:
            return {}


def _choice(ask: Ask, key: ChoiceKey) -> Any:  # noqa: ANN401 - an id, several ids, pairs of ids or a number
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick != "one":
        return tuple(sorted(key.right)) if key.pick == "several" else tuple(key.right)
    assert isinstance(ask.shape, ChoiceShape)
    shown = next(option.text.in_language("en") for option in ask.shape.options if option.name == key.right[0])
    number = re.fullmatch(r"([0-9.]+)(?:\sg)?", shown)
    return float(number[1]) if number else key.right[0]


def _coefficients(equation: str) -> str:
    return " ".join(re.match(r"\d*", part.strip())[0] or "1" for part in re.split(r" [+=] ", equation))  # type: ignore[index]


def _numbers(cells: Sequence[Key | None]) -> list[float]:
    return [_si(cell.value, cell.unit) for cell in cells if isinstance(cell, QuantityKey)]

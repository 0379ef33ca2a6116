"""The keys of the tasks on light, worked out a second time in plain Python."""

from collections.abc import Sequence
from math import degrees
from typing import Any

import pytest
from built_in_tasks import built_in_pool, spread_variants, tasks_of
from optics_by_hand import ROADS, Keys, in_si

from variants.checkers.registry import check_answer
from variants.keys import ChoiceKey, EquationKey, ExpressionKey, Key, PlotKey, QuantityKey, TableKey
from variants.quantities.units import read_unit
from variants.templates.assembly import assemble
from variants.variant import Ask, ChoiceShape, Variant

TASKS = tasks_of("optics")
MEMBERS = 8
SLIPS = [
    ("lens-formula-in-letters", "real", "law", "F = d + f"),
    ("lens-formula-in-letters", "virtual", "law", "1/F = 1/d + 1/f"),
    ("refraction-in-letters", "in", "law", "n sin(alpha) = sin(beta)"),
    ("refraction-in-letters", "out", "x", "h tan(alpha)"),
    ("young-in-letters", "bright", "law", "d y/L = (2k - 1) lambda/2"),
    ("young-in-letters", "dark", "place", "k lambda L/d"),
]


@pytest.fixture(name="variants", params=TASKS)
def variants_of_a_task(request: pytest.FixtureRequest) -> list[Variant]:
    """Several variants of one task, spread over its pool."""
    return spread_variants(request.param, MEMBERS)


def test_every_task_on_light_is_worked_out_by_hand() -> None:
    assert set(TASKS) == set(ROADS)


def test_keys_agree_with_keys_worked_out_by_hand(variants: list[Variant]) -> None:
    for variant in variants:
        keys = {name: value for name, value in _by_hand(variant).items() if not _is_typed(variant, name)}

        found = {name: value for ask in variant.asks for name, value in _values(ask).items()}

        assert set(found) == set(keys)
        for name, value in keys.items():
            assert found[name] == _nearly(value), (variant.given, name)


def test_formulas_written_by_another_hand_are_right(variants: list[Variant]) -> None:
    for variant in variants:
        keys = _by_hand(variant)

        for ask in variant.asks:
            if _is_typed(variant, ask.name):
                assert check_answer(ask.key, keys[ask.name], "en").outcome == "right", keys[ask.name]


def _by_hand(variant: Variant) -> Keys:
    givens = {given.name: given.value for given in variant.given}
    values = {
        name: in_si(value["value"], value["unit"]) if isinstance(value, dict) else value
        for name, value in givens.items()
    }
    return ROADS[variant.task](values)


def _is_typed(variant: Variant, name: str) -> bool:
    asks = {ask.name: ask for ask in variant.asks}
    return name in asks and isinstance(asks[name].key, ExpressionKey | EquationKey)


def _nearly(value: Any) -> Any:  # noqa: ANN401 - a number, several numbers, or ids that must be equal
    parts = value if isinstance(value, list | tuple) else [value]
    numeric = all(isinstance(part, float) for part in parts)
    return pytest.approx(value, rel=1e-9, abs=1e-45) if numeric else value


def _values(ask: Ask) -> dict[str, Any]:
    """Return what the key says as the module by hand says it; formulas and texts are compared elsewhere."""
    key: Key = ask.key
    match key:
        case QuantityKey():
            return {ask.name: key.value * read_unit(key.unit).factor}
        case ChoiceKey():
            return {ask.name: _choice(ask, key)}
        case TableKey():
            return {f"{ask.name}.{column.name}": _numbers(column.cells) for column in key.columns}
        case PlotKey(line=line) if line is not None:
            return {ask.name: (line.slope, line.intercept)}
        case PlotKey(curve=curve) if curve is not None:
            return {ask.name: [number for place in curve.through for number in place]}
        case _:
            return {}


def _choice(ask: Ask, key: ChoiceKey) -> Any:  # noqa: ANN401 - an id, ids, pairs of ids or an angle
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick == "several":
        return tuple(sorted(key.right))
    if key.pick == "ordering":
        return tuple(key.right)
    assert isinstance(ask.shape, ChoiceShape)
    printed = next(option.text.en for option in ask.shape.options if option.name == key.right[0])
    return _Printed(printed) if printed is not None and printed.endswith("°") else key.right[0]


class _Printed:
    """An angle in degrees as an option prints it; equal to an angle in radians that is printed so."""

    def __init__(self, text: str) -> None:
        self._text = text.removesuffix("°")

    def __eq__(self, angle: object) -> bool:
        decimals = len(self._text.partition(".")[2])
        number = getattr(angle, "expected", angle)
        return isinstance(number, float) and f"{degrees(number):.{decimals}f}" == self._text

    __hash__ = None  # type: ignore[assignment]


def _numbers(cells: Sequence[Key | None]) -> list[float]:
    return [cell.value * read_unit(cell.unit).factor for cell in cells if isinstance(cell, QuantityKey)]


@pytest.mark.parametrize(("task", "branch", "ask", "typed"), SLIPS)
def test_a_usual_slip_in_letters_is_named(task: str, branch: str, ask: str, typed: str) -> None:
    asked = next(one for one in _of_branch(task, branch).asks if one.name == ask)

    verdict = check_answer(asked.key, typed, "en", asked.mistakes)

    named = [mistake.say.en for mistake in asked.mistakes]
    assert verdict.outcome == "wrong"
    assert verdict.message.en in named


def _of_branch(name: str, branch: str) -> Variant:
    pool = built_in_pool(name, 60)
    for number in range(pool.capacity):
        variant = assemble(pool.task, pool.member(number), number)
        if any(given.value == branch for given in variant.given):
            return variant
    raise LookupError(f"{name} has no variant of {branch}")

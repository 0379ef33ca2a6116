"""The keys of the tasks on the inclined plane, worked out a second time in plain Python."""

from collections.abc import Sequence
from typing import Any

import pytest
from built_in_tasks import spread_variants
from incline_by_hand import ROADS, Keys, in_si

from variants.keys import ChoiceKey, Key, PlotKey, QuantityKey, TableKey
from variants.quantities.units import read_unit
from variants.variant import Variant

MEMBERS = 8


@pytest.fixture(name="variants", params=sorted(ROADS))
def variants_of_a_task(request: pytest.FixtureRequest) -> list[Variant]:
    """Several variants of one task, spread over its pool."""
    return spread_variants(request.param, MEMBERS)


def test_keys_agree_with_keys_worked_out_by_hand(variants: list[Variant]) -> None:
    for variant in variants:
        keys = _by_hand(variant)

        found = {name: value for ask in variant.asks for name, value in _values(ask.name, ask.key).items()}

        assert set(found) == set(keys)
        for name, value in keys.items():
            assert found[name] == _nearly(value), (variant.given, name)


def _by_hand(variant: Variant) -> Keys:
    givens = {given.name: given.value for given in variant.given}
    values = {
        name: in_si(value["value"], value["unit"]) if isinstance(value, dict) else value
        for name, value in givens.items()
    }
    return ROADS[variant.task](values)


def _nearly(value: Any) -> Any:  # noqa: ANN401 - a number, several numbers, or ids that must be equal
    parts = value if isinstance(value, list | tuple) else [value]
    numeric = all(isinstance(part, float) for part in parts)
    return pytest.approx(value, rel=1e-9, abs=1e-12) if numeric else value


def _values(name: str, key: Key) -> dict[str, Any]:
    """Return what the key says as the module by hand says it; formulas and texts are not compared."""
    match key:
        case QuantityKey():
            return {name: key.value * read_unit(key.unit).factor}
        case ChoiceKey():
            return {name: _choice(key)}
        case TableKey():
            return {f"{name}.{column.name}": _numbers(column.cells) for column in key.columns}
        case PlotKey(line=line) if line is not None:
            return {name: (line.slope, line.intercept)}
        case PlotKey(curve=curve) if curve is not None:
            return {name: [number for place in curve.through for number in place]}
        case _:
            return {}


def _choice(key: ChoiceKey) -> Any:  # noqa: ANN401 - an id, several ids or pairs of ids
    if key.pick == "matching":
        return dict(key.matches)
    if key.pick == "one":
        return key.right[0]
    return tuple(sorted(key.right)) if key.pick == "several" else tuple(key.right)


def _numbers(cells: Sequence[Key | None]) -> list[float]:
    return [cell.value for cell in cells if isinstance(cell, QuantityKey)]

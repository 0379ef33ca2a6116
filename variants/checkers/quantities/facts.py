"""Keep the facts that a mark for a quantity rests on: what was typed and asked for, and the figures."""

import math
from collections.abc import Iterator, Mapping

from variants.checkers.quantities.closeness import places
from variants.checkers.quantities.reading import TypedQuantity
from variants.checkers.verdicts import Facts, Verdict
from variants.keys import QuantityKey
from variants.quantities.units import Unit


class QuantityFacts(Mapping[str, str | float]):
    """The facts of one check, worked out when somebody looks: most are never read."""

    __slots__ = ("_facts", "_source")

    def __init__(self, key: QuantityKey, typed: TypedQuantity, wanted: Unit) -> None:
        self._source = key, typed, wanted
        self._facts: Facts | None = None

    def _known(self) -> Facts:
        if self._facts is None:
            self._facts = _facts(*self._source)
        return self._facts

    def __getitem__(self, name: str) -> str | float:
        return self._known()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def __repr__(self) -> str:
        return repr(dict(self))


def with_facts(verdict: Verdict, key: QuantityKey, typed: TypedQuantity, wanted: Unit) -> Verdict:
    """Return the verdict with its facts: they tell the key, and are for whoever may see it."""
    return Verdict(
        outcome=verdict.outcome,
        score=verdict.score,
        reason=verdict.reason,
        message=verdict.message,
        read_as=verdict.read_as,
        facts=QuantityFacts(key, typed, wanted),
    )


def _facts(key: QuantityKey, typed: TypedQuantity, wanted: Unit) -> Facts:
    """Name what was typed and asked for; `value` and `ratio` only where the units can be compared.

    `typed` is in `typed_unit`; `value` and `key` are in `unit`; a number without a unit counts as in `unit`.
    """
    number, unit = typed.number, typed.unit
    facts: dict[str, str | float] = {
        "typed": number.value,
        "typed_unit": unit.text,
        "key": key.value,
        "unit": key.unit,
    }
    value = _in_asked_unit(number.value, unit, wanted)
    if value is not None:
        facts["value"] = value
        ratio = value / key.value if key.value else math.inf
        if math.isfinite(ratio):
            facts["ratio"] = ratio
    if key.figures is not None:
        facts["figures_asked"] = key.figures
    if key.decimals is not None:
        facts["decimals_asked"] = key.decimals
    if number.place is not None:
        facts["figures"] = number.figures
        if key.decimals is not None:
            facts["decimals"] = places(number, unit, wanted)
    return facts


def _in_asked_unit(number: float, unit: Unit, wanted: Unit) -> float | None:
    if unit is wanted or not unit.text:
        return number
    if unit.dimension != wanted.dimension:
        return None
    value = (number * unit.factor + unit.offset - wanted.offset) / wanted.factor
    return value if math.isfinite(value) else None

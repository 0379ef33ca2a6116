"""In which units the letters of a formula are read, such that no factor between units stands in it.

A formula whose units balance holds in every coherent system of units. So base units are chosen such that each
letter counts in its declared unit, and the result in the unit asked for: with centimetres throughout,
`d*F/(d - F)` becomes `d*12/(d - 12)`. Letters whose units belong to no one system (metres, seconds and km/h)
are read as quantities: `x = v*t` is right as it stands, as long as no number in it has a unit of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np

from variants.formulas.derivatives import quotient
from variants.formulas.trees import Branch, Name, Number, Operation, Tree, children, names
from variants.quantities.unit_table import DIMENSIONLESS, Dimension
from variants.quantities.units import Unit, read_unit
from variants.templates.evaluating.letter_lines import put

Scales = tuple[float, ...]
PLAIN: Final[Scales] = (1.0,) * 7
_TEMPERATURE: Final[Dimension] = read_unit("K").dimension


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Base units that a formula is written in, as numbers of SI units; `declared` if they make letters' own.

    In a system that is not, letters are read in SI. Angles and shares are always read as pure numbers.
    """

    scales: Scales
    declared: bool


def system_for(units: Iterable[Unit], numbers: Iterable[Dimension]) -> System | None:
    """Return how to write a formula of letters and result in these units, which holds numbers of these kinds.

    None if numbers with units stand in it, and the units of the letters don't go together.
    """
    asked, held = tuple(dict.fromkeys(units)), frozenset(numbers)
    scales = scales_for(asked)
    if scales is not None and not (_TEMPERATURE in held and any(unit.offset for unit in asked)):
        return System(scales=scales, declared=True)
    return System(scales=PLAIN, declared=False) if held <= {DIMENSIONLESS} else None


@lru_cache(maxsize=1024)
def scales_for(units: tuple[Unit, ...]) -> Scales | None:
    """Return factors of the seven base units that make each of these units 1; None if there are none.

    As few base units as possible differ from SI: for km/h alone it is the metre, and seconds stay seconds.
    """
    wanted = [unit for unit in units if unit.dimension != DIMENSIONLESS]
    if not wanted:
        return PLAIN
    powers = np.asarray([[float(power) for power in unit.dimension] for unit in wanted])
    logs = np.log([unit.factor for unit in wanted])
    if not _solved(powers, logs, range(7)):
        return None
    for count in range(8):
        for bases in combinations(range(7), count):
            found = _solved(powers, logs, bases)
            if found is not None:
                return found
    return None


def _solved(powers: np.ndarray, logs: np.ndarray, bases: Iterable[int]) -> Scales | None:
    """Return the scales where these base units alone may differ from SI."""
    chosen, scales = list(bases), np.zeros(7)
    if chosen:
        scales[chosen], *_ = np.linalg.lstsq(powers[:, chosen], logs, rcond=None)
    return tuple(np.exp(scales).tolist()) if np.allclose(powers @ scales, logs, atol=1e-9) else None


def scale_of(dimension: Dimension, scales: Scales) -> float:
    """Return how large the unit of this dimension is in SI."""
    scale = 1.0
    for factor, power in zip(scales, dimension, strict=True):
        scale *= factor ** float(power)
    return scale


def with_factors(tree: Tree, units: Mapping[str, Unit], result: Unit) -> Tree:
    """Return the SI formula with every letter multiplied by the factor of its unit, in the result's unit."""
    for name, unit in units.items():
        if unit.factor != 1:
            factor = Number(value=unit.factor)
            tree = put(tree, name, Operation(sign="*", left=factor, right=Name(name=name)))
    return quotient(tree, Number(value=result.factor))


def settled_parts(tree: Tree, letters: frozenset[str]) -> tuple[list[Tree], list[Tree]]:
    """Return the parts of a formula of letters that become numbers, and the conditions that choose."""
    if not names(tree) & letters:
        return [tree], []
    if isinstance(tree, Branch):
        inside, conditions = [tree.yes, tree.no], [tree.condition]
    else:
        inside, conditions = list(children(tree)), []
    found = [settled_parts(part, letters) for part in inside]
    return (
        [part for numbers, _ in found for part in numbers],
        conditions + [part for _, decided in found for part in decided],
    )

"""Node analysis: currents in and voltages on the parts of a circuit, from who is joined to whom.

Kirchhoff's laws for every node and every part, solved together (modified nodal analysis: C. Ho, A. Ruehli,
P. Brennan, IEEE Trans. Circuits Syst. 22 (1975) 504–509). Each separate piece has its own zero of potential.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from labs.models.failures import ModelFailed
from variants.templates.evaluating.columns import Floats
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A two-terminal part: resistance in ohms, and the EMF in volts that drives current out of `plus`.

    An infinite resistance lets no current through; None is the EMF of what has none.
    """

    plus: str
    minus: str
    resistance: float
    emf: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """`voltage` is plus above minus; `current` is what comes out of plus if there is an EMF, else goes in."""

    current: float
    voltage: float


_SHORT: Final = Text(
    en="a source without any resistance is short-circuited: give every source its own",
    ru="источник вовсе без сопротивления замкнут накоротко: задайте каждому источнику внутреннее",
)
_NO_RESISTANCE: Final = Text(
    en="a resistance in the circuit is negative or has no value",
    ru="одно из сопротивлений в цепи отрицательно или не имеет значения",
)


def solve_circuit(parts: Mapping[str, Part], joins: Iterable[tuple[str, str]]) -> dict[str, Flow]:
    """Return what flows in every part. Raises ModelFailed where that isn't determined."""
    for part in parts.values():
        if not part.resistance >= 0 or (part.emf is not None and not math.isfinite(part.emf)):
            raise ModelFailed(_NO_RESISTANCE)
    nodes = nodes_of([end for part in parts.values() for end in (part.plus, part.minus)], joins)
    passing = [name for name, part in parts.items() if math.isfinite(part.resistance)]
    ends = {name: (nodes[part.plus], nodes[part.minus]) for name, part in parts.items()}
    piece = _pieces(len(set(nodes.values())), [ends[name] for name in passing])
    potentials, currents = _solved([(parts[name], ends[name]) for name in passing], piece)
    found = dict(zip(passing, currents, strict=True))
    flows = {}
    for name, part in parts.items():
        plus, minus = ends[name]
        voltage = potentials[plus] - potentials[minus] if piece[plus] == piece[minus] else 0.0
        inward = found.get(name, 0.0)
        flows[name] = Flow(current=(inward if part.emf is None else -inward) + 0.0, voltage=voltage + 0.0)
    return flows


def nodes_of(terminals: Iterable[str], joins: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Number the nodes of these terminals: those that are joined share one."""
    leader: dict[str, str] = {}

    def lead(terminal: str) -> str:
        while leader.setdefault(terminal, terminal) != terminal:
            terminal = leader[terminal]
        return terminal

    for terminal in terminals:
        lead(terminal)
    for one, other in joins:
        leader[lead(one)] = lead(other)
    numbers: dict[str, int] = {}
    return {terminal: numbers.setdefault(lead(terminal), len(numbers)) for terminal in list(leader)}


def _pieces(count: int, ends: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each node the lowest node that parts connect it to."""
    piece = list(range(count))
    changed = True
    while changed:
        changed = False
        for plus, minus in ends:
            lowest = min(piece[plus], piece[minus])
            if piece[plus] != piece[minus]:
                piece[plus] = piece[minus] = lowest
                changed = True
    return piece


def _solved(
    parts: Sequence[tuple[Part, tuple[int, int]]], piece: Sequence[int]
) -> tuple[list[float], list[float]]:
    """Return the potentials of the nodes, and the currents that enter the parts at plus."""
    nodes, size = len(piece), len(piece) + len(parts)
    matrix, right = np.zeros((size, size)), np.zeros(size)
    for place, (part, (plus, minus)) in enumerate(parts):
        row = nodes + place
        matrix[plus, row] += 1.0
        matrix[minus, row] -= 1.0
        matrix[row, plus] += 1.0
        matrix[row, minus] -= 1.0
        matrix[row, row] = -part.resistance
        right[row] = part.emf or 0.0
    for node, lowest in enumerate(piece):
        if node == lowest:
            matrix[node, :] = 0.0
            matrix[node, node] = 1.0
    found = _solution(matrix, right)
    return found[:nodes].tolist(), found[nodes:].tolist()


def _solution(matrix: Floats, right: Floats) -> Floats:
    """Return the solution; where currents are free to go round rings without resistance, the smallest."""
    for solve in (np.linalg.solve, _smallest):
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(solve(matrix, right), dtype=np.float64)
                residue = float(np.abs(matrix @ found - right).max(initial=0.0))
        except np.linalg.LinAlgError:
            continue
        if residue <= 1e-6 * (1.0 + float(np.abs(right).max(initial=0.0))):
            return found
    raise ModelFailed(_SHORT)


def _smallest(matrix: Floats, right: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(matrix, right, rcond=None)[0], dtype=np.float64)

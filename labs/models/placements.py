"""How parts stand in what a student joined: in series, or across each other, and which way round.

Who is joined to whom decides, not what flows: a meter in its place reads the same as one beside it by chance.
"""

from collections.abc import Iterable, Mapping

from labs.documents.models import Circuit, Element, Placement
from labs.models.circuits import nodes_of

Ends = Mapping[str, tuple[int, int]]
"""The nodes of each part's plus and minus."""


def is_placed(placement: Placement, circuit: Circuit, joins: Iterable[tuple[str, str]]) -> bool:
    """Tell whether the parts stand as the placement says, in what these joins make of the circuit."""
    elements = {element.name: element for element in circuit.elements}
    through = [(elements[name].plus, elements[name].minus) for name in placement.bridged]
    terminals = [terminal for element in circuit.elements for terminal in (element.plus, element.minus)]
    nodes = nodes_of(terminals, [*joins, *through])
    ends = {
        name: (nodes[element.plus], nodes[element.minus])
        for name, element in elements.items()
        if name not in placement.without and name not in placement.bridged
    }
    first, *others = placement.parts
    if placement.form == "across":
        return all(_is_across(ends, first, other, ordered=placement.polarity) for other in others)
    ordered = (elements[first], elements) if placement.polarity else None
    return all(_is_in_series(ends, first, other, ordered) for other in others)


def _is_across(ends: Ends, one: str, other: str, *, ordered: bool) -> bool:
    """Tell whether two parts end at the same two nodes; ordered: plus at plus."""
    plus, minus = ends[one]
    if plus == minus:
        return False
    return ends[other] == (plus, minus) or (not ordered and ends[other] == (minus, plus))


def _is_in_series(
    ends: Ends, one: str, other: str, ordered: tuple[Element, Mapping[str, Element]] | None
) -> bool:
    """Tell whether whatever flows in one part has to flow in the other: every ring through it holds both.

    Without the two, their four ends fall into two pieces, each with an end of either.
    """
    pieces = _pieces(ends[name] for name in ends if name not in (one, other))
    (plus, minus), (far_plus, far_minus) = (
        tuple(pieces.get(node, node) for node in ends[name]) for name in (one, other)
    )
    if plus == minus or {plus, minus} != {far_plus, far_minus}:
        return False
    if ordered is None:
        return True
    first, elements = ordered
    out = plus if first.emf is not None else minus
    return out == (far_plus if elements[other].emf is None else far_minus)


def _pieces(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return for each node of these edges the name of the piece that it belongs to."""
    pieces: dict[int, int] = {}
    for one, other in edges:
        here, there = pieces.setdefault(one, one), pieces.setdefault(other, other)
        for node, piece in pieces.items():
            if piece == there:
                pieces[node] = here
    return pieces

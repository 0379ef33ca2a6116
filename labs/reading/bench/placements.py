"""Read `placements`: statements about who is joined to whom in a circuit, for whoever judges the wiring."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, Literal

from labs.documents.models import Circuit, ModelLine, Placement
from labs.reading.names import Names
from variants.templates.documents import Complaint, Node
from variants.templates.reading.fields import Fields, read_items, read_record, read_word, read_yes_no
from variants.templates.reading.names import read_names
from variants.texts import Text

_FORMS: Final[tuple[Literal["series", "across"], ...]] = ("series", "across")


def read_placements(node: Node, names: Names, model: tuple[ModelLine, ...]) -> dict[str, Placement]:
    """Read all placements by name; they follow from settings alone. Raises Complaint."""
    circuits = {line.name: line for line in model if isinstance(line, Circuit)}
    placements = {}
    for name, entry in read_names(node, names.problems):
        names.take(name, entry)
        placement = names.problems.attempt(partial(_placement, name, entry, names, circuits))
        if placement is None:
            names.unknown.add(name)
        else:
            placements[name] = placement
    return placements


def _placement(name: str, node: Node, names: Names, circuits: Mapping[str, Circuit]) -> Placement | None:
    forms = [form for form in _FORMS if form in read_record(node).entries]
    if len(forms) != 1:
        raise Complaint(
            node,
            Text(
                en="a placement has one of `series` and `across`",
                ru="у включения должно быть одно из полей `series` и `across`",
            ),
        )
    fields = Fields(node, names.problems, ("circuit", *_FORMS, "polarity", "without", "bridged"))
    circuit = fields.need("circuit", read_word(*circuits), "")
    if not circuit:
        return None
    parts = _parts_of(tuple(element.name for element in circuits[circuit].elements))
    nothing: tuple[str, ...] = ()
    placement = Placement(
        name=name,
        circuit=circuit,
        form=forms[0],
        parts=fields.need(forms[0], parts, nothing),
        polarity=fields.get("polarity", read_yes_no, default=False),
        without=fields.get("without", parts, nothing),
        bridged=fields.get("bridged", parts, nothing),
    )
    _check_parts(node, placement)
    return placement


def _parts_of(known: tuple[str, ...]) -> Callable[[Node], tuple[str, ...]]:
    def read(node: Node) -> tuple[str, ...]:
        return tuple(read_word(*known)(item) for item in read_items(node))

    return read


def _check_parts(node: Node, placement: Placement) -> None:
    """Complain about fewer than two parts, or one that is named twice. Raises Complaint."""
    named = (*placement.parts, *placement.without, *placement.bridged)
    if len(placement.parts) < 2 or len(set(named)) < len(named):
        raise Complaint(
            node,
            Text(
                en=f"`{placement.form}` names two parts at least, and each part stands once",
                ru=f"в `{placement.form}` нужны хотя бы две части цепи, и каждая называется один раз",
            ),
        )

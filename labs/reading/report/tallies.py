"""Read `tallies`: what is counted over all readings of the log, for the demands of design."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from labs.documents.asking import Tally
from labs.reading.checking import measured_type
from labs.reading.report.tables import Desk
from labs.reading.words import read_words
from variants.formulas.trees import Number
from variants.templates.documents import Node
from variants.templates.located import Formula
from variants.templates.reading.fields import Fields, read_unit_text, read_word
from variants.templates.reading.names import read_names
from variants.templates.value_types import Type
from variants.texts import Text

_ONE: Final = Formula(text="1", tree=Number(value=1.0))


def read_tallies(node: Node, desk: Desk) -> dict[str, Tally]:
    """Read all tallies by name. Raises Complaint."""
    tallies = {}
    for name, entry in read_names(node, desk.names.problems):
        desk.names.take(name, entry)
        tally = desk.names.problems.attempt(partial(_tally, name, entry, desk))
        if tally is None:
            desk.names.unknown.add(name)
        else:
            tallies[name] = tally
    return tallies


def tally_types(tallies: Mapping[str, Tally]) -> dict[str, Type]:
    """Return what the names of tallies hold."""
    return {name: measured_type(tally.unit) for name, tally in tallies.items()}


def _tally(name: str, node: Node, desk: Desk) -> Tally:
    problems = desk.names.problems
    fields = Fields(node, problems, ("instrument", "adds", "unit", "label"))
    unit = fields.get("unit", read_unit_text, "")
    adds = fields.need if unit else fields.get
    return Tally(
        name=name,
        label=fields.need("label", read_words(problems), Text()),
        instrument=fields.need("instrument", read_word(*desk.instruments), ""),
        adds=adds("adds", desk.moment.number(unit), _ONE),
        unit=unit,
    )

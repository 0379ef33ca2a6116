"""What the written solution says of a line beside its formula: the number it comes to, and in which unit."""

import re
from collections.abc import Iterator
from typing import Final

from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.writing.edits import put
from variants.templates.writing.friendly import friendly_name
from variants.templates.writing.inspecting import inspect_document
from variants.templates.writing.layouts import Passage
from variants.templates.writing.numbers_in_text import FoundNumber
from variants.templates.writing.spans import SpannedLeaf, SpannedRecord, find, read_spans
from variants.templates.writing.suggesting import results_in
from variants.texts import LANGUAGES

_HOLE_IN_UNIT: Final = r"\{\{\s*%s\s+in\s+([^}]+?)\s*\}\}"


def with_result(text: str, name: str) -> str:
    """Return the document with a hole in place of the number that this line comes to in the solution."""
    unit = inspect_document(text, "", {}).units.get(name)
    for language in LANGUAGES:
        written = _solution(text, language)
        for number in reversed(list(_results(written, name))):
            if unit is not None and _measure_the_same(number.unit, unit):
                shown = _unit_of(name, number.unit)
                hole = f"{{{{{name} in {shown}}}}}" if shown else f"{{{{{name}}}}}"
                written = written[: number.start] + hole + written[number.end :]
        if written != _solution(text, language):
            text = put(text, ("solution", language), Passage(written.rstrip("\n")))
    return text


def usual_unit(text: str, name: str, unit: str) -> str:
    """Return the unit in which a line is asked for: that of the solution, or of a given, or `unit` itself."""
    written = [_solution(text, language) for language in LANGUAGES]
    holes = [hole for each in written for hole in re.findall(_HOLE_IN_UNIT % re.escape(name), each)]
    numbers = [_unit_of(name, number.unit) for each in written for number in _results(each, name)]
    # A pure number and an angle measure the same: only the solution tells which was meant.
    givens = [_unit_of(name, given) for given in units_of_givens(text).values()] if unit else []
    offered = (*holes, *numbers, *givens)
    return next((each for each in offered if each and _measure_the_same(each, unit)), unit)


def _unit_of(name: str, unit: str) -> str:
    """Return the unit of a line: that of a change, `dt`, has no zero of its own."""
    return "K" if unit == "°C" and len(name) > 1 and name.startswith("d") else unit


def units_of_givens(text: str) -> dict[str, str]:
    """Return the units in which the givens of a document are shown, by their names."""
    given = find(read_spans(text), ("given",))
    return {
        entry.key.text: unit.text
        for entry in (given.entries if isinstance(given, SpannedRecord) else ())
        if isinstance(unit := find(entry.value, ("unit",)), SpannedLeaf)
    }


def _results(written: str, name: str) -> Iterator[FoundNumber]:
    return (number for typed, number in results_in(written) if friendly_name(typed) == name)


def _solution(text: str, language: str) -> str:
    found = find(read_spans(text), ("solution", language))
    return found.text if isinstance(found, SpannedLeaf) else ""


def _measure_the_same(one: str, other: str) -> bool:
    try:
        return read_unit(one or "1").dimension == read_unit(other or "1").dimension
    except UnknownUnit:
        return False

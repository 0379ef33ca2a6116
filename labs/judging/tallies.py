"""Work tallies out: what the readings of a log add up to, whichever table they stand in."""

from collections.abc import Iterable, Mapping
from math import fsum

from labs.documents.asking import Tally
from labs.judging.cases import Case
from variants.prose.plain import plain_text
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit, read_unit
from variants.templates.evaluating.columns import Column, constant
from variants.texts import LANGUAGES, Language, Text


def counted(case: Case, names: Iterable[str]) -> dict[str, float]:
    """Return these tallies of the log in SI, by name."""
    return {name: _counted(case, case.lab.tallies[name]) for name in names}


def as_columns(tallies: Mapping[str, float]) -> dict[str, Column]:
    """Return tallies for formulas."""
    return {name: constant(value) for name, value in tallies.items()}


def told(case: Case, tallies: Mapping[str, float]) -> Text:
    """Say what tallies came to: `portions taken: 37`."""
    said = {language: _told(case, tallies, language) for language in LANGUAGES}
    return Text(en=said["en"], ru=said["ru"])


def _told(case: Case, tallies: Mapping[str, float], language: Language) -> str:
    return "; ".join(
        f"{plain_text(tally.label.in_language(language))}: {_printed(tally, value, language)}"
        for name, value in tallies.items()
        for tally in (case.lab.tallies[name],)
    )


def _printed(tally: Tally, value: float, language: Language) -> str:
    unit = read_unit(tally.unit)
    number = print_number((value - unit.offset) / unit.factor, language)
    return f"{number} {print_unit(tally.unit, language)}".strip()


def _counted(case: Case, tally: Tally) -> float:
    return fsum(
        case.moments.number(entry, tally.adds.tree)
        for entry in case.log
        if entry.kind == "reading" and entry.wish.instrument == tally.instrument
    )

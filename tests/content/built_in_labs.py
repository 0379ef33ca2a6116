"""The labs of the library for tests: read once, and their models asked for values by name."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from content.tables import library_tables
from labs.documents.asking import CheckValue
from labs.documents.lab import Lab
from labs.proofs.checks import place
from labs.reading.lab_reading import read_lab
from labs.running.exact import scalar_values
from labs.running.taking import take
from labs.sessions import Entry, Wish
from variants.keys import Tolerance

FOLDER = resources.files("content") / "labs"
LABS = tuple(sorted(entry.name for entry in FOLDER.iterdir() if (entry / "lab.yaml").is_file()))


@cache
def built_in_lab(name: str) -> Lab:
    return read_lab(
        {file.name: file.read_bytes() for file in (FOLDER / name).iterdir()}, tables=library_tables()
    )


def at_bench(
    name: str,
    apparatus: Mapping[str, str],
    settings: Mapping[str, str],
    doings: tuple[tuple[str, str], ...] = (),
) -> CheckValue:
    return CheckValue(
        apparatus=apparatus,
        settings=settings,
        name=name,
        value=0.0,
        unit="",
        tolerance=Tolerance(),
        source="",
        doings=doings,
    )


def model_of(
    lab: str,
    apparatus: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    doings: tuple[tuple[str, str], ...] = (),
) -> Mapping[str, float]:
    """Return the numbers of the model in SI; what is typed is in the units of apparatus and controls."""
    placed = place(built_in_lab(lab), at_bench("", apparatus, settings or {}, doings))
    values = scalar_values(placed.bench, placed.log, Wish(settings=placed.settings, at=placed.at))
    return {name: float(value) for name, value in values.items() if isinstance(value, float | int | bool)}


def entry_of(
    lab: str,
    apparatus: Mapping[str, str],
    settings: Mapping[str, str],
    instrument: str,
    doings: tuple[tuple[str, str], ...] = (),
) -> Entry:
    """Return what an instrument's first span says there, with the errors of one fixed secret."""
    read = built_in_lab(lab)
    placed = place(read, at_bench("", apparatus, settings, doings))
    spans = read.instruments[instrument].spans
    wish = Wish(
        settings=placed.settings,
        at=placed.at,
        instrument=instrument,
        span=spans[0].name if spans else "",
    )
    return take(placed.bench, placed.log, wish, 0)

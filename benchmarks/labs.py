"""Readings at the built-in labs' benches: what the model takes, and how large the log of a session grows."""

from collections.abc import Iterator, Mapping
from random import Random
from time import process_time
from typing import Final

from benchmarks.sizes import Sizes
from benchmarks.timings import describe, percentile, timed
from content.loader import built_in, find_documents
from content.readers import LAB
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.documents.settings import Control, Numbers, Range, SettingValue, Words
from labs.reading.lab_reading import read_lab
from labs.running.benches import Bench, open_bench
from labs.running.grids import nearest_on_grid
from labs.running.looking import look
from labs.running.replaying import replay
from labs.running.taking import take
from labs.sessions import Entry, Refused, Wish
from labs.supplying import assemble_lab, lab_pool
from notebooks_engine.adapters.rows_of_sessions import entry_to_text

SECRET: Final = b"s" * 32
READINGS: Final = 200
ALLOWED: Final = 0.002
"""Seconds that a reading may take the model."""


def run(sizes: Sizes) -> Iterator[str]:
    """Yield for each lab milliseconds a reading and a look, then bytes of its session and its replay."""
    for lab in built_in_labs():
        yield from _lab(lab, min(READINGS, sizes.rows))


def built_in_labs() -> Iterator[Lab]:
    """Read the labs that come with the library."""
    for document in find_documents(built_in()):
        if document.upload.kind == LAB:
            yield read_lab(document.upload.files, tables=library_tables())


def _lab(lab: Lab, readings: int) -> Iterator[str]:
    variant = assemble_lab(lab, lab_pool(lab, size=1), [0])[0]
    given = {one.name: one for one in variant.given}
    opening, bench = timed(open_bench, lab, given, SECRET)
    timings, looks, log = _session(bench, readings)
    slow = "" if percentile(timings, 0.5) <= ALLOWED else " (too slow)"
    yield (
        f"{lab.id}: opened in {1000 * opening:.1f} ms; a reading {describe(timings)}{slow};"
        f" a look {describe(looks)}"
    )
    size = sum(len(entry_to_text(entry, before)) for before, entry in zip((None, *log), log, strict=False))
    again, _ = timed(replay, open_bench(lab, given, SECRET), log)
    yield f"{lab.id}: {len(log)} entries are {size / 1024:.1f} KB and replay in {1000 * again:.0f} ms"


def _session(bench: Bench, readings: int) -> tuple[list[float], list[float], list[Entry]]:
    """Take readings one after the other at settings chosen by lot, now and then with an action."""
    lot, log = Random(1), list[Entry]()
    timings, looks = [], []
    lab = bench.lab
    step = lab.process.longest / (2 * readings) if lab.process else 0.0
    for number in range(readings):
        at = round(step * number, 1)
        if lab.process and lab.process.actions and number % 10 == 0:
            _act(bench, log, lot, at)
        wish = reading_by_lot(lab, lot, at)
        started = process_time()
        try:
            log.append(take(bench, log, wish, 1_700_000_000_000 + number))
        except Refused:
            continue
        finally:
            timings.append(process_time() - started)
        started = process_time()
        look(bench, log, wish)
        looks.append(process_time() - started)
    return timings, looks, log


def reading_by_lot(lab: Lab, lot: Random, at: float) -> Wish:
    """Return the wish for a reading of some instrument at some settings."""
    instrument = lab.instruments[lot.choice(list(lab.instruments))]
    span = lot.choice(instrument.spans).name if instrument.spans else ""
    return Wish(settings=_settings(lab.controls, lot), at=at, instrument=instrument.name, span=span)


def _act(bench: Bench, log: list[Entry], lot: Random, at: float) -> None:
    actions = bench.lab.process.actions if bench.lab.process else {}
    action = actions[lot.choice(list(actions))]
    amount = None if action.amount is None else _number(action.amount, lot)
    wish = Wish(settings=_settings(bench.lab.controls, lot), at=at, action=action.name, amount=amount)
    try:
        log.append(take(bench, log, wish, 1_700_000_000_000))
    except Refused:
        return


def _settings(controls: Mapping[str, Control], lot: Random) -> dict[str, SettingValue]:
    return {name: _setting(control, lot) for name, control in controls.items()}


def _setting(control: Control, lot: Random) -> SettingValue:
    match control.form:
        case Range() | Numbers() as form:
            return _number(form, lot)
        case Words(words=words):
            return lot.choice(list(words))
        case _:
            return control.start


def _number(form: Range | Numbers, lot: Random) -> float:
    if isinstance(form, Numbers):
        return float(lot.choice(form.numbers))
    return nearest_on_grid(form, lot.uniform(float(form.lowest), float(form.highest)))

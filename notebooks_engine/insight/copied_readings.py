"""Readings of labs that were typed in, were never issued to their student, and stand in a classmate's log.

By chance a number falls on one of a classmate's readings about as often as these fill the range in which the
class has read the instrument; `CROWDED` allows for readings that crowd there. A slip of the pen fits once.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from labs.documents.asking import ReadingColumn
from labs.documents.lab import Lab
from labs.judging.cells import entry_si, unit_of
from labs.sessions import Entry
from library_core.people import PersonKey
from notebooks_engine.appeals import DealtWork
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.benching.slots import Labs
from notebooks_engine.insight.copying import CLOSE, FLAGGED_BELOW, Agreement, Hint, Place
from notebooks_engine.lab_sessions import LabSession
from notebooks_engine.submissions import Submission
from variants.checkers.quantities.reading import read_quantity, understood
from variants.checkers.verdicts import UnreadableAnswer
from variants.quantities.units import read_unit
from variants.texts import Language, Text

Sessions = Mapping[tuple[AttemptKey, str], LabSession]
CROWDED: Final = 4
_LONGEST_CELL: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedReading:
    """A number typed where a reading belongs, in SI; `at` is when it was handed in."""

    place: Place
    instrument: str
    text: str
    si: float
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bencher:
    """One student's lab: what was typed for readings and not issued, and the readings of the log."""

    attempt: AttemptKey
    student: PersonKey
    slot: str
    lab: Lab
    foreign: tuple[TypedReading, ...]
    readings: Mapping[str, Sequence[Entry]]


def find_copied_readings(
    works: Sequence[DealtWork], sessions: Sessions, labs: Labs, *, below: float = FLAGGED_BELOW
) -> tuple[Hint, ...]:
    """Return a hint for each student whose typed readings are a classmate's, and hardly by chance."""
    benchers = [bencher for work in works for bencher in _benchers(work, sessions, labs)]
    hints = [
        hint
        for one in benchers
        if one.foreign
        for mate in benchers
        if mate.lab.id == one.lab.id and mate.student != one.student
        for hint in _hints(one, mate, benchers)
        if hint.chance < below
    ]
    return tuple(sorted(hints, key=lambda hint: (hint.chance, hint.attempt, hint.source)))


def _benchers(work: DealtWork, sessions: Sessions, labs: Labs) -> Iterator[Bencher]:
    for slot in work.slots:
        session = sessions.get((work.attempt, slot.name))
        if session is None:
            continue
        lab = labs(slot.edition)
        readings = _by_instrument(session.log)
        typed = {
            (one.instrument, one.si): one
            for handed in work.submissions_of(slot.name)
            for one in _typed(lab, handed, Place(slot=slot.name, task=slot.task, part=""))
        }
        yield Bencher(
            attempt=work.attempt,
            student=work.student,
            slot=slot.name,
            lab=lab,
            foreign=tuple(
                one for one in typed.values() if _find(lab, readings.get(one.instrument, ()), one) is None
            ),
            readings=readings,
        )


def _by_instrument(log: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    taken = [entry for entry in log if entry.kind == "reading" and entry.value is not None]
    ordered = sorted(taken, key=lambda entry: entry.wish.instrument)
    return {name: tuple(group) for name, group in groupby(ordered, key=lambda entry: entry.wish.instrument)}


def _typed(lab: Lab, handed: Submission, place: Place) -> Iterator[TypedReading]:
    for table in lab.tables.values():
        answer = handed.answers.get(f"table-{table.name}")
        rows = answer.get("rows") if isinstance(answer, dict) else None
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            for column in table.columns.values():
                cell = row.get(column.name) if isinstance(row, dict) else None
                if not isinstance(column, ReadingColumn) or not isinstance(cell, str):
                    continue
                si = _number(cell, unit_of(lab, column), handed.language)
                if si is not None:
                    yield TypedReading(
                        place=Place(
                            slot=place.slot,
                            task=place.task,
                            part=f"table-{table.name}.{column.name}:{number}",
                        ),
                        instrument=column.instrument,
                        text=cell.strip(),
                        si=si,
                        at=handed.submitted_at,
                    )


def _number(typed: str, unit: str, language: Language) -> float | None:
    """Return the number typed in a cell, in SI; None where there is none."""
    if not typed.strip() or len(typed) > _LONGEST_CELL:
        return None
    try:
        quantity = understood(read_quantity(typed, language), unit)
    except UnreadableAnswer:
        return None
    own = quantity.unit if quantity.unit.text else read_unit(unit)
    return quantity.number.value * own.factor + own.offset


def _find(lab: Lab, entries: Sequence[Entry], typed: TypedReading) -> Entry | None:
    return next(
        (one for one in entries if math.isclose(entry_si(lab, one), typed.si, rel_tol=CLOSE)),
        None,
    )


def _hints(one: Bencher, mate: Bencher, everybody: Sequence[Bencher]) -> Iterator[Hint]:
    agreements = []
    for typed in one.foreign:
        read = [entry for entry in mate.readings.get(typed.instrument, ()) if entry.logged_at <= typed.at]
        entry = _find(one.lab, read, typed)
        if entry is not None:
            chance = _chance(typed.instrument, read, one.lab, everybody)
            agreements.append(_agreement(typed, entry, one.lab, chance))
    if agreements:
        candidates = sum(other.lab.id == one.lab.id for other in everybody) - 1
        ways = math.comb(len(one.foreign), len(agreements))
        chance = math.prod(agreement.chance for agreement in agreements)
        yield Hint(
            attempt=one.attempt,
            student=one.student,
            source=mate.attempt,
            source_student=mate.student,
            chance=min(1.0, max(1, candidates) * ways * chance),
            agreements=tuple(agreements),
        )


def _chance(instrument: str, read: Sequence[Entry], lab: Lab, everybody: Sequence[Bencher]) -> float:
    """Return how likely a number in the range of the class's readings is one of these."""
    values = [
        entry.value
        for other in everybody
        if other.lab.id == lab.id
        for entry in other.readings.get(instrument, ())
        if entry.value is not None
    ]
    step = min(span.resolution for span in lab.instruments[instrument].spans)
    places = max(1.0, (max(values) - min(values)) / step)
    return min(1.0, CROWDED * len({entry.value for entry in read}) / places)


def _agreement(typed: TypedReading, entry: Entry, lab: Lab, chance: float) -> Agreement:
    return Agreement(
        place=typed.place,
        text=typed.text,
        at=typed.at,
        own_key=math.nan,
        source_key=entry.value if entry.value is not None else math.nan,
        source_text=entry.text,
        source_at=entry.logged_at,
        unit=lab.instruments[typed.instrument].unit,
        bare=False,
        chance=chance,
    )


def label_of(lab: Lab, place: Place) -> Text | None:
    """Return the title of the table, the heading of the column and the row of a reading; None elsewhere."""
    name, _, cell = place.part.partition(".")
    table = lab.tables.get(name.removeprefix("table-"))
    column, _, row = cell.rpartition(":")
    if table is None or column not in table.columns or not row.isdigit():
        return None
    title, heading, number = table.title, table.columns[column].label, int(row) + 1
    return Text(
        en=f"{title.in_language('en')}: {heading.in_language('en')}, row {number}",
        ru=f"{title.in_language('ru')}: {heading.in_language('ru')}, строка {number}",
    )

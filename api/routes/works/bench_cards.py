"""A lab inside a notebook: what it is, how far one is at the bench, and the way to it."""

from typing import Any

from api.bootstrap import Unit
from api.web.rendering import address
from api.web.visits import Visit
from library_core.editions import EditionKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.lab_sessions import WorkBench
from notebooks_engine.studying.opening import OpenSlot, OpenWork


def work_card(visit: Visit, work: OpenWork, slot: OpenSlot) -> dict[str, Any]:
    """Return what bench/card.html shows of a slot of one's own attempt."""
    place = WorkBench(attempt=work.attempt, slot=slot.name)
    refusal = slot.refusal.in_language(visit.language) if slot.refusal else ""
    return {
        "place": slot.name,
        "title": slot.variant.title,
        "purpose": slot.variant.statement,
        "readings": visit.read(lambda unit: count_readings(unit, visit, place)),
        "got": slot.grade.points if slot.grade.tries or slot.grade.marked else None,
        "possible": slot.variant.points,
        "tries_left": slot.tries_left,
        "refusal": refusal,
        "url": address(visit, "bench", attempt=work.attempt, slot=slot.name),
    }


def count_readings(unit: Unit, visit: Visit, place: WorkBench) -> int | None:
    """Return how many readings were taken at a bench, None where nobody has sat down yet."""
    session = unit.engine.lab_sessions.find(visit.reader.school, place)
    return None if session is None else sum(entry.kind == "reading" for entry in session.log)


def sample_card(visit: Visit, place: str, edition: EditionKey) -> dict[str, Any]:
    """Return what bench/sample_card.html shows of a lab in a notebook before it is assigned."""
    school, shelf = visit.reader.school, visit.application.shelf
    lab, is_lacking = shelf.lab(school, edition), bool(shelf.lacking(school, [edition]))
    return {
        "place": place,
        "title": lab.apparatus.title,
        "capacity": None if is_lacking else len(shelf.supply(school, edition).stock.members),
        "url": address(visit, "lab", edition=edition),
    }


def steps_url(visit: Visit, attempt: AttemptKey, slot: str) -> str:
    """Return where a teacher steps through a student's session."""
    return address(visit, "work_lab", attempt=attempt, slot=slot)

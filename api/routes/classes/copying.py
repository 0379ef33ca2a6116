"""Copy evidence: wrong answers that fit a classmate's key, for the teacher to look at; nobody is punished."""

import math
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from api.bootstrap import Unit
from api.routes.acting import actor
from api.routes.classes.assignments import names_of
from api.routes.students.answer_text import show_answer
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.identities import new_key
from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.insight.copies import ShownHint, dismiss, look_for_copies, show_again
from notebooks_engine.insight.copying import Agreement
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import Language


def page(visit: Visit) -> Response:
    """Show the hints of an assignment: whose key fits, when, and how likely that is a coincidence."""
    labs = visit.application.shelf.labs(visit.reader.school)
    key = AssignmentKey(visit.path["assignment"])
    found = look_for_copies(visit.application.engine, actor(visit), key, labs)

    def gather(unit: Unit) -> tuple[Mapping[PersonKey, str], str]:
        people = {person for one in found.hints for person in (one.hint.student, one.hint.source_student)}
        people |= {one.dismissal.teacher for one in found.hints if one.dismissal}
        class_ = unit.engine.classes.find(actor(visit), found.assignment.class_key)
        return names_of(unit, visit, tuple(people)), class_.title if class_ else ""

    names, class_name = visit.read(gather)
    return render(
        visit,
        "teacher/copies.html",
        current="teacher_home",
        title=found.assignment.title,
        class_={"key": found.assignment.class_key, "name": class_name},
        live_url=address(visit, "live", assignment=found.assignment.key),
        dismiss_url=address(visit, "dismiss_copy", assignment=found.assignment.key),
        hints=[_hint(visit, one, names) for one in found.hints],
    )


def dismiss_hint(visit: Visit) -> Response:
    """Keep that the teacher has looked at a hint, with a note, or show it again."""
    assignment = AssignmentKey(visit.path["assignment"])
    where = (assignment, AttemptKey(visit.field("attempt")), AttemptKey(visit.field("source")))
    if visit.field("step") == "show":
        visit.write(lambda unit: show_again(unit.engine, actor(visit), where))
    else:
        at = visit.now, visit.application.shelf.labs(visit.reader.school)
        dismiss(visit.application.engine, actor(visit), where, visit.field("note"), at)
    return redirect(visit, "copies", assignment=assignment)


def _hint(visit: Visit, shown: ShownHint, names: Mapping[PersonKey, str]) -> dict[str, Any]:
    hint, dismissal = shown.hint, shown.dismissal
    return {
        "student": names.get(hint.student, ""),
        "work_url": address(visit, "work", attempt=hint.attempt),
        "source": names.get(hint.source_student, ""),
        "source_url": address(visit, "work", attempt=hint.source),
        "attempt": hint.attempt,
        "source_attempt": hint.source,
        "one_in": _grouped(_one_in(hint.chance), visit.language),
        "capped": hint.chance < 1e-6,
        "agreements": [_agreement(visit, one, shown) for one in hint.agreements],
        "alike": [
            {
                "place": one.slot,
                "title": one.title,
                "label": one.label,
                "answer": show_answer(one.answer),
            }
            for one in shown.alike
        ],
        "dismissed": {
            "by": names.get(dismissal.teacher, ""),
            "at": dismissal.made_at,
            "note": dismissal.note,
        }
        if dismissal
        else None,
        "once": new_key(),
    }


def _agreement(visit: Visit, one: Agreement, shown: ShownHint) -> dict[str, Any]:
    return {
        "place": one.place.slot,
        "title": shown.titles[one.place],
        "label": shown.labels[one.place],
        "text": one.text,
        "at": one.at,
        "own_key": _number(visit, one.own_key, one.unit),
        "source_text": _number(visit, one.source_key, one.unit)
        if math.isnan(one.own_key)
        else one.source_text,
        "source_at": one.source_at,
        "source_key": _number(visit, one.source_key, one.unit),
        "bare": one.bare,
    }


def _number(visit: Visit, value: float, unit: str) -> str:
    # Of a reading that was never taken there is no value that would be right.
    if math.isnan(value):
        return "—"
    printed = print_unit(unit, visit.language)
    between = "" if printed in ("°", "") else " "
    return f"{print_number(value, visit.language)}{between}{printed}"


def _grouped(number: int, language: Language) -> str:
    """Print a whole number with its thousands set apart."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")


def _one_in(chance: float) -> int:
    """Return how many such coincidences there would be one in: two figures, a million at most."""
    times = 1 / max(chance, 1e-6)
    power = int(10 ** max(0, math.floor(math.log10(times)) - 1))
    rounded: int = round(times / power) * power
    return rounded

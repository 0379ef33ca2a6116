"""The gradebook of a class, and points as files for other programs."""

from typing import Any, Final

from starlette.responses import Response

from api.auth.access import NotFound
from api.bootstrap import Unit
from api.routes.acting import actor
from api.routes.classes.assignments import names_of
from api.routes.classes.corrected import correction_notes
from api.web.rendering import address, render
from api.web.visits import Visit
from library_core.people import PersonKey
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.classes import ClassKey
from notebooks_engine.teaching.class_gradebook import ClassCell, ClassGradebook, open_class_gradebook
from notebooks_engine.teaching.exports import Sheet, class_sheet, export_csv, export_xlsx, slot_sheet
from notebooks_engine.teaching.gradebook import open_gradebook

_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def page(visit: Visit) -> Response:
    """Show the points of a class: students by assignments."""
    found, names = visit.read(lambda unit: _open(unit, visit))
    rows = [
        {
            "name": names.get(line.student, ""),
            "cells": [_cell(visit, cell) for cell in line.cells],
            "got": line.points,
            "possible": line.out_of,
        }
        for line in found.lines
    ]
    columns = [
        {
            "title": assignment.title,
            "due": assignment.due_at,
            "possible": sum(slot.points for slot in assignment.slots),
            "url": address(visit, "live", assignment=assignment.key),
        }
        for assignment in found.assignments
    ]
    key = found.class_.key
    return render(
        visit,
        "teacher/gradebook.html",
        current="teacher_home",
        class_={"key": key, "name": found.class_.title},
        columns=columns,
        rows=rows,
        corrections=correction_notes(visit, found.assignments),
        csv_url=address(visit, "gradebook_export", class_=key, kind="csv"),
        xlsx_url=address(visit, "gradebook_export", class_=key, kind="xlsx"),
    )


def export_class(visit: Visit) -> Response:
    """Send the points of a class as CSV or XLSX."""
    found, names = visit.read(lambda unit: _open(unit, visit))
    return _file(visit, class_sheet(found, names, visit.language), found.class_.title)


def export_assignment(visit: Visit) -> Response:
    """Send the points of one assignment, slot by slot, as CSV or XLSX."""

    def work(unit: Unit) -> Sheet:
        found = open_gradebook(unit.engine, actor(visit), AssignmentKey(visit.path["assignment"]))
        return slot_sheet(found, names_of(unit, visit, found.students), visit.language)

    return _file(visit, visit.read(work), "points")


def _file(visit: Visit, sheet: Sheet, name: str) -> Response:
    kind = visit.path["kind"]
    if kind not in _MEDIA:
        raise NotFound
    content = export_csv(sheet, visit.language) if kind == "csv" else export_xlsx(sheet)
    plain = "".join(sign for sign in name if sign.isascii() and sign.isalnum()) or "points"
    disposition = f'attachment; filename="tetrad-{plain}.{kind}"'
    return Response(content, media_type=_MEDIA[kind], headers={"Content-Disposition": disposition})


def _open(unit: Unit, visit: Visit) -> tuple[ClassGradebook, dict[PersonKey, str]]:
    found = open_class_gradebook(unit.engine, actor(visit), ClassKey(visit.path["class_"]))
    return found, names_of(unit, visit, tuple(line.student for line in found.lines))


def _cell(visit: Visit, cell: ClassCell | None) -> dict[str, Any]:
    if cell is None:
        return {"got": None, "late": False, "waiting": False, "overridden": False, "url": None, "attempts": 0}
    return {
        "got": cell.points if cell.begun else None,
        "late": cell.late,
        "waiting": cell.pending,
        "overridden": cell.marked,
        "number": cell.number,
        "attempts": cell.attempts,
        "url": address(visit, "work", attempt=cell.attempt),
    }

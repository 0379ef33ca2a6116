"""What of a teacher's assignments has been corrected since it was dealt, as the pages say it."""

from collections.abc import Sequence
from typing import Any

from api.web.rendering import address
from api.web.visits import Visit
from notebooks_engine.assignments import Assignment
from notebooks_engine.regrading.corrections import Correction, find_corrections


def corrections_of(visit: Visit, assignments: Sequence[Assignment]) -> list[tuple[Assignment, Correction]]:
    """Return the corrected tasks of these assignments, which the reader teaches."""
    found = visit.read(
        lambda unit: find_corrections(
            unit.library.editions, unit.engine.regrades, visit.reader.school, assignments
        )
    )
    return [(one, correction) for one in assignments for correction in found.get(one.key, ())]


def correction_notes(visit: Visit, assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    """Return the notes that `teacher/corrections.html` shows above a table of points."""
    return [
        {
            "assignment": assignment.title,
            "title": correction.newest.title,
            "edition": correction.newest.number,
            "joined": correction.joined,
            "url": f"{address(visit, 'regrade', assignment=assignment.key)}?task={correction.task}#plan",
        }
        for assignment, correction in corrections_of(visit, assignments)
    ]

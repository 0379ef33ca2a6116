"""Which tasks of an assignment have been corrected since they were dealt: newer editions in the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from library_core.editions import Edition, EditionKey, Editions
from library_core.people import SchoolKey
from notebooks_engine.assignments import Assignment, AssignmentKey, dealt_tasks
from notebooks_engine.regrades import Regrade, Regrades


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A task of an assignment by its name there, the edition whose keys are in force, and the newest one.

    `joined` says that the newest is in force already, but not yet for those who were dealt to later.
    """

    task: str
    former: Edition
    newest: Edition
    joined: bool


def find_corrections(
    editions: Editions, regrades: Regrades, school: SchoolKey, assignments: Sequence[Assignment]
) -> Mapping[AssignmentKey, tuple[Correction, ...]]:
    """Return the corrections of each assignment in the order of its tasks, in four statements."""
    keys = [assignment.key for assignment in assignments]
    history, attempts = regrades.list_of(school, keys), regrades.count_attempts(school, keys)
    wanted = {key for assignment in assignments for key in dealt_tasks(assignment.slots).values()}
    wanted |= {regrade.edition for those in history.values() for regrade in those}
    known = editions.find_all(school, wanted)
    newest = editions.published(school, {edition.work.name for edition in known.values()})
    found = {}
    for assignment in assignments:
        done = history.get(assignment.key, ())
        corrections = [
            correction
            for task, dealt in dealt_tasks(assignment.slots).items()
            for correction in [
                _correction(task, (dealt, done), (known, newest), attempts.get(assignment.key, 0))
            ]
            if correction is not None
        ]
        if corrections:
            found[assignment.key] = tuple(corrections)
    return found


def last_in_force(history: Sequence[Regrade], task: str) -> Regrade | None:
    """Return the last regrade of a task that was not taken back; taking one back is a regrade too."""
    return next((one for one in reversed(history) if one.task == task and one.undone_at is None), None)


def _correction(
    task: str,
    state: tuple[EditionKey, Sequence[Regrade]],
    shelf: tuple[Mapping[EditionKey, Edition], Mapping[str, Edition]],
    attempts: int,
) -> Correction | None:
    (dealt, history), (known, published) = state, shelf
    last = last_in_force(history, task)
    first, former = known.get(dealt), known.get(last.edition if last else dealt)
    newest = published.get(first.work.name) if first else None
    if first is None or former is None or newest is None or not _is_newer(newest, first):
        return None
    if newest.key == former.key:
        joined = last is not None and attempts > last.looked
        return Correction(task=task, former=first, newest=newest, joined=True) if joined else None
    if not _is_newer(newest, former):
        return None
    return Correction(task=task, former=former, newest=newest, joined=False)


def _is_newer(newest: Edition, former: Edition) -> bool:
    return (newest.number or 0) > (former.number or 0)

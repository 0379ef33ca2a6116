"""A plan of a regrade and the history of regrades as their page shows them: names, editions, rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from library_core.editions import Edition, EditionKey
from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.regrades import Change, Regrade
from notebooks_engine.regrading.applying import can_undo
from notebooks_engine.regrading.foreseeing import Foreseen
from notebooks_engine.regrading.planning import PlannedLine
from variants.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names of people, editions, the address of a student's work, and the edition dealt of each task."""

    names: Mapping[PersonKey, str]
    editions: Mapping[EditionKey, Edition]
    work: Callable[[AttemptKey], str]
    dealt: Mapping[str, EditionKey]

    def number(self, key: EditionKey) -> int | None:
        """Return the number of an edition."""
        found = self.editions.get(key)
        return found.number if found else None

    def title(self, task: str) -> Text:
        """Return the title of a task, or its name where its edition can't be found."""
        found = self.editions.get(self.dealt[task]) if task in self.dealt else None
        return found.title if found else Text(en=task, ru=task)


def show_plan(foreseen: Foreseen, known: Known) -> dict[str, Any]:
    """Return the rows of what is foreseen, and how many stay as they are."""
    return {
        "rows": [_planned(line, known) for line in foreseen.changed],
        "refused": [_row(line.change, known) for line in foreseen.refused],
        "gaining": foreseen.gaining,
        "losing": foreseen.losing,
        "unchanged": foreseen.unchanged,
        "waiting": foreseen.waiting,
        "judged": foreseen.judged,
        "number": foreseen.number,
    }


def show_history(history: Sequence[Regrade], known: Known) -> list[dict[str, Any]]:
    """Return the lines of the history, the newest first."""
    numbers = {regrade.key: regrade.number for regrade in history}
    return [
        {
            "key": regrade.key,
            "number": regrade.number,
            "mode": regrade.mode,
            "at": regrade.made_at,
            "by": known.names.get(regrade.teacher, ""),
            "title": known.title(regrade.task),
            "former": sorted({known.number(change.edition) or 0 for change in regrade.changes}),
            "edition": known.number(regrade.edition) or 0,
            "checker": regrade.checker,
            "changed": len(regrade.changed),
            "rows": [_row(change, known) for change in regrade.changes if change.was != change.by_key],
            "refused": [_row(change, known) for change in regrade.refused],
            "undone_at": regrade.undone_at,
            "undoes": numbers.get(regrade.undoes) if regrade.undoes else None,
            "can_undo": can_undo(history, regrade),
        }
        for regrade in reversed(history)
    ]


def _planned(line: PlannedLine, known: Known) -> dict[str, Any]:
    return {
        **_row(line.change, known),
        "total_was": line.total_was,
        "total": line.total,
        "possible": line.out_of,
    }


def _row(change: Change, known: Known) -> dict[str, Any]:
    return {
        "name": known.names.get(change.student, ""),
        "url": f"{known.work(change.attempt)}#task-{change.slot}",
        "number": change.number,
        "place": change.slot,
        "was": change.was,
        "by_key": change.by_key,
        "points": change.points,
        "kept": change.kept,
        "refused": change.refused,
    }

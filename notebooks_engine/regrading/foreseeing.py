"""What a teacher is shown of a plan before it is applied: short enough to be kept until they look."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from library_core.people import PersonKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.regrades import change_from_json, change_to_json
from notebooks_engine.regrading.planning import Plan, PlannedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """How many slots can be judged again, what becomes of them, and the lines of those that a teacher sees.

    `number` counts the assignment's regrades so far. `sample` is an attempt and its slot whose keys would
    change.
    """

    number: int
    judged: int
    unchanged: int
    waiting: int
    changed: tuple[PlannedLine, ...]
    refused: tuple[PlannedLine, ...]
    sample: tuple[AttemptKey, str] | None = None

    @property
    def gaining(self) -> int:
        """How many get more points."""
        return sum(line.change.points > line.change.was for line in self.changed)

    @property
    def losing(self) -> int:
        """How many get fewer."""
        return sum(line.change.points < line.change.was for line in self.changed)

    @property
    def students(self) -> tuple[PersonKey, ...]:
        """The students of the lines, each once, so that the caller can look up their names."""
        return tuple(dict.fromkeys(line.change.student for line in (*self.changed, *self.refused)))


def foresee(plan: Plan) -> Foreseen:
    """Return what a teacher is shown of a plan."""
    return Foreseen(
        number=plan.number,
        judged=len(plan.judged),
        unchanged=plan.unchanged,
        waiting=plan.waiting,
        changed=plan.changed,
        refused=plan.refused,
        sample=plan.sample,
    )


def foreseen_to_json(foreseen: Foreseen) -> dict[str, Any]:
    """Return it as plain JSON values."""
    return {
        "number": foreseen.number,
        "judged": foreseen.judged,
        "unchanged": foreseen.unchanged,
        "waiting": foreseen.waiting,
        "changed": [_line_to_json(line) for line in foreseen.changed],
        "refused": [_line_to_json(line) for line in foreseen.refused],
        "sample": foreseen.sample,
    }


def foreseen_from_json(data: dict[str, Any]) -> Foreseen:
    """Return what `foreseen_to_json` made the values of."""
    sample = data["sample"]
    return Foreseen(
        number=data["number"],
        judged=data["judged"],
        unchanged=data["unchanged"],
        waiting=data["waiting"],
        changed=tuple(map(_line_from_json, data["changed"])),
        refused=tuple(map(_line_from_json, data["refused"])),
        sample=None if sample is None else (AttemptKey(sample[0]), sample[1]),
    )


def _line_to_json(line: PlannedLine) -> dict[str, Any]:
    totals = {"total_was": str(line.total_was), "total": str(line.total), "out_of": str(line.out_of)}
    return {"change": change_to_json(line.change), **totals}


def _line_from_json(data: dict[str, Any]) -> PlannedLine:
    return PlannedLine(
        change=change_from_json(data["change"]),
        total_was=Fraction(data["total_was"]),
        total=Fraction(data["total"]),
        out_of=Fraction(data["out_of"]),
    )

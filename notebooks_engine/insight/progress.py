"""The live table while a class works: the gradebook's lines, and what the class does as a whole."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from notebooks_engine.actors import Actor
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.repositories import Engine
from notebooks_engine.teaching.gradebook import CellState, Gradebook, open_gradebook


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotProgress:
    """How many students stand where in one slot."""

    slot: str
    states: dict[CellState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The table and its sums; `last_active_at` is the last thing anybody did, None if nobody has begun.

    `readings` are those taken at the benches of labs, by attempt and slot, where there are any.
    """

    gradebook: Gradebook
    slots: tuple[SlotProgress, ...]
    begun: int
    finished: int
    last_active_at: int | None
    readings: Mapping[tuple[AttemptKey, str], int] = field(default_factory=dict)


def watch(engine: Engine, teacher: Actor, key: AssignmentKey) -> Progress:
    """Return how the class stands with an assignment; cheap enough for every few seconds. Raises Missing."""
    gradebook = open_gradebook(engine, teacher, key)
    lines = gradebook.lines
    slots = tuple(
        SlotProgress(slot=slot.name, states=dict(Counter(line.cells[place].state for line in lines)))
        for place, slot in enumerate(gradebook.assignment.slots)
    )
    has_lab = any(slot.lab for slot in gradebook.assignment.slots)
    active = [line.active_at for line in lines if line.active_at is not None]
    return Progress(
        gradebook=gradebook,
        slots=slots,
        begun=len(active),
        finished=sum(all(cell.state == "done" for cell in line.cells) for line in lines),
        last_active_at=max(active, default=None),
        readings=engine.lab_sessions.count_readings(teacher.school, key) if has_lab else {},
    )

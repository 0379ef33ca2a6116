"""The gradebook of an assignment: students by slots, with totals; people stand in it by key alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptHead, AttemptKey
from notebooks_engine.grading import SlotGrade
from notebooks_engine.repositories import Engine
from notebooks_engine.teaching.assigning import find_assignment

_NOTHING: Final = Fraction(0)

CellState = Literal["new", "writing", "tried", "pending", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One student's slot: `writing` has a draft, `pending` waits for a person, `done` can't change any more.

    `points` are those that count now; `grade` is None until something was handed in or marked.
    """

    slot: str
    state: CellState
    points: Fraction
    out_of: Fraction
    grade: SlotGrade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAttempt:
    """One of a student's attempts: its points so far, and when something was last done (None: never)."""

    key: AttemptKey
    number: int
    points: Fraction
    active_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One student: cells in the order of the slots, total, and when they last did anything (None: never).

    Of several attempts the one with most points counts, the first of equals: `attempt`, the one of this
    `number`; `attempts` are all of them. `present` is False for somebody who has left the class since.
    """

    attempt: AttemptKey
    number: int
    attempts: tuple[OneAttempt, ...]
    student: PersonKey
    group: str
    present: bool
    cells: tuple[Cell, ...]
    points: Fraction
    out_of: Fraction
    active_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """The table of one assignment in the order of the register; `undealt` are members without an attempt."""

    assignment: Assignment
    lines: tuple[Line, ...]
    undealt: tuple[PersonKey, ...]

    @property
    def students(self) -> tuple[PersonKey, ...]:
        """The students of the table, so that the caller can look up their names."""
        return tuple(line.student for line in self.lines)

    @property
    def pending(self) -> int:
        """How many cells wait for a person."""
        return sum(cell.state == "pending" for line in self.lines for cell in line.cells)


def open_gradebook(engine: Engine, teacher: Actor, key: AssignmentKey) -> Gradebook:
    """Return the table of an assignment of this teacher's class, in five statements. Raises Missing."""
    assignment = find_assignment(engine, teacher, key)
    heads = engine.attempts.list_of(teacher.school, key)
    members = engine.classes.members(teacher.school, assignment.class_key)
    places = {member.student: (member.position, member.group) for member in members}
    grades = engine.submissions.grades_of(teacher.school, key)
    drafted = engine.attempts.drafted_slots(teacher.school, key)
    out_of = sum((slot.points for slot in assignment.slots), Fraction(0))
    last = len(members)
    ordered = sorted(heads, key=lambda head: (places.get(head.student, (last, ""))[0], head.position))
    by_student: dict[PersonKey, list[Line]] = {}
    for head in ordered:
        line = _line(head, places, grades.get(head.key, {}), drafted.get(head.key, frozenset()), out_of)
        by_student.setdefault(head.student, []).append(line)
    lines = tuple(map(_best, by_student.values()))
    dealt = {head.student for head in heads}
    undealt = tuple(member.student for member in members if member.student not in dealt)
    return Gradebook(assignment=assignment, lines=lines, undealt=undealt)


def _best(lines: Sequence[Line]) -> Line:
    """Return the line of the attempt that counts, with all attempts in it."""
    ordered = sorted(lines, key=lambda line: line.number)
    attempts = tuple(one for line in ordered for one in line.attempts)
    active = [one.active_at for one in attempts if one.active_at is not None]
    best = max(ordered, key=lambda line: line.points)
    return replace(best, attempts=attempts, active_at=max(active, default=None))


def _line(
    head: AttemptHead,
    places: Mapping[PersonKey, tuple[int, str]],
    grades: Mapping[str, SlotGrade],
    drafted: frozenset[str],
    out_of: Fraction,
) -> Line:
    tries = head.assignment.rules.tries
    cells = tuple(
        Cell(
            slot=slot.name,
            state=_state(grades.get(slot.name), drafted=slot.name in drafted, tries=tries),
            points=grades[slot.name].points if slot.name in grades else _NOTHING,
            out_of=slot.points,
            grade=grades.get(slot.name),
        )
        for slot in head.assignment.slots
    )
    points = sum((cell.points for cell in cells if cell.points), Fraction(0))
    return Line(
        attempt=head.key,
        number=head.number,
        attempts=(OneAttempt(key=head.key, number=head.number, points=points, active_at=head.active_at),),
        student=head.student,
        group=places[head.student][1] if head.student in places else "",
        present=head.student in places,
        cells=cells,
        points=points,
        out_of=out_of,
        active_at=head.active_at,
    )


def _state(grade: SlotGrade | None, *, drafted: bool, tries: int) -> CellState:
    if grade is not None and grade.pending:
        return "pending"
    if grade is not None and grade.is_closed(tries):
        return "done"
    if drafted:
        return "writing"
    return "tried" if grade is not None and grade.tries else "new"

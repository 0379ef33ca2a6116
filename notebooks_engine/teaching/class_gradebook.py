"""The gradebook of a class: students by assignments, with totals; people stand in it by key alone."""

from dataclasses import dataclass
from fractions import Fraction

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.classes import Class, ClassKey
from notebooks_engine.repositories import Engine
from notebooks_engine.teaching.gradebook import Line, open_gradebook
from notebooks_engine.teaching.running_classes import find_class, list_members


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCell:
    """One student's points for one assignment; `begun` is False until something is handed in or marked.

    They are those of the better attempt, which is the one of this `number` among so many `attempts`.
    """

    attempt: AttemptKey
    number: int
    attempts: int
    points: Fraction
    begun: bool
    pending: bool
    late: bool
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLine:
    """One student: a cell for each assignment (None: it was never dealt to them), and totals."""

    student: PersonKey
    group: str
    cells: tuple[ClassCell | None, ...]
    points: Fraction
    out_of: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassGradebook:
    """The table of a class: assignments from the oldest to the newest, students in the register's order."""

    class_: Class
    assignments: tuple[Assignment, ...]
    lines: tuple[ClassLine, ...]


def open_class_gradebook(engine: Engine, teacher: Actor, key: ClassKey) -> ClassGradebook:
    """Return the table of this teacher's class. Raises Missing."""
    found = find_class(engine, teacher, key)
    assignments = tuple(reversed(engine.assignments.list(teacher, key)))
    books = [
        {line.student: line for line in open_gradebook(engine, teacher, assignment.key).lines}
        for assignment in assignments
    ]
    lines = []
    for member in list_members(engine, teacher, key):
        own = [book.get(member.student) for book in books]
        lines.append(
            ClassLine(
                student=member.student,
                group=member.group,
                cells=tuple(_cell(line) for line in own),
                points=sum((line.points for line in own if line), Fraction(0)),
                out_of=sum((line.out_of for line in own if line), Fraction(0)),
            )
        )
    return ClassGradebook(class_=found, assignments=assignments, lines=tuple(lines))


def _cell(line: Line | None) -> ClassCell | None:
    if line is None:
        return None
    grades = [cell.grade for cell in line.cells if cell.grade is not None]
    return ClassCell(
        attempt=line.attempt,
        number=line.number,
        attempts=len(line.attempts),
        points=line.points,
        begun=bool(grades),
        pending=any(grade.pending for grade in grades),
        late=any(grade.late for grade in grades),
        marked=any(grade.marked for grade in grades),
    )

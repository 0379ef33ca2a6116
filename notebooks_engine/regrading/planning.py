"""The dry run of a regrade: who would get which points, and whose work can't be judged again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from notebooks_engine.actors import Actor
from notebooks_engine.appeals import AcceptedKey
from notebooks_engine.assignments import Assignment, AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.grading import grade_slot
from notebooks_engine.regrades import Change, Mode
from notebooks_engine.regrading.judging import ACCEPTED, Keys, Outcome, Undone, judge_slot
from notebooks_engine.repositories import Engine, OpenedAttempt, Store
from notebooks_engine.studying.submitting import CHECKER
from notebooks_engine.teaching.assigning import find_assignment


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeOrder:
    """What a teacher wants judged again: a task of an assignment, by these keys, in this mode."""

    assignment: AssignmentKey
    task: str
    mode: Mode
    keys: Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """One slot of one student, and the totals of that student's attempt before and after."""

    change: Change
    total_was: Fraction
    total: Fraction
    out_of: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a regrade would do. `number` counts the assignment's regrades so far, `looked` its attempts.

    Lines come in the order of the deal. `sample` is a slot as it was dealt, whose keys would change.
    """

    assignment: Assignment
    number: int
    looked: int
    outcomes: tuple[Outcome, ...]
    lines: tuple[PlannedLine, ...]

    @property
    def changed(self) -> tuple[PlannedLine, ...]:
        """Those whose points change, or would if the key alone decided."""
        return tuple(line for line in self.lines if line.change.was != line.change.by_key)

    @property
    def refused(self) -> tuple[PlannedLine, ...]:
        """Those whose work can't be judged again."""
        return tuple(line for line in self.lines if line.change.refused is not None)

    @property
    def unchanged(self) -> int:
        """How many slots with something handed in keep their points."""
        return sum(
            line.change.begun and line.change.refused is None and line.change.was == line.change.by_key
            for line in self.lines
        )

    @property
    def waiting(self) -> int:
        """How many slots have nothing handed in yet: what comes is judged by the new keys."""
        return sum(not line.change.begun and line.change.refused is None for line in self.lines)

    @property
    def judged(self) -> tuple[Outcome, ...]:
        """What can be judged again."""
        return tuple(one for one in self.outcomes if one.grade is not None)

    @property
    def sample(self) -> tuple[AttemptKey, str] | None:
        """An attempt, and a slot of it whose keys would change."""
        first = next((one for one in self.judged if one.rekeyed is not None), None)
        return (first.change.attempt, first.change.slot) if first else None


def tell_nobody(_done: int, _attempts: int) -> None:
    """Let nobody know how far it is."""


def plan_regrade(
    store: Store, teacher: Actor, order: RegradeOrder, tell: Callable[[int, int], object] = tell_nobody
) -> Plan:
    """Return what the regrade would do now; `tell` hears how many of all attempts have been looked at.

    Raises Missing for an assignment of another teacher's class.
    """

    def read(engine: Engine) -> tuple[Assignment, int, tuple[OpenedAttempt, ...], Undone]:
        assignment = find_assignment(engine, teacher, order.assignment)
        history = engine.regrades.list_of(teacher.school, (assignment.key,))
        heads = engine.attempts.list_of(teacher.school, assignment.key)
        found = (engine.attempts.open_taught(teacher, head.key) for head in heads)
        opened = tuple(one for one in found if one is not None)
        done = len(history.get(assignment.key, ()))
        return assignment, done, opened, _undone_acceptances(engine, teacher, opened)

    assignment, number, attempts, undone = store.read(read)
    outcomes: list[Outcome] = []
    for done, opened in enumerate(attempts):
        tell(done, len(attempts))
        outcomes += _judge(opened, order, undone)
    return Plan(
        assignment=assignment,
        number=number,
        looked=len(attempts),
        outcomes=tuple(outcomes),
        lines=_lines(outcomes),
    )


def _undone_acceptances(engine: Engine, teacher: Actor, attempts: Iterable[OpenedAttempt]) -> Undone:
    """Return when acceptances were undone by which answers had been judged right."""
    keys = {
        AcceptedKey(str(verdict.facts["accepted"]))
        for opened in attempts
        for submission in opened.submissions
        for verdict in submission.verdicts.values()
        if verdict.reason == ACCEPTED
    }
    found = {key: engine.appeals.find_accepted(teacher, key) for key in sorted(keys)}
    return {key: one.undone_at for key, one in found.items() if one and one.undone_at is not None}


def _judge(opened: OpenedAttempt, order: RegradeOrder, undone: Undone) -> Iterator[Outcome]:
    for slot in opened.attempt.slots:
        if slot.task == order.task and _needs_judging(opened, slot, order.keys):
            yield judge_slot(opened, slot, order.keys, order.mode, undone)


def _needs_judging(opened: OpenedAttempt, slot: FrozenSlot, keys: Keys) -> bool:
    if keys.rekey is not None:
        return slot.edition != keys.edition
    return any(one.checker != CHECKER for one in opened.submissions_of(slot.name))


def _lines(outcomes: Sequence[Outcome]) -> tuple[PlannedLine, ...]:
    gained: dict[AttemptKey, Fraction] = {}
    for one in outcomes:
        key = one.change.attempt
        gained[key] = gained.get(key, Fraction(0)) + one.change.points - one.change.was
    lines = []
    for one in outcomes:
        total, out_of = _total(one.opened)
        lines.append(
            PlannedLine(
                change=one.change,
                total_was=total,
                total=total + gained[one.change.attempt],
                out_of=out_of,
            )
        )
    return tuple(lines)


def _total(opened: OpenedAttempt) -> tuple[Fraction, Fraction]:
    grades = [
        grade_slot(slot, opened.submissions_of(slot.name), opened.marks_of(slot.name))
        for slot in opened.attempt.slots
    ]
    return (
        sum((grade.points for grade in grades), Fraction(0)),
        sum((grade.out_of for grade in grades), Fraction(0)),
    )

"""Appeals as the teacher sees them: the answer, and everybody else whom accepting it would help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from library_core.people import PersonKey
from notebooks_engine.actors import Actor
from notebooks_engine.appealing.fitting import fits
from notebooks_engine.appeals import Appeal, AppealKey, DealtWork, Pattern, WaitingAppeal
from notebooks_engine.assignments import AssignmentKey
from notebooks_engine.attempts import AttemptKey, FrozenSlot
from notebooks_engine.refusals import missing_work
from notebooks_engine.repositories import Engine
from notebooks_engine.submissions import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """Another student's slot that an accepted answer fits, with what was typed there."""

    attempt: AttemptKey
    student: PersonKey
    slot: str
    submission: Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """An appeal as the teacher sees it: `others` are those whom accepting it would help too."""

    waiting: WaitingAppeal
    pattern: Pattern
    others: tuple[Fitting, ...]


def look_at_appeals(
    engine: Engine, teacher: Actor, waiting: Sequence[WaitingAppeal]
) -> dict[AppealKey, LookedAt]:
    """Return appeals with the answers they are about, and whom else they fit, by key."""
    slots: dict[AssignmentKey, set[str]] = {}
    for one in waiting:
        slots.setdefault(one.assignment, set()).add(one.appeal.slot)
    found = {}
    for assignment, names in slots.items():
        works = engine.appeals.works(
            teacher, assignment, slots=_slots_alike(engine, teacher, assignment, names)
        )
        for one in waiting:
            if one.assignment == assignment:
                pattern = _pattern_of(works, one.appeal)
                others = find_fitting(works, pattern, one.appeal)
                found[one.appeal.key] = LookedAt(waiting=one, pattern=pattern, others=others)
    return found


def list_appeals(engine: Engine, teacher: Actor) -> tuple[WaitingAppeal, ...]:
    """Return the appeals that wait for this teacher, the longest waiting one first."""
    return engine.appeals.waiting(teacher)


def find_fitting(works: Sequence[DealtWork], pattern: Pattern, appeal: Appeal) -> tuple[Fitting, ...]:
    """Return whom an answer fits beside the appellant; nobody whose last answer is right already."""
    found = []
    for work in works:
        for frozen in work.slots:
            if frozen.task == pattern.task and (work.attempt, frozen.name) != (appeal.attempt, appeal.slot):
                submission = _find_alike(frozen, work.submissions_of(frozen.name), pattern)
                if submission is not None:
                    found.append(
                        Fitting(
                            attempt=work.attempt,
                            student=work.student,
                            slot=frozen.name,
                            submission=submission,
                        )
                    )
    return tuple(found)


def _slots_alike(engine: Engine, teacher: Actor, key: AssignmentKey, names: Iterable[str]) -> tuple[str, ...]:
    """Return these slots and all others that share a task with them."""
    assignment = engine.assignments.find(teacher, key)
    if assignment is None:
        raise missing_work()
    wanted = set(names)
    tasks = {task.name for slot in assignment.slots if slot.name in wanted for task in slot.tasks}
    return tuple(
        slot.name
        for slot in assignment.slots
        if slot.name in wanted or any(task.name in tasks for task in slot.tasks)
    )


def _pattern_of(works: Sequence[DealtWork], appeal: Appeal) -> Pattern:
    work = next((one for one in works if one.attempt == appeal.attempt), None)
    frozen = next((slot for slot in work.slots if slot.name == appeal.slot), None) if work else None
    if work is None or frozen is None:
        raise missing_work()
    handed = next(one for one in work.submissions_of(appeal.slot) if one.try_number == appeal.try_number)
    return _pattern(frozen, handed, appeal.ask)


def _pattern(frozen: FrozenSlot, handed: Submission, ask: str) -> Pattern:
    return Pattern(
        task=frozen.task,
        ask=ask,
        key=next(one.key for one in frozen.variant.asks if one.name == ask),
        answer=handed.answers.get(ask),
        language=handed.language,
        verdict=handed.verdicts[ask],
    )


def _find_alike(frozen: FrozenSlot, handed: Sequence[Submission], pattern: Pattern) -> Submission | None:
    """Return the last submission that the accepted answer fits; none if the last one is right already."""
    if not handed or pattern.ask not in handed[-1].verdicts:
        return None
    if handed[-1].verdicts[pattern.ask].outcome == "right":
        return None
    alike = (one for one in reversed(handed) if fits(pattern, _pattern(frozen, one, pattern.ask)))
    return next(alike, None)

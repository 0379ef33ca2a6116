"""Change an assignment after it was sent: dates, rules, closing, and taking it back before anybody begins."""

from dataclasses import replace

from notebooks_engine.actors import Actor
from notebooks_engine.assignments import Assignment, AssignmentKey, Rules
from notebooks_engine.refusals import NotNow
from notebooks_engine.repositories import Engine
from notebooks_engine.teaching.assigning import check_rules, find_assignment
from variants.texts import Text


def change_assignment(
    engine: Engine, teacher: Actor, key: AssignmentKey, rules: Rules, due_at: int | None
) -> Assignment:
    """Give the assignment other rules and another due date, or none. Raises Missing, BadEntry."""
    check_rules(rules)
    changed = replace(find_assignment(engine, teacher, key), rules=rules, due_at=due_at)
    engine.assignments.change(changed)
    return changed


def close_assignment(engine: Engine, teacher: Actor, key: AssignmentKey, now: int) -> Assignment:
    """Take no more answers from now on; closing twice changes nothing. Raises Missing."""
    closed = find_assignment(engine, teacher, key).closed(now)
    engine.assignments.change(closed)
    return closed


def reopen_assignment(engine: Engine, teacher: Actor, key: AssignmentKey) -> Assignment:
    """Take answers again. Raises Missing."""
    reopened = find_assignment(engine, teacher, key).reopened()
    engine.assignments.change(reopened)
    return reopened


def unassign(engine: Engine, teacher: Actor, key: AssignmentKey) -> None:
    """Take the assignment back as if never sent. Raises Missing, NotNow once anybody has begun."""
    find_assignment(engine, teacher, key)
    begun = engine.attempts.count_begun(teacher.school, key)
    if begun:
        raise NotNow(
            Text(
                en=f"Students who have begun: {begun}. Close the assignment instead: their work will stay.",
                ru=f"Уже начали работу: {begun}. Закройте задание, тогда сделанное сохранится.",
            )
        )
    engine.assignments.remove(key)

"""When keys and solutions of a variant may leave the engine: not before the rules say.

A solution shows only where no check can count any more, so that nobody copies it into a late answer.
"""

from notebooks_engine.assignments import Assignment
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.grading import SlotGrade
from notebooks_engine.showing import ShownVariant, show_variant


def shows_solution(assignment: Assignment, grade: SlotGrade, now: int) -> bool:
    """Tell whether a student may see the worked solution and the right answers of a slot.

    `after_answer`: as soon as the slot is closed for this student. `after_due`: then, but not before the
    due date or the teacher's closing. `never`: the teacher alone.
    """
    rules = assignment.rules
    ended = assignment.closed_at is not None
    finished = grade.is_closed(rules.tries) or not assignment.takes_answers(now)
    if rules.solutions == "never" or not finished:
        return False
    return rules.solutions == "after_answer" or ended or assignment.is_late(now)


def show_slot(frozen: FrozenSlot, *, solved: bool) -> ShownVariant:
    """Return what a page may show of a dealt variant."""
    if not solved:
        return frozen.shown
    points = {ask.name: ask.points for ask in frozen.shown.asks}
    return show_variant(frozen.variant, points, solved=True)

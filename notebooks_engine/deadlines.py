"""When an assignment takes no more writing, whatever is written."""

from notebooks_engine.assignments import Assignment
from variants.texts import Text


def refuse_by_date(assignment: Assignment, now: int) -> Text | None:
    """Say why the assignment takes no answers now, or None if it does."""
    if assignment.closed_at is not None:
        return Text(en="The teacher has closed this assignment.", ru="Учитель закрыл это задание.")
    if not assignment.takes_answers(now):
        return Text(en="The due date has passed.", ru="Срок сдачи прошёл.")
    return None

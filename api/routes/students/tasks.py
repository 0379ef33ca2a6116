"""One task on a page: what `task.html` expects, for an assignment, for practice and for a preview."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import HTMLResponse, Response

from api.forms.answers import answer_from_form, draft_from_form, field_name
from api.web.pointed import point_at
from api.web.rendering import render_text
from api.web.visits import Visit
from notebooks_engine.refusals import missing_work
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.reading import Typed
from variants.checkers.verdicts import Reading, UnreadableAnswer
from variants.keys import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """Why a check did not happen: what can't be read, by ask, or a word about the whole."""

    by_ask: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notice: str = ""


def unreadable(refused: AnswersUnreadable, visit: Visit) -> Problems:
    """Return the problems of answers that can't be read, in the reader's language, each with its place."""
    return Problems(
        by_ask={
            name: {
                "message": problem.message.in_language(visit.language),
                "part": problem.part,
                "pointed": point_at(_typed_at(visit, name, problem.part), problem.position),
            }
            for name, problem in refused.problems.items()
        }
    )


def _typed_at(visit: Visit, ask: str, part: str) -> str:
    """Return what stands in the input of an ask, or of the cell `column:row` of a table."""
    return visit.raw_field(field_name(ask, *part.split(":")) if part else field_name(ask))


def read_form(variant: ShownVariant, visit: Visit) -> dict[str, Answer]:
    """Return the answers that were entered, by ask. Raises AnswersUnreadable with all that can't be read."""
    answers: dict[str, Answer] = {}
    problems: dict[str, UnreadableAnswer] = {}
    for ask in variant.asks:
        try:
            answer = answer_from_form(ask, visit.form)
        except UnreadableAnswer as problem:
            problems[ask.name] = problem
        else:
            answers |= {} if answer is None else {ask.name: answer}
    if problems:
        raise AnswersUnreadable(problems)
    return answers


def read_draft(variant: ShownVariant, visit: Visit) -> dict[str, Answer]:
    """Return what is being written, finished or not, by ask. Raises AnswersUnreadable past the limits."""
    answers: dict[str, Answer] = {}
    for ask in variant.asks:
        try:
            answer = draft_from_form(ask, visit.form)
        except UnreadableAnswer as problem:
            raise AnswersUnreadable({ask.name: problem}) from problem
        answers |= {} if answer is None else {ask.name: answer}
    return answers


def typed_part(visit: Visit, shown: Callable[[], ShownVariant]) -> Typed | None:
    """Return what the live reading asks about: one input, or all inputs of an ask that is read as a whole.

    None if nothing is entered. Raises Missing, UnreadableAnswer.
    """
    answer: Answer = visit.raw_field("typed")
    name = visit.field("ask")
    if "typed" not in visit.form:
        ask = next((one for one in shown().asks if one.name == name), None)
        if ask is None:
            raise missing_work()
        answer = answer_from_form(ask, visit.form)
        if answer is None:
            return None
    return Typed(ask=name, part=visit.field("part"), answer=answer, language=visit.language)


def reading_fragment(
    visit: Visit, shown: Callable[[], ShownVariant], read: Callable[[Typed], Reading]
) -> Response:
    """Return how something entered is understood, or why it is not, as it stands under its input."""
    reading: Reading | None = None
    problem: Mapping[str, Any] | None = None
    try:
        typed = typed_part(visit, shown)
        reading = read(typed) if typed else None
    except UnreadableAnswer as refused:
        pointed = point_at(visit.raw_field("typed"), refused.position)
        problem = {"message": refused.message, "pointed": pointed}
    return HTMLResponse(render_text(visit, "ask/reading.html", reading=reading, unreadable=problem))

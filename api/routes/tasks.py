"""One task on a page: what `task.html` expects, for an assignment, for practice and for a preview."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import HTMLResponse, Response

from api.forms.answers import answer_from_form, draft_from_form
from api.web.rendering import render_text
from api.web.visits import Visit
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.reading import Typed
from variants.checkers.verdicts import Reading, UnreadableAnswer
from variants.keys import Answer
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Problems:
    """Why a check did not happen: what can't be read, by ask, or a word about the whole."""

    by_ask: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notice: str = ""


def unreadable(refused: AnswersUnreadable, language: Language) -> Problems:
    """Return the problems of answers that can't be read, in the reader's language."""
    return Problems(
        by_ask={
            name: {"message": problem.message.in_language(language), "part": problem.part}
            for name, problem in refused.problems.items()
        }
    )


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


def typed_part(visit: Visit) -> Typed:
    """Return what the live reading asks about: one input as it stands at this moment."""
    return Typed(
        ask=visit.field("ask"),
        part=visit.field("part"),
        text=visit.raw_field("typed"),
        language=visit.language,
    )


def reading_fragment(visit: Visit, typed: Typed, read: Callable[[], Reading]) -> Response:
    """Return how something typed is understood, or why it is not, as it stands under its input."""
    reading: Reading | None = None
    problem: Mapping[str, Any] | None = None
    try:
        reading = read()
    except UnreadableAnswer as refused:
        problem = {"message": refused.message, "position": refused.position, "typed": typed.text}
    return HTMLResponse(render_text(visit, "ask/reading.html", reading=reading, unreadable=problem))

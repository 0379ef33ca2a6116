"""Saving what is being written: asked for by a script, it is told what another device had written."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import JSONResponse, Response

from api.routes.acting import actor
from api.routes.students.answer_text import show_answer
from api.routes.students.tasks import read_draft
from api.web.rendering import environment
from api.web.visits import Visit
from notebooks_engine.attempts import AttemptKey, Draft
from notebooks_engine.refusals import BadEntry, NotNow
from notebooks_engine.showing import ShownVariant
from notebooks_engine.studying.checking import AnswersUnreadable
from notebooks_engine.studying.drafting import Kept, Written, keep_written
from variants.keys import Answer

_LONGEST_MOMENT: Final = 15


def keep(visit: Visit, shown: ShownVariant) -> Kept:
    """Keep the draft that the form holds. Raises Missing, NotNow, BadEntry, AnswersUnreadable."""
    answers = read_draft(shown, visit)
    everything = frozenset(ask.name for ask in shown.asks)
    written = Written(
        draft=Draft(slot=visit.path["slot"], answers=answers, saved_at=visit.now),
        known=known_moment(visit),
        changed=frozenset(visit.field("changed").split()) or everything,
    )
    attempt = AttemptKey(visit.path["attempt"])
    return visit.write(lambda unit: keep_written(unit.engine, actor(visit), attempt, written))


def known_moment(visit: Visit) -> int:
    """Return the moment of the draft that the form began from; 0 if there was none or none is told."""
    text = visit.field("known")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_MOMENT else 0


def overwritten(visit: Visit, stored: Draft | None, answers: Mapping[str, Answer]) -> str:
    """Say what another device has in its draft that these answers, about to be handed in, don't hold."""
    if "known" not in visit.form or stored is None or stored.saved_at == known_moment(visit):
        return ""
    other = [show_answer(answer) for ask, answer in stored.answers.items() if answer != answers.get(ask)]
    return visit.gettext("On another device you had written: %s") % "; ".join(other) if other else ""


def answer_script(visit: Visit, shown: ShownVariant) -> Response:
    """Keep the draft, and answer with what a script needs to know of it."""
    try:
        kept = keep(visit, shown)
    except (NotNow, BadEntry) as refused:
        status = 409 if isinstance(refused, NotNow) else 400
        return JSONResponse({"error": refused.message.in_language(visit.language)}, status_code=status)
    except AnswersUnreadable as refused:
        (problem,) = refused.problems.values()
        return JSONResponse({"error": problem.message.in_language(visit.language)}, status_code=400)
    others = [other_answer(visit, shown, name, answer) for name, answer in kept.others.items()]
    return JSONResponse(
        {
            "saved_at": kept.draft.saved_at,
            "handed_in": kept.handed_in,
            "others": [other for other in others if other is not None],
        }
    )


def other_answer(visit: Visit, shown: ShownVariant, name: str, answer: Answer) -> dict[str, Any] | None:
    """Return an answer of another device: in words, and as the input that holds it; None for no ask."""
    ask = next((one for one in shown.asks if one.name == name), None)
    if ask is None:
        return None
    show_ask: Any = environment(visit.language, visit.application.settings.timezone).globals["show_ask"]
    html = show_ask(ask, visit.path["slot"], disabled=False, value=answer)
    return {"ask": name, "shown": show_answer(answer), "html": str(html)}

"""Appeals: a student says "I think this is right", the teacher accepts it for all or keeps the verdict."""

from starlette.responses import RedirectResponse, Response

from api.routes.acting import actor, occasion
from api.routes.classes.marking import whole_number
from api.routes.students.student_notebooks import show_notebook
from api.routes.students.tasks import Problems
from api.web.rendering import address
from api.web.visits import Visit
from notebooks_engine.appealing.deciding import accept, find_waiting, keep, undo_accepted
from notebooks_engine.appealing.objecting import object_to, take_back
from notebooks_engine.appeals import AcceptedKey, AppealKey, Objection
from notebooks_engine.attempts import AttemptKey
from notebooks_engine.refusals import BadEntry, NotNow
from variants.texts import Text


def send(visit: Visit) -> Response:
    """Keep a student's appeal against the verdict on one ask of the last try."""
    objection = Objection(
        attempt=AttemptKey(visit.path["attempt"]),
        slot=visit.path["slot"],
        ask=visit.field("ask"),
        try_number=whole_number(visit.field("try")),
        words=visit.field("words"),
    )
    try:
        visit.write(lambda unit: object_to(unit.engine, actor(visit), objection, occasion(visit)))
    except (BadEntry, NotNow) as refused:
        notice = Problems(notice=refused.message.in_language(visit.language))
        return show_notebook(visit, objection.attempt, {objection.slot: notice}, status=422)
    return _back_to(visit, objection.attempt, objection.slot)


def withdraw(visit: Visit) -> Response:
    """Take one's own appeal back before it is decided."""
    key = AppealKey(visit.path["appeal"])
    found = visit.write(lambda unit: take_back(unit.engine, actor(visit), key))
    return _back_to(visit, found.attempt, found.slot)


def decide(visit: Visit) -> Response:
    """Accept an answer for everybody whom it fits, or keep the verdict."""
    key, step = AppealKey(visit.path["appeal"]), visit.field("step")
    reply = visit.field("reply")
    if step == "accept":
        accept(visit.application.engine, actor(visit), key, reply, occasion(visit))
    elif step == "keep":
        visit.write(lambda unit: keep(unit.engine, actor(visit), key, reply, visit.now))
    else:
        visit.read(lambda unit: find_waiting(unit.engine, actor(visit), key))
        raise NotNow(Text(en="Choose: accept, or keep.", ru="Выберите: принять или оставить."))
    return RedirectResponse(visit.next_page, status_code=303)


def undo(visit: Visit) -> Response:
    """Take an acceptance back for everybody."""
    key = AcceptedKey(visit.path["accepted"])
    visit.write(lambda unit: undo_accepted(unit.engine, actor(visit), key, occasion(visit)))
    return RedirectResponse(visit.next_page, status_code=303)


def _back_to(visit: Visit, attempt: AttemptKey, slot: str) -> Response:
    page = address(visit, "notebook", attempt=attempt)
    return RedirectResponse(f"{page}#task-{slot}", status_code=303)

"""Narration of a publisher's textbook: asked for, watched, cancelled."""

from typing import Any

from starlette.responses import Response

from api.jobs.narrations import find_narration, request_narration
from api.routes.acting import act
from api.routes.job_views import show_job
from api.routes.library.edition_pages import own_edition
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.editions import EditionKey
from library_core.jobs import cancel as cancel_job
from library_core.library import Library


def status(visit: Visit) -> Response:
    """Show how far the narration is, as a page or the part of one that is asked for again and again."""
    return render(visit, "publisher/narration.html", current="publisher_home", narration=shown(visit))


def ask(visit: Visit) -> Response:
    """Ask for the paragraphs without a recording to be spoken."""
    key = _own(visit)
    visit.write(lambda unit: request_narration(unit.library, act(visit), key))
    return redirect(visit, "narration", edition=key)


def cancel(visit: Visit) -> Response:
    """Stop; what was spoken is kept for another time."""
    key = _own(visit)

    def write(library: Library) -> None:
        job = find_narration(library, act(visit), key)
        if job is not None:
            cancel_job(library.jobs, job, visit.now)

    visit.write(lambda unit: write(unit.library))
    return redirect(visit, "narration", edition=key)


def shown(visit: Visit) -> dict[str, Any]:
    """Return what the macro `narration` shows of the edition of this visit. Raises EditionMissing."""
    key = _own(visit)
    job = visit.read(lambda unit: find_narration(unit.library, act(visit), key))
    urls = {
        "status_url": address(visit, "narration", edition=key),
        "cancel_url": address(visit, "narration_cancel", edition=key),
        "repeat_url": "",
    }
    return {
        "job": None if job is None else show_job(visit, job, **urls),
        "title": own_edition(visit).title,
        "edition_url": address(visit, "edition", edition=key),
        "ask_url": address(visit, "narrate", edition=key),
    }


def _own(visit: Visit) -> EditionKey:
    return own_edition(visit).key

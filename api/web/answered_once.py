"""Answering a request that may be sent twice: the work is done once, and both are answered alike."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from starlette.responses import RedirectResponse, Response

from api.auth.repeats import KeptResponse, Repeat, RepeatUnderWay
from api.bootstrap import claiming
from api.web.visits import Visit
from library_core.databases import DatabaseClosed

_WAITS: Final = 40
_WAIT_SECONDS: Final = 0.1


def answer_once(
    endpoint: Callable[[Visit], Response], visit: Visit, repeat: Repeat, *, shown_once: bool
) -> Response:
    """Return what the endpoint answers, or what it has answered before.

    The first write of the work claims the request; without a write there is nothing to do twice. An answer
    that is `shown_once` is never kept. Raises RepeatMismatch, RepeatUnderWay, AnswerLost.
    """
    kept = _first_answer(visit, repeat)
    if kept is not None:
        return _replay(kept)
    application, is_claimed = claiming(visit.application, lambda done: done.claim(repeat, visit.now))
    try:
        response = endpoint(replace(visit, application=application))
    except RepeatUnderWay:
        kept = _first_answer(visit, repeat)
        if kept is None:
            raise
        return _replay(kept)
    if is_claimed():
        _keep(visit, repeat, None if shown_once else response)
    return response


def _first_answer(visit: Visit, repeat: Repeat) -> KeptResponse | None:
    """Return the first answer; a second press waits a little for it."""
    for _ in range(_WAITS):
        try:
            return visit.read(lambda unit: unit.repeats.find(repeat, visit.now))
        except RepeatUnderWay:
            time.sleep(_WAIT_SECONDS)
    return visit.read(lambda unit: unit.repeats.find(repeat, visit.now))


def _keep(visit: Visit, repeat: Repeat, response: Response | None) -> None:
    kept = None
    if response is not None:
        kept = KeptResponse(
            status=response.status_code,
            location=response.headers.get("location"),
            media_type=response.headers.get("content-type"),
            content=bytes(response.body),
        )
    # The work is on the disk: nobody waits for the words about it, and a stop on the way takes nothing away.
    with contextlib.suppress(DatabaseClosed):
        visit.application.write_soon(lambda unit: unit.repeats.finish(repeat, kept, visit.now))


def _replay(kept: KeptResponse) -> Response:
    if kept.location is not None:
        return RedirectResponse(kept.location, status_code=kept.status)
    return Response(kept.content, status_code=kept.status, media_type=kept.media_type)

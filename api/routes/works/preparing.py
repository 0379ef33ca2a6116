"""Waiting for variants: pages that need pools which are not made yet have them made first, and say how far.

No page makes a pool itself. A page that polls says so with `AWAITED`, and is loaded anew once all is there.
"""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from api.jobs.pools import Preparation, want_pools
from api.web.rendering import render
from api.web.visits import Visit
from library_core.editions import EditionKey
from notebooks_engine.pinning import PinnedSlot
from variants.texts import Text

AWAITED: Final = "awaited"


def prepare(visit: Visit, tasks: Iterable[EditionKey]) -> Preparation:
    """Put the pools that these tasks lack before all others; return how far they are."""
    return want_pools(visit.application, visit.reader.school, tasks, visit.now)


def tasks_of(slots: Iterable[PinnedSlot]) -> tuple[EditionKey, ...]:
    """Return the editions of all tasks and labs in these slots."""
    return tuple(task.edition for slot in slots for task in slot.tasks)


def show_preparation(visit: Visit, far: Preparation) -> dict[str, Any] | None:
    """Return what macros/preparing.html shows, or nothing where nothing lacks."""
    if not far.lacking:
        return None
    query = visit.request.url.query
    return {
        "done": far.done,
        "total": far.total,
        "stuck": far.stuck,
        "waits": far.lacking > far.stuck,
        "unattended": far.unattended,
        "url": visit.request.url.path + (f"?{query}" if query else ""),
    }


def is_awaited(visit: Visit) -> bool:
    """Tell whether a page asks that has waited for variants, and not somebody."""
    return visit.wants_fragment and bool(visit.request.query_params.get(AWAITED))


def load_anew() -> Response:
    """Tell the page that has waited to load itself: all that it waited for is there."""
    return Response(headers={"HX-Refresh": "true"})


def refusal(visit: Visit, far: Preparation) -> str:
    """Return the words for what could not be done because variants are lacking."""
    words = visit.ngettext(
        "Preparing variants: %(done)s of %(num)s task.",
        "Preparing variants: %(done)s of %(num)s tasks.",
        far.total,
    ) % {"done": far.done, "num": far.total}
    if far.stuck:
        return visit.gettext("Variants could not be prepared. Tell whoever looks after the server.")
    return f"{words} {visit.gettext('Nothing has been done yet: try once more when they are ready.')}"


def waiting_page(visit: Visit, title: Text, far: Preparation, begin_url: str | None = None) -> Response:
    """Show how far the variants are; who wanted to practise is offered to begin once they are there."""
    preparing = show_preparation(visit, far)
    if preparing is None and is_awaited(visit):
        return load_anew()
    return render(
        visit,
        "preparing.html",
        current="practice_home" if begin_url else "catalogue",
        title=title,
        preparing=preparing,
        begin_url=begin_url,
    )

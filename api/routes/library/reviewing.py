"""The reviewer's road: what waits, taking it up, accepting it, or returning it with a reason."""

from typing import Final, cast, get_args

from starlette.responses import Response

from api.routes.acting import act
from api.routes.library.edition_pages import edition_page, entry, own_edition
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.editions import EditionKey
from library_core.releasing import Reason
from library_core.review import WAITING, OwnDocument, ReasonMissing, accept, send_back, take_up
from library_core.trail import Category
from variants.texts import Text

LONGEST_REASON: Final = 4000
CATEGORIES: Final = tuple(category for category in get_args(Category) if category)
_OWN_DOCUMENT: Final = Text(
    en="You uploaded this yourself: another reviewer has to look at it before it is published.",
    ru="Этот документ загрузили вы сами: перед публикацией его должен проверить другой рецензент.",
)


def review_list(visit: Visit) -> Response:
    """Show what waits for a reviewer."""
    school = visit.reader.school
    found = visit.read(lambda unit: unit.library.editions.in_states(school, WAITING))
    waiting = [entry(visit, each, "review") for each in found]
    return render(visit, "reviewer/list.html", current="reviewer_home", waiting=waiting)


def review(visit: Visit) -> Response:
    """Show one submitted edition with the form to decide."""
    return _page(visit)


def begin(visit: Visit) -> Response:
    """Say that the reader reviews the edition, so that its publisher waits and nobody does it twice."""
    key = EditionKey(visit.path["edition"])
    visit.write(lambda unit: take_up(unit.library, key, act(visit)))
    return redirect(visit, "review", edition=key)


def decide(visit: Visit) -> Response:
    """Accept an edition into the catalogue, or return it with a reason."""
    key = EditionKey(visit.path["edition"])
    alone = not visit.application.settings.two_person_review
    try:
        if visit.field("decision") == "accept":
            visit.write(lambda unit: accept(unit.library, key, act(visit), alone=alone))
        else:
            visit.write(lambda unit: send_back(unit.library, key, act(visit), read_reason(visit)))
    except ReasonMissing:
        return _page(
            visit, error=visit.gettext("Write why you return it: the publisher will read this."), status=422
        )
    except OwnDocument:
        return _page(visit, error=_OWN_DOCUMENT.in_language(visit.language), status=422)
    return redirect(visit, "reviewer_home")


def read_reason(visit: Visit) -> Reason:
    """Return the reason of a form, with its category."""
    category = visit.field("category")
    return Reason(
        visit.field("reason")[:LONGEST_REASON],
        cast(Category, category) if category in CATEGORIES else "other",
    )


def _page(visit: Visit, *, error: str = "", status: int = 200) -> Response:
    found = own_edition(visit)
    waits = found.state in WAITING
    return edition_page(
        visit,
        found,
        decide_url=address(visit, "decide", edition=found.key) if waits else None,
        take_up_url=address(visit, "take_up", edition=found.key) if found.state == "submitted" else None,
        error=error,
        status=status,
    )

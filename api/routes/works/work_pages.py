"""Which page shows a work of which kind, and to whom."""

from typing import Final

from api.web.rendering import address
from api.web.visits import Visit
from content.readers import APPLICATION, COURSE, LAB, NOTEBOOK, SCENARIO, TEXTBOOK, VIDEO
from library_core.editions import EditionKey

_PAGES: Final = {
    NOTEBOOK: "preview",
    LAB: "lab",
    TEXTBOOK: "textbook",
    SCENARIO: "lesson",
    COURSE: "course",
    VIDEO: "library_work",
    APPLICATION: "library_work",
}
_STAFF_ONLY: Final = frozenset({NOTEBOOK, SCENARIO})


def page_of(visit: Visit, kind: str, edition: EditionKey) -> str | None:
    """Return the address of the page that shows an edition of this kind, if there is one for the reader."""
    if kind not in _PAGES or (kind in _STAFF_ONLY and visit.reader.roles == {"student"}):
        return None
    return address(visit, _PAGES[kind], edition=edition)

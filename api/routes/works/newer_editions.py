"""A newer edition of what somebody has pinned, with what it changes in words."""

from typing import Any

from api.bootstrap import Unit
from api.web.rendering import address
from api.web.visits import Visit
from library_core.editions import Edition, EditionKey


def newer_edition(visit: Visit, pinned: EditionKey) -> dict[str, Any] | None:
    """Return the edition in the catalogue that came after the pinned one, as `macros/newer.html` shows it."""
    school = visit.reader.school

    def find(unit: Unit) -> tuple[Edition | None, Edition | None]:
        earlier = unit.library.editions.find(school, pinned)
        name = earlier.work.name if earlier else ""
        return earlier, unit.library.editions.published(school, [name]).get(name)

    earlier, newest = visit.read(find)
    if earlier is None or newest is None or (newest.number or 0) <= (earlier.number or 0):
        return None
    return {
        "earlier": earlier.number,
        "newest": newest.number,
        "changes": visit.application.shelf.difference(school, earlier.key, newest.key),
        "url": address(visit, "preview", edition=newest.key),
    }

"""What a page says of its edition to machines: LRMI in a block of JSON-LD, under a lasting address."""

import json
from typing import Final

from markupsafe import Markup

from api.web.rendering import address
from api.web.visits import Visit
from library_core.descriptions.lrmi import describe_in_lrmi
from library_core.editions import Edition

# A block of data ends at "</script>" whatever JSON thinks of it, and a comment may open in it.
_ESCAPED: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(visit: Visit, edition: Edition) -> Markup:
    """Return the block for the head of a page; of a draft nothing is said."""
    if edition.number is None:
        return Markup()
    said = json.dumps(
        describe_in_lrmi(edition, lasting_address(visit, edition.work.name)), ensure_ascii=False
    )
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(said.translate(_ESCAPED)))


def lasting_address(visit: Visit, name: str) -> str:
    """Return the whole address under which the work of this name is found for good."""
    school, _, identifier = name.partition("/")
    return str(visit.request.base_url).rstrip("/") + address(
        visit, "work_by_name", school=school, identifier=identifier
    )

"""Describing a draft: title, subject, people, rights, dates, curriculum."""

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from api.routes.acting import act
from api.routes.library.edition_pages import own_edition, shown
from api.web.rendering import address, redirect, render
from api.web.visits import Visit
from library_core.describing import (
    GRADES,
    LICENCES,
    DescriptionRefused,
    description_fields,
    read_description,
)
from library_core.editions import Edition, EditionKey, State
from library_core.review import Description, describe
from variants.texts import Text

DESCRIBED: Final[tuple[State, ...]] = ("draft", "returned")


def page(visit: Visit) -> Response:
    """Show the form with what is known of the draft; what is under review or out is shown, not changed."""
    found = own_edition(visit)
    if found.state not in DESCRIBED:
        return redirect(visit, "edition", edition=found.key)
    said = Description(
        title=found.title,
        subject=found.subject,
        section=found.section,
        grades=found.grades,
        languages=found.languages,
        metadata=found.metadata,
    )
    return _form(visit, found, description_fields(said), {})


def save(visit: Visit) -> Response:
    """Keep what was written, or show it again with what is wrong."""
    key = EditionKey(visit.path["edition"])
    fields = {name: values[0] for name, values in visit.form.items() if values}
    try:
        description = read_description(fields)
    except DescriptionRefused as refused:
        return _form(visit, own_edition(visit), fields, refused.errors)
    visit.write(lambda unit: describe(unit.library, key, act(visit), description))
    return redirect(visit, "edition", edition=key)


def _form(visit: Visit, found: Edition, fields: Mapping[str, str], errors: Mapping[str, Text]) -> Response:
    return render(
        visit,
        "publisher/describe.html",
        status=422 if errors else 200,
        current="publisher_home",
        edition=shown(found),
        back=address(visit, "edition", edition=found.key),
        save_url=address(visit, "describe_do", edition=found.key),
        fields=fields,
        errors=errors,
        grades=GRADES,
        licences=LICENCES if fields.get("licence", "") in {"", *LICENCES} else (fields["licence"], *LICENCES),
    )

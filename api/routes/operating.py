"""What an operator looks at: this server, its schools and its library."""

import platform
from importlib.metadata import version
from typing import Any

from starlette.responses import Response

from api.bootstrap import Unit
from api.web.rendering import render
from api.web.visits import Visit
from library_core.people import LIBRARY
from search.queries import Query


def home(visit: Visit) -> Response:
    """Show facts about the server and the schools on it; no names of people."""
    settings = visit.application.settings
    library = visit.application.search(Query(school=LIBRARY, size=1))
    facts = [
        (visit.gettext("Version"), version("tetrad")),
        (visit.gettext("Python"), platform.python_version()),
        (visit.gettext("Data folder"), str(settings.data)),
        (visit.gettext("Works in the library"), str(library.total)),
        (
            visit.gettext("Encrypted connection"),
            visit.gettext("yes") if settings.secure else visit.gettext("no"),
        ),
    ]
    return render(
        visit, "operator/home.html", current="operator_home", facts=facts, schools=visit.read(_schools)
    )


def _schools(unit: Unit) -> list[dict[str, Any]]:
    return [
        {
            "name": school.name,
            "people": len(unit.people.list(school.key)),
            "classes": len(unit.engine.classes.list_school(school.key)),
        }
        for school in unit.people.list_schools()
        if school.key != LIBRARY
    ]

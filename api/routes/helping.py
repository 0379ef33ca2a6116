"""Help that everybody may read."""

from starlette.responses import Response

from api.web.help_pages import help_sections
from api.web.rendering import render
from api.web.visits import Visit


def answers(visit: Visit) -> Response:
    """Tell how answers are typed and what verdicts mean."""
    return render(visit, "help/answers.html", current="help", sections=help_sections(visit.language))

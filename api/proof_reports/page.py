"""A page of proofs that stands by itself: of each task what is known, and twenty variants side by side."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.proof_reports.proven import Proven
from api.proof_reports.words import exhibit_line
from variants.checkers.registry import type_key
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import Language
from variants.variant import Ask

_LONGEST_KEY = 60


def write_page(file: Path, tasks: Iterable[Proven], language: Language) -> None:
    """Write the page of these tasks, with their proofs or their problems."""
    made = Environment(
        loader=PackageLoader("api", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["words"] = lambda text: text.in_language(language)
    made.filters["html"] = lambda text: Markup(text.in_language(language))
    made.filters["number"] = lambda number: print_number(number, language, figures=3)
    made.filters["unit"] = lambda unit: print_unit(unit, language) if unit else ""
    made.filters["key"] = lambda ask: _key(ask, language)
    made.filters["reasons"] = lambda exhibit: exhibit_line(exhibit, language)
    css = resources.files("api").joinpath("static/tetrad.css").read_text(encoding="utf-8")
    page = made.get_template("prove.html").generate(rows=tasks, css=Markup(css), language=language)
    with file.open("w", encoding="utf-8") as out:
        out.writelines(page)


def _key(ask: Ask, language: Language) -> str:
    typed = type_key(ask.key, language)
    words = typed if isinstance(typed, str) else str(typed)
    return words if len(words) <= _LONGEST_KEY else words[:_LONGEST_KEY] + "…"

"""A page of proofs that stands by itself: of each task what is known, and twenty variants side by side."""

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.proof_reports.proven import Proven
from api.proof_reports.words import exhibit_line
from variants.checkers.registry import type_key
from variants.keys import Answer
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.texts import Language
from variants.variant import Ask, ChoiceShape

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
    words = _told(type_key(ask.key, language), _options(ask, language))
    return words if len(words) <= _LONGEST_KEY else words[:_LONGEST_KEY] + "…"


def _options(ask: Ask, language: Language) -> dict[str, str]:
    """Return the words of each option and item by its name; nothing where nothing is chosen."""
    if not isinstance(ask.shape, ChoiceShape):
        return {}
    shown = (*ask.shape.options, *ask.shape.items)
    return {one.name: Markup(one.text.in_language(language)).striptags() for one in shown}


def _told(typed: Answer, options: Mapping[str, str]) -> str:
    """Return a key as people read it: options by their words, columns and pairs by their names."""
    if isinstance(typed, str):
        return options.get(typed, typed)
    if isinstance(typed, Mapping):
        return "; ".join(f"{options.get(name, name)}: {_told(part, options)}" for name, part in typed.items())
    if isinstance(typed, Iterable):
        return ", ".join(_told(part, options) for part in typed)
    return str(typed)

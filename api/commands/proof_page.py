"""A page of proofs that stands by itself: of each task what is known, and twenty variants side by side."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from api.commands.proof_words import exhibit_line, facts_of
from variants.checkers.registry import type_key
from variants.problems import DocumentRefused, Problem
from variants.proofs.galleries import Exhibit, gallery
from variants.proofs.proving import Proof
from variants.quantities.numbers import print_number
from variants.quantities.units import print_unit
from variants.templates.task import Task
from variants.texts import Language
from variants.variant import Ask

_LONGEST_KEY = 60


class Row(NamedTuple):
    """One task on the page."""

    document: str
    task: Task | None
    proof: Proof | None
    problems: tuple[Problem, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Twenty variants; none of a task that can't be read."""
        try:
            return () if self.task is None else gallery(self.task)
        except DocumentRefused:
            return ()


def write_page(
    file: Path,
    tasks: Iterable[tuple[str, Task | None, Proof | None, tuple[Problem, ...]]],
    language: Language,
) -> None:
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
    page = made.get_template("prove.html").generate(
        rows=(Row(*task) for task in tasks), css=Markup(css), language=language, facts_of=facts_of
    )
    with file.open("w", encoding="utf-8") as out:
        out.writelines(page)


def _key(ask: Ask, language: Language) -> str:
    typed = type_key(ask.key, language)
    words = typed if isinstance(typed, str) else str(typed)
    return words if len(words) <= _LONGEST_KEY else words[:_LONGEST_KEY] + "…"

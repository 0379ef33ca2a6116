"""A written document as the pages of the form see it: values, rows, problems and what is offered."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from markupsafe import Markup

from content.tables import library_tables
from library_core.written import WrittenDocument
from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula
from variants.formulas.trees import Tree
from variants.problems import Problem
from variants.proofs.slips_apart import Drawn, drawn_of, is_apart
from variants.prose.formulas import UnreadableFormula, typeset
from variants.templates.display.formula_latex import latex_formula, latex_name
from variants.templates.writing.fields import show
from variants.templates.writing.inspecting import Inspection, Placed, Step, inspect_document, step_of
from variants.templates.writing.numbers_in_text import FoundNumber, find_numbers, shown_unit
from variants.templates.writing.offers import Slip, offer_checks, offer_slips
from variants.templates.writing.spans import (
    Path,
    Spanned,
    SpannedLeaf,
    SpannedListing,
    SpannedRecord,
    find,
    leaves,
    read_spans,
)
from variants.texts import Language

FORMS: Final = ("from", "one_of", "is")
ASKED_IN_FORM: Final = ("quantity", "expression", "choice")


@dataclass(frozen=True)
class Form:
    """The form over one document, in the language of its reader. Raises DocumentRefused where it has none."""

    document: WrittenDocument
    language: Language
    step: Step

    @cached_property
    def root(self) -> Spanned:
        """The document with its spans."""
        return read_spans(self.document.content)

    @cached_property
    def inspection(self) -> Inspection:
        """What can be said of the document now."""
        return inspect_document(self.document.content, self.document.title, library_tables())

    @property
    def text_languages(self) -> tuple[str, ...]:
        """The languages that the statement is written in, Russian first; both before it is written."""
        found = find(self.root, ("statement",))
        written = [entry.key.text for entry in found.entries] if isinstance(found, SpannedRecord) else []
        return tuple(each for each in ("ru", "en") if each in written) or ("ru", "en")

    def value(self, path: str) -> str:
        """Return a field as it is shown; nothing for one that is missing or that the form can't show."""
        return show(find(self.root, _path(path)), _path(path), self.language) or ""

    def is_by_hand(self, path: str) -> bool:
        """Say whether the form leaves this to the YAML."""
        if isinstance(find(self.root, _path(path)[:-1]), SpannedListing) and not _path(path)[-1].isdigit():
            return True
        return show(find(self.root, _path(path)), _path(path), self.language) is None

    def has(self, path: str) -> bool:
        """Say whether the document has something at the path."""
        return find(self.root, _path(path)) is not None

    def rows(self, path: str) -> list[str]:
        """Return the names, or the numbers, of what stands under the path."""
        match find(self.root, _path(path)):
            case SpannedRecord(entries=entries):
                return [entry.key.text for entry in entries]
            case SpannedListing(items=items):
                return [str(index) for index in range(len(items))]
            case _:
                return []

    def source(self, path: str) -> str:
        """Return what stands at the path as it is written."""
        found = find(self.root, _path(path))
        return "" if found is None else self.document.content[found.start : found.end]

    def line(self, path: str) -> int:
        """Return the line of the document at which the path begins."""
        found = find(self.root, _path(path))
        return 1 if found is None else self.document.content.count("\n", 0, found.start) + 1

    def form_of(self, name: str) -> str:
        """Return the form of a given that the page can change, or nothing for one written by hand."""
        plain = not self.is_by_hand(f"given/{name}/one_of") or not self.has(f"given/{name}/one_of")
        return next((form for form in FORMS if plain and self.has(f"given/{name}/{form}")), "")

    def problems(self, path: str) -> list[Problem]:
        """Return what is wrong at the path or inside it."""
        wanted = _path(path)
        return [each.problem for each in self.inspection.placed if each.path[: len(wanted)] == wanted]

    def count(self, step: Step) -> int:
        """Return how many things are wrong on a step."""
        return len(self.inspection.of(step))

    def field_of(self, placed: Placed) -> str:
        """Return the id of the field that a problem leads to."""
        return field_id("/".join(placed.path)) if placed.path else "main"

    def unit(self, name: str) -> str | None:
        """Return the unit of a line as people write it; None where it holds no number, or is not read yet."""
        unit = self.inspection.units.get(name)
        return None if unit is None else shown_unit(unit, self.language)

    def math(self, path: str, name: str = "") -> Markup:
        """Return the formula at the path typeset, after its name; nothing for what is no arithmetic."""
        found = find(self.root, _path(path))
        return typeset_text(found.text, self.language, name) if isinstance(found, SpannedLeaf) else Markup()

    @property
    def names(self) -> list[str]:
        """The names that a hole may print."""
        return [*self.rows("given"), *self.rows("solve")]

    @property
    def checks(self) -> list[str]:
        """Statements that could be certified and are not yet."""
        written = {leaf.text for path, leaf in leaves(self.root) if path[0] == "certify"}
        return [offer for offer in offer_checks(self._trees()) if offer not in written]

    def slips(self, ask: str) -> list[Slip]:
        """Return slips that students could make in this ask and that have no words yet."""
        tree = self._trees().get(self.value(f"ask/{ask}/key") or ask)
        if tree is None:
            return []
        written = {
            leaf.text for path, leaf in leaves(self.root) if path[0] == "mistakes" and path[-1] == "gives"
        }
        units = {name: self.source(f"given/{name}/unit") for name in self.rows("given")}
        drawn = self._drawn
        return [
            slip
            for slip in offer_slips(tree, units, self._trees())
            if slip.formula not in written and (drawn is None or is_apart(drawn, ask, slip.formula))
        ]

    def standing_numbers(self, language: str) -> tuple[FoundNumber, ...]:
        """Return numbers of the solution that are the same in every variant."""
        found = find(self.root, ("solution", language))
        return find_numbers(found.text) if isinstance(found, SpannedLeaf) else ()

    @property
    def base(self) -> str:
        """A hash of what this step shows: a tab that changes another step is in nobody's way."""
        shown = [(path, leaf.text) for path, leaf in leaves(self.root) if step_of(path) == self.step]
        return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]

    @cached_property
    def _drawn(self) -> Drawn | None:
        return drawn_of(self.document.content, library_tables())

    def _trees(self) -> Mapping[str, Tree]:
        return self.inspection.trees


def _path(path: str) -> Path:
    return tuple(path.split("/")) if path else ()


def field_id(path: str) -> str:
    """Return the id that the field of a path has on the page."""
    return "f-" + path.replace("/", "-")


def typeset_text(text: str, language: Language, name: str = "") -> Markup:
    """Return a formula typeset; nothing for one that can't be read or is no arithmetic."""
    try:
        tex = latex_formula(read_formula(text), language)
        head = f"{latex_name(name)} = " if name else ""
        return Markup(typeset(head + tex))
    except (FormulaRefused, ValueError, UnreadableFormula):
        return Markup()


def pieces_of(text: str, numbers: tuple[FoundNumber, ...]) -> Iterator[dict[str, Any]]:
    """Yield the text in pieces, each with the number of the quantity that stands there, or None."""
    keys = {number.key: index for index, number in enumerate(numbers)}
    at = 0
    for found in find_numbers(text):
        yield {"text": text[at : found.start], "number": None}
        yield {"text": text[found.start : found.end], "number": keys.get(found.key)}
        at = found.end
    yield {"text": text[at:], "number": None}

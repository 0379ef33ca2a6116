"""The list of everything that is wrong in one document, collected while it is being read."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from variants.formulas.errors import FormulaRefused
from variants.problems import DocumentRefused, Problem
from variants.templates.documents import Complaint, Node
from variants.templates.located import Formula
from variants.texts import Language, Text

Result = TypeVar("Result")
_MISSING: Final[dict[Language, Text]] = {
    "en": Text(en="this text has no English words", ru="у этого текста нет английского перевода"),
    "ru": Text(en="this text has no Russian words", ru="у этого текста нет русского перевода"),
}


class Problems:
    """Collects problems of one document; reading goes on after each.

    `refused_names` are names whose own line can't be read: formulas that use them have nothing to add.
    """

    def __init__(self, document: str) -> None:
        self.document = document
        self._found: dict[tuple[int, int, str], Problem] = {}
        self._texts: list[tuple[Node, frozenset[Language]]] = []
        self.refused_names: set[str] = set()

    def add(self, place: Node | tuple[int, int], message: Text) -> None:
        """Note one problem at a node or at a line and column."""
        line, column = place if isinstance(place, tuple) else (place.line, place.column)
        problem = Problem(document=self.document, message=message, line=line, column=column)
        self._found.setdefault((line, column, message.en or ""), problem)

    def attempt(self, read: Callable[[], Result]) -> Result | None:
        """Return what `read` returns; note its complaint and return None."""
        try:
            return read()
        except Complaint as complaint:
            self.add((complaint.line, complaint.column), complaint.message)
            return None

    def attempt_formula(self, formula: Formula, read: Callable[[], Result]) -> Result | None:
        """Do the same for what refuses a place inside a formula."""
        try:
            return read()
        except FormulaRefused as refused:
            self.add(place_in(formula, refused.position), refused.message)
            return None

    def note_text(self, node: Node, languages: frozenset[Language]) -> None:
        """Remember in which languages a text was written."""
        self._texts.append((node, languages))

    def demand_languages(self, languages: Iterable[Language]) -> None:
        """Complain about every text noted that lacks one of these languages."""
        for node, written in self._texts:
            for language in languages:
                if language not in written:
                    self.add(node, _MISSING[language])

    @property
    def any(self) -> bool:
        """Whether anything was found."""
        return bool(self._found)

    @property
    def found(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the document."""
        return tuple(problem for _, problem in sorted(self._found.items(), key=lambda item: item[0]))

    def stop_if_any(self) -> None:
        """Raise DocumentRefused with everything found."""
        if self._found:
            raise DocumentRefused(self.found)


def place_in(formula: Formula, position: int) -> tuple[int, int]:
    """Return line and column of an offset inside a formula."""
    before = formula.text[:position]
    breaks = before.count("\n")
    if breaks:
        return formula.line + breaks, position - before.rfind("\n")
    return formula.line, formula.column + position

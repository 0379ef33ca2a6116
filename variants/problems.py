"""What is wrong in a document, where, and how its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from variants.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake in a document, at a line and column counted from 1 (0: the document as a whole)."""

    document: str
    message: Text
    line: int = 0
    column: int = 0

    def in_language(self, language: Language) -> str:
        """Return the mistake and its place as one sentence for the author."""
        word = "line" if language == "en" else "строка"
        place = f"{self.document}, {word} {self.line}" if self.line else self.document
        return f"{place}: {self.message.in_language(language)}"


class DocumentRefused(Exception):
    """The document can't be used; its author can mend every problem listed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problem.in_language("en") for problem in self.problems))

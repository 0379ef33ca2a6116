"""A formula or a text of a document, with the place where it stands."""

from dataclasses import dataclass, field

from variants.formulas.trees import Tree
from variants.texts import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula of the document; line and column (from 1) are those of its first character."""

    text: str
    tree: Tree
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A text with holes as the author wrote it; `line` is that of its first character."""

    text: str
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """One text with holes in each language of the task."""

    en: Template | None = None
    ru: Template | None = None

    def in_language(self, language: Language) -> Template | None:
        """Return the text of this language, None if it was never written."""
        return self.en if language == "en" else self.ru

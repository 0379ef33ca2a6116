"""What a typed text is cut into: a row of tokens, or a refusal that says where and why."""

from dataclasses import dataclass, field

from variants.grammar.trees import Tree
from variants.texts import Text


class UnreadableFormula(Exception):
    """A formula can't be read; says why, and at which position of the text."""

    def __init__(self, message: Text, position: int = 0) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


Entry = tuple[str, Tree | str | None, int]
"""One token: its kind, what it stands for, and where it begins.

The kind is the sign itself, or `number`, `leaf` (a letter or constant, ready), `function` (its name),
`unknown` (a function of the key), `collection` (`vector`, `matrix`, `set`), `and`, `or`, `end`.
"""


@dataclass(slots=True)
class TokenRow:
    """Tokens in columns of equal length, ended by `end`; `spaced` has the indices that follow a space."""

    text: str = ""
    kinds: list[str] = field(default_factory=list)
    values: list[Tree | str | None] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    spaced: set[int] = field(default_factory=set)
    notes: list[Text] = field(default_factory=list)

    def add(self, kind: str, value: Tree | str | None, position: int) -> None:
        """Append a token."""
        self.kinds.append(kind)
        self.values.append(value)
        self.positions.append(position)

    def note(self, text: Text) -> None:
        """Tell once how something ambiguous was read."""
        if text not in self.notes:
            self.notes.append(text)

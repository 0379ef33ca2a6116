"""A place in a line that is being read, and the refusal that names it."""

import re

from variants.chemistry.typed.writing import LONGEST, Line, plain_line
from variants.texts import Text


class UnreadableSubstance(Exception):
    """The formula can't be read; the message says why, the position (from 0) where."""

    def __init__(self, message: Text, position: int) -> None:
        self.message = message
        self.position = position
        super().__init__(message.in_language("en"))


class Cursor:
    """A place in a line that is being read."""

    __slots__ = ("index", "line", "text")

    def __init__(self, line: Line, index: int = 0) -> None:
        self.line = line
        self.text = line.text
        self.index = index

    @property
    def here(self) -> str:
        """The character at this place, empty at the end."""
        return self.text[self.index : self.index + 1]

    def unreadable(self, english: str, russian: str, index: int | None = None) -> UnreadableSubstance:
        """Return the error for this place, or another one of the same line."""
        return UnreadableSubstance(
            Text(en=english, ru=russian), self.line.place(self.index if index is None else index)
        )

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here, without moving."""
        return pattern.match(self.text, self.index)

    def skip_spaces(self) -> None:
        """Move to the next character that is no space."""
        while self.text[self.index : self.index + 1] == " ":
            self.index += 1


def line_of(typed: str) -> Line:
    """Return the plain line of what was typed. Raises UnreadableSubstance if it is too long."""
    if len(typed) > LONGEST:
        raise UnreadableSubstance(Text(en="This is too long.", ru="Запись слишком длинная."), LONGEST)
    return plain_line(typed)

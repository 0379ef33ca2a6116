"""Short beginnings of words are terms of an index, as they begin too many words to look for each of them."""

from collections.abc import Callable
from typing import Final

from search.wanted import SHORTEST_BEGINNING

LONGEST_BEGINNING: Final = 4
"""Beginnings of words up to this length are terms of their own; a longer one begins few words."""

MOST_REMEMBERED: Final = 200_000


class Remembered(dict[str, str]):
    """What a function gives for words, kept for the first so many of them: frequent words come early."""

    def __init__(self, function: Callable[[str], str], most: int = MOST_REMEMBERED) -> None:
        self._function = function
        self._most = most

    def __missing__(self, word: str) -> str:
        """Return what the function gives for a word that is not kept."""
        value = self._function(word)
        if len(self) < self._most:
            self[word] = value
        return value


def beginnings_of(form: str) -> str:
    """Return the short beginnings of a word that are terms of an index, with spaces between."""
    longest = min(len(form), LONGEST_BEGINNING)
    return " ".join([form[:length] for length in range(SHORTEST_BEGINNING, longest + 1)])


BEGINNINGS: Final = Remembered(beginnings_of)

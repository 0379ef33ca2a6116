"""Words as search sees them: without case, ё read as е, reduced to their Russian or English stem."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

WORD: Final = re.compile(r"[^\W_]+")
CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its plain form, its stem, and where it stands (`text[start:end]`)."""

    form: str
    stem: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; what is longer than any word is left out."""
    for match in WORD.finditer(text):
        if match.end() - match.start() <= LONGEST_WORD:
            form = match[0].lower().replace("ё", "е")
            yield Word(form, stem_of(form), match.start(), match.end())


@lru_cache(maxsize=50_000)
def stem_of(form: str) -> str:
    """Return the stem of a plain form, in the language of its letters."""
    language = "russian" if CYRILLIC.search(form) else "english"
    stem: str = snowballstemmer.stemmer(language).stemWord(form)
    return stem


def joined_stems(text: str) -> str:
    """Return all stems of the text in order, with a space before, between and after them."""
    return " ".join(["", *(word.stem for word in words_of(text)), ""])

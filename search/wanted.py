"""What a person typed into the search box, taken apart: words, phrases in quotes, formulas and units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from library_core.wording import formulas_of, words_of

MOST_WORDS: Final = 24
SHORTEST_BEGINNING: Final = 2
_QUOTED: Final = re.compile(r"«([^»]*)(?:»|$)|“([^”]*)(?:”|$)|\"([^\"]*)(?:\"|$)|([^«“\"]+)")


@dataclass(frozen=True, slots=True)
class WantedWord:
    """A word in any form; one that may still be typed is also wanted as the `beginning` of a word."""

    stem: str
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class WantedPhrase:
    """Words, each in any form, that stand together in this order."""

    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WantedFormula:
    """A formula in one spelling, or the words that it is written with."""

    spelling: str
    words: tuple[WantedWord, ...]


Wanted = WantedWord | WantedPhrase | WantedFormula


def read_wanted(text: str) -> tuple[Wanted, ...]:
    """Return what is wanted, in order; all of it has to be found. What is no word at all is left out."""
    wanted: list[Wanted] = []
    for quoted, plain in _parts(text):
        wanted.extend(_phrase(quoted) if quoted else _loose(plain))
    kept = wanted[:MOST_WORDS]
    if kept and kept[-1] is wanted[-1] and isinstance(kept[-1], WantedWord):
        kept[-1] = _still_typed(kept[-1], text)
    return tuple(kept)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for match in _QUOTED.finditer(text):
        yield next(filter(None, match.groups()[:3]), ""), match[4] or ""


def _phrase(text: str) -> Iterator[Wanted]:
    stems = tuple(word.stem for word in words_of(text))[:MOST_WORDS]
    if len(stems) > 1:
        yield WantedPhrase(stems)
    else:
        yield from map(WantedWord, stems)


def _loose(text: str) -> Iterator[Wanted]:
    """Yield the words between spaces, each chunk with its formula if it holds one."""
    for chunk in _with_signs_joined(text).split():
        words = tuple(WantedWord(word.stem) for word in words_of(chunk))
        formulas = formulas_of(chunk)
        if formulas:
            yield WantedFormula(formulas[0], words)
        else:
            yield from words


def _with_signs_joined(text: str) -> str:
    """Return the text with `F = ma` as one chunk, as the formulas of texts are read."""
    return re.sub(r"\s*([=→⇌])\s*", r"\1", text)


def _still_typed(word: WantedWord, text: str) -> WantedWord:
    last = list(words_of(text))[-1]
    goes_on = last.end == len(text) and last.stem == word.stem and len(last.form) >= SHORTEST_BEGINNING
    return WantedWord(word.stem, last.form) if goes_on else word

"""«Did you mean»: what else was meant by words that nothing is found for.

Another keyboard layout is tried first (`ntnhflm` is «тетрадь»), then words one slip away that the school may
read: a letter too many, too few, another one, two exchanged, and letters that sound alike.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Final

from library_core.people import SchoolKey
from library_core.wording import CYRILLIC, Word, words_of
from search.index import Index
from search.queries import Query
from search.wanted import MOST_WORDS

LATIN_KEYS: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC_KEYS: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_SHIFTED: Final = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_TO_CYRILLIC: Final = str.maketrans(LATIN_KEYS + _SHIFTED, CYRILLIC_KEYS + CYRILLIC_KEYS.upper())
_TO_LATIN: Final = str.maketrans(CYRILLIC_KEYS + CYRILLIC_KEYS.upper(), LATIN_KEYS + _SHIFTED)
RUSSIAN: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
ENGLISH: Final = "abcdefghijklmnopqrstuvwxyz"
SOUND_ALIKE: Final = (
    "оа",
    "еи",
    "еэ",
    "ия",
    "ыи",
    "сз",
    "тд",
    "пб",
    "кг",
    "фв",
    "шщ",
    "ae",
    "ie",
    "ou",
    "cs",
    "ck",
)
LONGEST: Final = 24
SHORTEST: Final = 3


def did_you_mean(index: Index, query: Query) -> str | None:
    """Return the words with which the query finds something, if it can be told what was meant."""
    for meant in (_other_layout(query.words), _corrected(index, query.school, query.words)):
        if meant and meant != query.words:
            asked = replace(query, words=meant, counted=False, page=1, size=1)
            if index.find(asked).total:
                return meant
    return None


def _other_layout(typed: str) -> str:
    """Return what the same keys give in the other layout."""
    return typed.translate(_TO_LATIN if CYRILLIC.search(typed) else _TO_CYRILLIC).replace("ё", "е")


def _corrected(index: Index, school: SchoolKey, typed: str) -> str:
    """Return the text with each word that nobody wrote in place of the likeliest one near it."""
    words = list(words_of(typed))[:MOST_WORDS]
    known = index.known(school, {word.form for word in words})
    text = typed
    for word in reversed(words):
        if word.form not in known and SHORTEST <= len(word.form) <= LONGEST:
            text = text[: word.start] + _likeliest(index, school, word) + text[word.end :]
    return text


def _likeliest(index: Index, school: SchoolKey, word: Word) -> str:
    """Return the most frequent word near this one; one that sounds like it counts more."""
    heard = set(_sounding_alike(word.form))
    found: Mapping[str, int] = index.known(school, heard)
    found = found or index.known(school, set(_one_slip_away(word.form)) - heard)
    return max(found, key=lambda form: (found[form], form), default=word.form)


def _sounding_alike(form: str) -> Iterator[str]:
    """Yield the word with one or two letters in place of those that sound like them."""
    changes = [
        (place, other)
        for place, letter in enumerate(form)
        for pair in SOUND_ALIKE
        if letter in pair
        for other in pair.replace(letter, "")
    ]
    for count in (1, 2):
        for chosen in combinations(changes, count):
            letters = list(form)
            for place, other in chosen:
                letters[place] = other
            yield "".join(letters)


def _one_slip_away(form: str) -> Iterator[str]:
    alphabet = RUSSIAN if CYRILLIC.search(form) else ENGLISH
    for place in range(len(form) + 1):
        before, after = form[:place], form[place:]
        yield from (before + letter + after for letter in alphabet)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in alphabet)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]

"""Words as search sees them: without case, ё read as е, reduced to their Russian or English stem.

Formulas and units stand beside the words, as they are typed: `F=ma`, `H2SO4`, `м/с²`.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

WORD: Final = re.compile(r"[^\W_]+")
CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
LONGEST_WORD: Final = 60

SMALL_DIGITS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-0123456789+-")
_PLAIN: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")

_SMALL: Final = re.compile(r"[₀-₉⁰¹²³⁴-⁹]")

_TEX: Final = re.compile(r"\$\$?([^$]{1,200})\$\$?")
_SPACED_SIGN: Final = re.compile(r"(?<=[^\W_])\s*([=→⇌]|->)\s*(?=[\w(+\-−])")
_RELATION: Final = re.compile(r"[=→⇌>]")
_CHUNK: Final = re.compile(r"[^\s,;:!?«»\"“”…]+")
_HINT: Final = re.compile(r"[\d=+/^*·×→⇌−₀-₉⁰¹²³⁴-⁹$]")
_MARKS_AROUND: Final = ".()[]{}'$—–-"
_SIGNS: Final = frozenset("=+/^*·×→⇌−")
_COMMANDS: Final = re.compile(r"\\(?:d?frac|text|mathrm|ce|left|right|cdot|times|,|;|:|!| )")
_DROPPED: Final = re.compile(r"[\s{}_^*·×⋅\\]")
_LETTER: Final = re.compile(r"[^\W\d_]")
# A Cyrillic letter that looks like a Latin one is written for it, in formulas of substances above all.
_LOOK_ALIKE: Final = str.maketrans("авекмнорстух", "abekmhopctyx")
_ONE_SIGN: Final = str.maketrans("−⇌→", "-==")


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
            form = plain_form(match[0])
            yield Word(form, stem_of(form), match.start(), match.end())


def forms_of(text: str) -> list[str]:
    """Return the plain forms of the words of a text in order, in a hurry."""
    return [form for form in WORD.findall(plain_form(text)) if len(form) <= LONGEST_WORD]


def plain_form(text: str) -> str:
    """Return the text without case, ё as е, and raised or lowered digits as plain ones."""
    plain = text.lower().replace("ё", "е")
    return plain if plain.isascii() or not _SMALL.search(plain) else plain.translate(_PLAIN)


@lru_cache(maxsize=200_000)
def stem_of(form: str) -> str:
    """Return the stem of a plain form, in the language of its letters."""
    language = "russian" if CYRILLIC.search(form) else "english"
    stem: str = _STEMMERS.of[language].stemWord(form)
    return stem


def joined_stems(text: str) -> str:
    """Return all stems of the text in order, with a space before, between and after them."""
    return " ".join(["", *(word.stem for word in words_of(text)), ""])


def formulas_of(text: str) -> tuple[str, ...]:
    """Return the formulas and units of a text, each once, in one spelling: `F = m·a` is `f=ma`.

    Case is not kept: nobody types `h2so4` with its capitals, and a formula too many is less harm than one
    too few. Marks of multiplication, powers and indices are left out; TeX between dollars is one formula.
    """
    if not _HINT.search(text):
        return ()
    found: list[str] = []
    joined = text
    if "$" in text:
        found = [_spelled(match[1]) for match in _TEX.finditer(text)]
        joined = _TEX.sub(" ", text)
    if _RELATION.search(joined):
        joined = _SPACED_SIGN.sub(r"\1", joined)
    chunks = (_bare(chunk) for chunk in _CHUNK.findall(joined) if _HINT.search(chunk))
    found += [_spelled(chunk) for chunk in chunks if _is_formula(chunk)]
    return tuple(dict.fromkeys(formula for formula in found if 1 < len(formula) <= LONGEST_WORD))


def _bare(chunk: str) -> str:
    """Return the chunk without marks around it, but with the brackets of its own."""
    bare = chunk.strip(_MARKS_AROUND)
    return bare + ")" if bare.count("(") > bare.count(")") else bare


def _is_formula(chunk: str) -> bool:
    """Tell whether a chunk between spaces is more than words: letters with signs or digits among them."""
    if chunk.isalpha() or not _LETTER.search(chunk) or "//" in chunk:
        return False
    plain = chunk.translate(SMALL_DIGITS)
    return any(sign in _SIGNS for sign in plain) or any(letter.isdigit() for letter in plain)


def _spelled(formula: str) -> str:
    plain = _COMMANDS.sub("", formula).replace("}{", "/").translate(SMALL_DIGITS)
    plain = plain.replace("->", "=").translate(_ONE_SIGN)
    return _DROPPED.sub("", plain).lower().replace("ё", "е").translate(_LOOK_ALIKE).strip(".,")


class _Stemmers(threading.local):
    """The stemmers of a thread: each remembers the word that it is at, so that threads can't share one."""

    def __init__(self) -> None:
        self.of = {language: snowballstemmer.stemmer(language) for language in ("russian", "english")}


_STEMMERS: Final = _Stemmers()

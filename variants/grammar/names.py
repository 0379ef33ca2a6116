"""Resolve words of letters into symbols, functions and constants, by the letters that the key knows.

`mgh` is three symbols, `sinx` is a function and a symbol, `rho` is one symbol, and `R1` is `R_1`.
"""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from variants.grammar.letters import (
    CONSTANTS,
    FUNCTIONS,
    GREEK,
    GREEK_NAMES,
    GREEK_SPELLINGS,
    PI_SPELLINGS,
    canonical,
)
from variants.grammar.refusals import no_such_letter
from variants.grammar.tokens import Entry, UnreadableFormula
from variants.grammar.trees import Constant, Symbol
from variants.texts import Text

MAX_WORD: Final = 48
_MOST_KEPT: Final = 4096
_PREFIXES: Final = frozenset({"Delta"})
_LONGEST: Final = 13
_WORD: Final = re.compile(r"([^\W\d_]+)(?:_\{([^{}]*)\}|_?(\w*))('*)")
_CONNECTIVES: Final = {
    "not": "not",
    "не": "not",
    "and": "and",
    "or": "or",
    "и": "and",
    "или": "or",
    "либо": "or",
}
_COLLECTIONS: Final = {
    "vector": "(", "Vector": "(", "вектор": "(", "matrix": "[", "Matrix": "[", "матрица": "[", "set": "{",
    "Set": "{", "множество": "{",
}  # fmt: skip
_POSTFIXES: Final = {
    "deg": "°", "degree": "°", "degrees": "°", "град": "°", "rad": "rad", "рад": "rad", "radians": "rad",
}  # fmt: skip
_TWINS: Final = {"upsilon": ("v", "nu"), "nu": ("v", "upsilon"), "v": ("nu", "upsilon")}
Capital = Literal["I", "E"]
_CAPITALS: Final[dict[str, Literal["i", "e"]]] = {"I": "i", "E": "e"}


@dataclass(frozen=True, slots=True)
class Letters:
    """The symbols that a formula may have; if `closed`, any other letter is refused.

    `functions` are unknown functions; `capitals` says which of `I` and `E` are the imaginary unit and
    Euler's number, as some keys write them.
    """

    names: frozenset[str] = frozenset()
    closed: bool = False
    functions: frozenset[str] = frozenset()
    capitals: frozenset[Capital] = frozenset()


ANY_LETTERS: Final = Letters()


def letters_of(
    names: Iterable[str],
    *,
    closed: bool = True,
    functions: Iterable[str] = (),
    capitals: Iterable[Capital] = (),
) -> Letters:
    """Return the letters of these symbols, each under its one spelling, and the unknown functions."""
    return Letters(
        frozenset(canonical(name) for name in names), closed, frozenset(functions), frozenset(capitals)
    )


@lru_cache(maxsize=512)
def words_of(letters: Letters, *, statement: bool = False) -> "Words":
    """Return what is known of the words that may stand beside these letters."""
    return Words(letters=letters, statement=statement)


@lru_cache(maxsize=512)
def glued_names(letters: Letters) -> dict[str, str]:
    """Return the names with a subscript as they are typed without “_”: `Fтр` is `F_тр`.

    A name whose letters are all symbols themselves is left out: `ma` is a product where m and a are known.
    """
    glued = {name.replace("_", "", 1): name for name in letters.names if "_" in name}
    return {
        typed: name
        for typed, name in glued.items()
        if typed.isalpha() and not all(letter in letters.names for letter in typed)
    }


@dataclass(slots=True, kw_only=True)
class Words:
    """What words mean beside the letters of a key; what was worked out once is kept."""

    letters: Letters
    statement: bool
    kept_letters: Set[str] = frozenset()
    plain: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    before_bracket: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kept_letters = self.letters.names | glued_names(self.letters).keys() | self.letters.functions

    def entries(self, piece: str, following: str) -> tuple[Entry, ...] | None:
        """Return the tokens of a word with its subscript, their places counted from it; None if unknown."""
        known = self.before_bracket if following in ("(", "[", "{") else self.plain
        found = known.get(piece)
        if found is not None:
            return found
        resolved = _resolve(piece, self, bracket=known is self.before_bracket)
        if resolved is not None:
            if len(known) > _MOST_KEPT:
                known.clear()
            known[piece] = resolved
        return resolved

    def refusal(self, piece: str, position: int) -> UnreadableFormula:
        """Return why a word can't be read."""
        word, subscript = _parted(piece)
        if len(word) > MAX_WORD:
            return UnreadableFormula(no_such_letter(word[:12] + "…", self.letters.names), position)
        name, offset = _first_unknown(word, subscript, self.letters)
        if name in FUNCTIONS or name in self.letters.functions:
            message = Text(en=f"“{name}” needs an argument.", ru=f"У функции «{name}» нет аргумента.")
            return UnreadableFormula(message, position + offset)
        return UnreadableFormula(no_such_letter(name, self.letters.names), position + offset)


def _parted(piece: str) -> tuple[str, str]:
    """Return the letters of a word and its subscript with its primes."""
    found = _WORD.fullmatch(piece)
    assert found is not None
    return found[1], (found[2] or found[3] or "").replace(" ", "") + found[4]


def _resolve(piece: str, words: Words, *, bracket: bool) -> tuple[Entry, ...] | None:
    word, subscript = _parted(piece)
    if len(word) > MAX_WORD:
        return None
    letters = words.letters
    special = _special(piece, words, bracket=bracket)
    if special is not None:
        return (special,)
    pieces = _segments(word, subscript, letters, bracket=bracket)
    if pieces is None:
        return None
    found: list[Entry] = []
    position = 0
    for entry in pieces:
        found.append((entry[0], entry[1], position))
        position += entry[2]
    return tuple(found)


def _special(piece: str, words: Words, *, bracket: bool) -> Entry | None:
    """Return words that stand between values, or in front of a list, rather than for a value."""
    names = words.letters.names
    if bracket and piece.rstrip("'") in words.letters.functions:
        return ("unknown", piece, 0)
    if bracket and piece[-1] == "2" and piece in FUNCTIONS:
        return ("function", FUNCTIONS[piece], 0)
    if piece in names or (len(piece) > 1 and _all_letters(piece, words.letters)):
        return None
    if piece in _CONNECTIVES and (words.statement or _CONNECTIVES[piece] != "not"):
        return (_CONNECTIVES[piece], piece, 0)
    if piece in _POSTFIXES:
        return (_POSTFIXES[piece], piece, 0)
    if not words.statement:
        return None
    if piece in ("in", "принадлежит"):
        return ("∈", piece, 0)
    if bracket and piece in _COLLECTIONS:
        return ("collection", _COLLECTIONS[piece], 0)
    return None


def _segments(word: str, subscript: str, letters: Letters, *, bracket: bool) -> tuple[Entry, ...] | None:
    """Part a word into known names, longer ones first, each with its length; None if it can't be done."""
    best: dict[int, tuple[Entry, ...]] = {len(word): ()}
    for start in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), start + _LONGEST), start, -1):
            if end not in best:
                continue
            last = end == len(word)
            piece = _piece(word[start:end], subscript if last else "", letters, bracket=bracket and last)
            if piece:
                best[start] = (piece, *best[end])
                break
    return best.get(0)


def _piece(typed: str, subscript: str, letters: Letters, *, bracket: bool) -> Entry | None:
    """Return what a part of a word stands for; the last entry is its length."""
    length = len(typed)
    if bracket and typed in letters.functions and not subscript.strip("'"):
        return ("unknown", typed + subscript, length)
    symbol = canonical(f"{typed}_{subscript}" if subscript.strip("'") else typed + subscript)
    if not subscript and typed in glued_names(letters):
        return ("leaf", Symbol(glued_names(letters)[typed]), length)
    known = _known(symbol, letters)
    if known is not None:
        return ("leaf", Symbol(known), length)
    if typed in FUNCTIONS and not subscript and (bracket or not _all_letters(typed, letters)):
        return ("function", FUNCTIONS[typed], length)
    if (bracket or length > 2) and not subscript and _is_capitalized_function(typed, letters):
        return ("function", FUNCTIONS[typed.lower()], length)
    constant = _constant_name(typed, letters)
    if not subscript and constant in CONSTANTS:
        return ("leaf", Constant(CONSTANTS[constant]), length)
    if not subscript and constant in letters.capitals:
        return ("leaf", Constant(_CAPITALS[constant]), length)
    if letters.closed or not _may_be_symbol(typed):
        return None
    return ("leaf", Symbol(symbol), length)


def _constant_name(typed: str, letters: Letters) -> str:
    """Return the name under which a number such as π is known."""
    if typed in PI_SPELLINGS and not _all_letters(typed, letters):
        return "pi"
    return GREEK_NAMES.get(typed, typed)


def _known(symbol: str, letters: Letters) -> str | None:
    """Return a known letter, or the one that an unknown looks like: v for ν and υ, an index 0 for o."""
    if symbol in letters.names:
        return symbol
    base, _, index = symbol.partition("_")
    for other in (base, *_TWINS.get(base, ())):
        for number in (index, "0") if index in ("o", "O") else (index,):
            name = f"{other}_{number}" if number else other
            if name in letters.names:
                return name
    return None


def _is_capitalized_function(typed: str, letters: Letters) -> bool:
    """Say whether a name of a function has a capital or only capitals: `Sin`, `Tg`, `Ln`, `SQRT`.

    `Acos` is a letter before a cosine where A is known.
    """
    if typed[0] in letters.names and typed[1:] in FUNCTIONS:
        return False
    return len(typed) > 1 and typed.lower() in FUNCTIONS and (typed.istitle() or typed.isupper())


def _all_letters(typed: str, letters: Letters) -> bool:
    return all(letter in letters.names for letter in typed)


def _may_be_symbol(typed: str) -> bool:
    """Say whether letters that no key declares are one symbol: a letter, a Greek name, or Delta with one."""
    spelled = canonical(typed)
    if len(typed) == 1 or spelled in GREEK or typed in GREEK_SPELLINGS:
        return True
    for prefix in _PREFIXES:
        rest = spelled.removeprefix(prefix)
        if rest != spelled and (len(rest) == 1 or rest in GREEK):
            return True
    return False


def _first_unknown(word: str, subscript: str, letters: Letters) -> tuple[str, int]:
    """Return the part of a word that is nobody's name and its place in it, for the message."""
    if len(word) > 1:
        for index, letter in enumerate(word):
            if _piece(letter, "", letters, bracket=False) is None:
                return (word, 0) if len(word) < 9 else (letter, index)
    return (f"{word}_{subscript}" if subscript.strip("'") else word + subscript), 0

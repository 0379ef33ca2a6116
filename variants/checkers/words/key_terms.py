"""Find key terms in a text in any word form, Russian or English; a negation beside a word belongs to it.

`не зависит` is another term than `зависит`, and the other way round. Letters ё and е, hyphens and dashes,
decimal commas and points make no difference.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

from variants.keys import Statement

_SHORTEST_PREFIX: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_SENTENCE_END: Final = re.compile(r"[.!?…\n;]+(?:\s|$)")
_SHORT_NOT: Final = re.compile(r"n['’`]t\b")
_NOT: Final = frozenset(("не", "ни", "not", "no", "never", "without", "без", "neither", "nor"))
_DENIALS: Final = frozenset(
    ("нет", "неверно", "неправда", "нельзя", "невозможно", "false", "untrue", "impossible")
)
_CARRIERS: Final = frozenset(
    re.findall(
        r"\w+",
        "a an the any be been is are was were do does did can could will would may might must should to "
        "бы быть был была было были будет будут буду может могут можно должен должна должно должны",
    )
)
"""Words through which a negation reaches the next one: не может зависеть, does not depend."""


class Token(NamedTuple):
    """A word without its ending, and whether it is denied."""

    stem: str
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words of a sentence; `denied` says that something in it is."""

    tokens: frozenset[Token]
    denied: bool


def read_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text that have words."""
    found = []
    for sentence in _SENTENCE_END.split(_plain(text)):
        words = _WORD.findall(sentence)
        if words:
            denied = any(word in _NOT or word in _DENIALS for word in words)
            found.append(Sentence(tokens=frozenset(_tokens(words)), denied=denied))
    return tuple(found)


def is_said(statement: Statement, sentences: Sequence[Sentence]) -> bool:
    """Say whether all terms of some language occur, each wholly inside a sentence."""
    return any(
        bool(terms) and all(any(_occurs(term, sentence) for sentence in sentences) for term in terms)
        for terms in statement.terms.values()
    )


def is_claimed(statement: Statement, sentences: Sequence[Sentence]) -> bool:
    """Say whether one sentence holds all terms of some language and denies nothing but what they deny."""
    return any(
        bool(terms) and all(_occurs(term, sentence) for term in terms)
        for terms in statement.terms.values()
        for sentence in sentences
        if not sentence.denied or _denies(terms)
    )


def _denies(terms: Iterable[tuple[str, ...]]) -> bool:
    return any(token.denied for term in terms for phrase in term for token in _phrase(phrase))


def _occurs(term: tuple[str, ...], sentence: Sentence) -> bool:
    return any(
        all(wanted in sentence.tokens or _has_prefix(wanted, sentence) for wanted in _phrase(phrase))
        for phrase in term
        if _phrase(phrase)
    )


def _has_prefix(wanted: Token, sentence: Sentence) -> bool:
    """Compare stems; verbs of two aspects share only a beginning (увелич-, увеличива-)."""
    return any(
        wanted.denied == token.denied
        and min(len(wanted.stem), len(token.stem)) >= _SHORTEST_PREFIX
        and (token.stem.startswith(wanted.stem) or wanted.stem.startswith(token.stem))
        for token in sentence.tokens
    )


@lru_cache(maxsize=2000)
def _phrase(phrase: str) -> tuple[Token, ...]:
    return tuple(_tokens(_WORD.findall(_plain(phrase))))


def _plain(text: str) -> str:
    return _SHORT_NOT.sub(" not", text.casefold().replace("ё", "е").replace("cannot", "can not"))


def _tokens(words: Iterable[str]) -> Iterable[Token]:
    """Yield the words but for negations, which mark the word that they stand before."""
    denied = False
    for word in words:
        if word in _NOT:
            denied = True
            continue
        yield Token(_stem(word.replace(",", ".")), denied)
        denied = denied and word in _CARRIERS


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word it works on, so threads may not share one.
    stemmer = snowballstemmer.stemmer("english" if word.isascii() else "russian")
    return str(stemmer.stemWord(word))

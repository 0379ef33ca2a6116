"""Read an open answer for its key terms, in any word form, and leave the mark to the teacher.

The verdict is always `undecided`: the score is a suggestion, and an answer without key terms is not a zero.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

import snowballstemmer

from variants.checkers.verdicts import (
    PartVerdict,
    Reading,
    UnreadableAnswer,
    Verdict,
    right,
    undecided,
    wrong,
)
from variants.keys import Answer, Statement, TextKey
from variants.texts import Language, Text

LONGEST: Final = 20_000
_SHORTEST_PREFIX: Final = 5
_WORD: Final = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?")
_SENTENCE_END: Final = re.compile(r"[.!?…\n;]+(?:\s|$)")
_NEGATIONS: Final = frozenset({"не", "нет", "ни", "not", "no", "never", "n't", "doesn", "isn", "don"})


def read_answer(key: TextKey, answer: Answer, language: Language) -> Reading:
    """Return the text as it was typed. Raises UnreadableAnswer."""
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(Text(en="Nothing is entered.", ru="Ничего не введено."))
    if len(answer) > LONGEST:
        raise UnreadableAnswer(
            Text(en="The text is too long.", ru="Текст слишком длинный."), position=LONGEST
        )
    return Reading(text=answer.strip())


def check(key: TextKey, answer: Answer, language: Language) -> Verdict:
    """Suggest a score by the statements found; the teacher decides. Raises UnreadableAnswer."""
    reading = read_answer(key, answer, language)
    sentences = tuple(_sentences(reading.text))
    found = [_is_said(statement, sentences) for statement in key.expects]
    mistaken = [statement for statement in key.rejects if _is_claimed(statement, sentences)]
    verdict = undecided(
        "for_the_teacher",
        _message(sum(found), len(found), mistaken),
        reading,
        suggested=_suggested(key, found, mistaken),
    )
    return Verdict(
        outcome=verdict.outcome,
        score=verdict.score,
        reason="forbidden_statement" if mistaken else verdict.reason,
        message=verdict.message,
        read_as=reading,
        parts=tuple(_part(index, is_found=one) for index, one in enumerate(found)),
    )


def type_key(key: TextKey, language: Language) -> Answer:
    """Return the sample answer, or the key terms where there is no sample."""
    sample = key.sample.in_language(language)
    return sample or ". ".join(
        " ".join(term[0] for term in _terms_in(statement, language)) for statement in key.expects
    )


def _terms_in(statement: Statement, language: Language) -> tuple[tuple[str, ...], ...]:
    return statement.terms.get(language) or next(iter(statement.terms.values()), ())


def _suggested(key: TextKey, found: list[bool], mistaken: list[Statement]) -> Fraction:
    possible = sum((statement.points for statement in key.expects), Fraction(0))
    earned = sum(
        (statement.points for statement, one in zip(key.expects, found, strict=True) if one), Fraction(0)
    )
    lost = sum((statement.points for statement in mistaken), Fraction(0))
    return max(earned - lost, Fraction(0)) / possible if possible else Fraction(0)


def _message(found: int, expected: int, mistaken: list[Statement]) -> Text:
    said = [statement.say for statement in mistaken if statement.say.languages]
    english = [f"Key ideas found: {found} of {expected}.", *(one.in_language("en") for one in said)]
    russian = [f"Найдено ключевых мыслей: {found} из {expected}.", *(one.in_language("ru") for one in said)]
    return Text(
        en=" ".join([*english, "The teacher will read the answer."]),
        ru=" ".join([*russian, "Ответ прочитает учитель."]),
    )


def _part(index: int, *, is_found: bool) -> PartVerdict:
    reading = Reading(text="")
    if is_found:
        verdict = right(
            "terms_found", Text(en="The key terms are there.", ru="Ключевые слова есть."), reading
        )
    else:
        verdict = wrong(
            "terms_not_found",
            Text(en="The key terms were not found.", ru="Ключевые слова не найдены."),
            reading,
        )
    return PartVerdict(name=f"statement:{index}", verdict=verdict)


def _sentences(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every sentence, in small letters, ё written as е."""
    for sentence in _SENTENCE_END.split(text.casefold().replace("ё", "е")):
        words = tuple(_WORD.findall(sentence))
        if words:
            yield words


def _is_said(statement: Statement, sentences: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether all terms of some language occur, each wholly inside a sentence."""
    return any(
        bool(terms) and all(any(_occurs(term, sentence) for sentence in sentences) for term in terms)
        for terms in statement.terms.values()
    )


def _is_claimed(statement: Statement, sentences: tuple[tuple[str, ...], ...]) -> bool:
    """Say whether one sentence without a negation holds all terms of some language."""
    return any(
        bool(terms) and all(_occurs(term, sentence) for term in terms)
        for terms in statement.terms.values()
        for sentence in sentences
        if not _has_new_negation(terms, sentence)
    )


def _has_new_negation(terms: tuple[tuple[str, ...], ...], sentence: tuple[str, ...]) -> bool:
    own = {word for term in terms for phrase in term for word in _WORD.findall(phrase.casefold())}
    return bool((_NEGATIONS & set(sentence)) - own)


def _occurs(term: tuple[str, ...], sentence: tuple[str, ...]) -> bool:
    stems = [_stem(word) for word in sentence]
    return any(
        all(any(_agree(wanted, stem) for stem in stems) for wanted in _phrase_stems(phrase))
        for phrase in term
    )


@lru_cache(maxsize=1000)
def _phrase_stems(phrase: str) -> tuple[str, ...]:
    return tuple(_stem(word) for word in _WORD.findall(phrase.casefold().replace("ё", "е")))


def _agree(wanted: str, stem: str) -> bool:
    """Compare stems; verbs of two aspects share only a beginning (увелич-, увеличива-)."""
    if wanted == stem:
        return True
    short, long = sorted((wanted, stem), key=len)
    return len(short) >= _SHORTEST_PREFIX and long.startswith(short)


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    # A stemmer keeps the word it works on, so threads may not share one.
    stemmer = snowballstemmer.stemmer("english" if word.isascii() else "russian")
    return str(stemmer.stemWord(word))

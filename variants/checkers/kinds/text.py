"""Read an open answer for its key terms, in any word form, and leave the mark to the teacher.

The verdict is always `undecided`: the score is a suggestion, and an answer without key terms is not a zero.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from variants.checkers.verdicts import (
    NOTHING,
    PartVerdict,
    Reading,
    UnreadableAnswer,
    Verdict,
    right,
    undecided,
    wrong,
)
from variants.checkers.words.key_terms import is_claimed, is_said, read_sentences
from variants.keys import Answer, Statement, TextKey
from variants.texts import Language, Text

LONGEST: Final = 20_000


def read_answer(key: TextKey, answer: Answer, language: Language) -> Reading:
    """Return the text as it was typed. Raises UnreadableAnswer."""
    if not isinstance(answer, str) or not answer.strip():
        raise UnreadableAnswer(NOTHING)
    if len(answer) > LONGEST:
        raise UnreadableAnswer(
            Text(en="The text is too long.", ru="Текст слишком длинный."), position=LONGEST
        )
    return Reading(text=answer.strip())


def check(key: TextKey, answer: Answer, language: Language) -> Verdict:
    """Suggest a score by the statements found; the teacher decides. Raises UnreadableAnswer."""
    reading = read_answer(key, answer, language)
    sentences = read_sentences(answer)
    found = [is_said(statement, sentences) for statement in key.expects]
    mistaken = [statement for statement in key.rejects if is_claimed(statement, sentences)]
    verdict = undecided(
        "for_the_teacher",
        _message(sum(found), len(found), mistaken),
        reading,
        suggested=_suggested(key, found, mistaken),
    )
    reason = "forbidden_statement" if mistaken else verdict.reason
    parts = tuple(_part(index, is_found=one) for index, one in enumerate(found))
    return replace(verdict, reason=reason, parts=parts)


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

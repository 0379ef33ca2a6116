"""Verdicts on parts of a report: an exact score, words for what was lost, and below them each place."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from variants.checkers.verdicts import NO_FACTS, RIGHT, Facts, PartVerdict, Reading, Verdict
from variants.keys import Answer
from variants.texts import Text

UNSEEN: Final = Reading(text="")
NOT_FILLED: Final = Text(en="Not filled in.", ru="Не заполнено.")
NO_TABLE: Final = Text(
    en="The table is empty: take readings and enter them.",
    ru="Таблица пуста: снимите показания и внесите их.",
)


def graded(
    score: Fraction, reason: str, message: Text, parts: Sequence[PartVerdict] = (), facts: Facts = NO_FACTS
) -> Verdict:
    """Return a verdict worth this share of the points; scores outside of 0 to 1 are cut."""
    score = min(Fraction(1), max(Fraction(0), score))
    return Verdict(
        outcome="right" if score == 1 else "wrong" if score == 0 else "partly",
        score=score,
        reason=reason,
        message=message,
        read_as=UNSEEN,
        parts=tuple(parts),
        facts=facts,
    )


def good(message: Text = RIGHT) -> Verdict:
    """Return a verdict worth all points."""
    return graded(Fraction(1), "equal", message)


def lost(reason: str, message: Text) -> Verdict:
    """Return a verdict worth nothing."""
    return graded(Fraction(0), reason, message)


def weighted(parts: Iterable[tuple[Verdict, Fraction | int]]) -> Fraction:
    """Return the common score of parts with their weights; of no weight at all it is 0."""
    rows = [(verdict.score, Fraction(weight)) for verdict, weight in parts]
    total = sum((weight for _, weight in rows), Fraction(0))
    return sum((score * weight for score, weight in rows), Fraction(0)) / total if total else Fraction(0)


def share(part: float, whole: float) -> Fraction:
    """Return a share measured in floats as a fraction between 0 and 1, to a thousandth."""
    if not whole > 0 or not part > 0:
        return Fraction(0)
    return min(Fraction(1), Fraction(part / whole + 1e-9).limit_denominator(1000))


def is_blank(answer: Answer) -> bool:
    """Tell whether nothing is entered: blank text, or a list or object of nothing but blanks."""
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, dict):
        return all(map(is_blank, answer.values()))
    if isinstance(answer, list):
        return all(map(is_blank, answer))
    return answer is None

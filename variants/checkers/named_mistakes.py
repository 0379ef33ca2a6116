"""Call a wrong answer by the name of the mistake that it fits, and pay what its method is still worth."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from variants.checkers.verdicts import UnreadableAnswer, Verdict
from variants.keys import ExpressionKey, Key, KnownMistake, QuantityKey
from variants.texts import Text

Judge = Callable[[Key], Verdict]
"""Compares the answer with another key."""


def called_by_name(verdict: Verdict, mistakes: Iterable[KnownMistake], judge: Judge) -> Verdict:
    """Return the verdict in the words of the first mistake that fits; a right answer is none.

    The score is what the method is worth, or what the answer had earned if that is more.
    """
    if verdict.outcome not in ("wrong", "partly"):
        return verdict
    for mistake in mistakes:
        if _score(judge, _whatever_its_form(mistake.key)) == 1:
            worth = mistake.worth * _score(judge, mistake.key) if mistake.worth else Fraction(0)
            score = max(verdict.score, worth)
            return replace(
                verdict,
                outcome="partly" if score else "wrong",
                score=score,
                reason="named_mistake",
                message=_words(mistake) if worth else mistake.say,
            )
    return verdict


def _whatever_its_form(key: Key) -> Key:
    """Return the key without demands on figures, unit and form: the mistake is made before these are."""
    if isinstance(key, QuantityKey):
        return replace(key, figures=None, decimals=None, unit_required=False)
    if isinstance(key, ExpressionKey):
        return replace(key, forms=())
    return key


def _score(judge: Judge, key: Key) -> Fraction:
    """Return how far the answer is this key; one that can't be read or decided as the mistake is none."""
    try:
        verdict = judge(key)
    except UnreadableAnswer:
        return Fraction(0)
    return Fraction(0) if verdict.outcome == "undecided" else verdict.score


def _words(mistake: KnownMistake) -> Text:
    percent = mistake.worth * 100
    share = f"{percent}" if percent.denominator == 1 else f"{float(percent):.0f}"
    english, russian = (mistake.say.in_language(language) for language in ("en", "ru"))
    return Text(
        en=f"{english} The method earns {share}% of the points.".strip(),
        ru=f"{russian} За ход решения — {share} % баллов.".strip(),
    )

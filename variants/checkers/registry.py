"""The door to all checkers: from the class of a key to the verbs of its kind."""

import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from variants.checkers.named_mistakes import called_by_name
from variants.checkers.verbs import verbs_of
from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict
from variants.checkers.watching import CheckTold, who_is_told
from variants.equivalence.deadlines import one_deadline
from variants.keys import (
    Answer,
    ChoiceKey,
    CollectionKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    KnownMistake,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.texts import Language

KINDS: Final[Mapping[type, str]] = MappingProxyType(
    {
        QuantityKey: "quantity",
        ExpressionKey: "expression",
        EquationKey: "equation",
        InequalityKey: "inequality",
        CollectionKey: "collection",
        FormulaKey: "formula",
        ReactionKey: "reaction",
        ChoiceKey: "choice",
        TableKey: "table",
        PlotKey: "plot",
        TextKey: "text",
    }
)
_IN_PARTS: Final = (TableKey, PlotKey)


def read_answer(key: Key, answer: Answer, language: Language) -> Reading:
    """Show how an answer is understood before it counts. Raises UnreadableAnswer."""
    return verbs_of(KINDS[type(key)]).read_answer(key, answer, language)


def check_answer(
    key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake] = ()
) -> Verdict:
    """Compare an answer with its key; a mistake that has a name is called by it. Raises UnreadableAnswer."""
    told = who_is_told()
    if told is None:
        return _check_named(key, answer, language, mistakes)
    return _check_timed(key, lambda: _check_named(key, answer, language, mistakes), told)


def _check_timed(key: Key, check: Callable[[], Verdict], told: CheckTold) -> Verdict:
    begun, outcome = time.perf_counter(), "fault"
    try:
        verdict = check()
        outcome = verdict.outcome
        return verdict
    except UnreadableAnswer:
        outcome = "unreadable"
        raise
    finally:
        told(KINDS[type(key)], outcome, time.perf_counter() - begun)


def _check_named(key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake]) -> Verdict:
    with one_deadline():
        verdict = _check(key, answer, language, mistakes)
        if not mistakes:
            return verdict
        whole = [mistake for mistake in mistakes if not mistake.target]
        return called_by_name(verdict, whole, lambda wrong: _check(wrong, answer, language, ()))


def _check(key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake]) -> Verdict:
    verbs = verbs_of(KINDS[type(key)])
    if isinstance(key, _IN_PARTS):
        return verbs.check(key, answer, language, mistakes)
    return verbs.check(key, answer, language)


def type_key(key: Key, language: Language) -> Answer:
    """Return the right answer as a student of this language would enter it."""
    return verbs_of(KINDS[type(key)]).type_key(key, language)

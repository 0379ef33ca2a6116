"""The door to all checkers: one table from a key's class to the verbs of its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from variants.checkers import plot, table, text
from variants.checkers.cells import CELL_CHECKERS
from variants.checkers.named_mistakes import called_by_name
from variants.checkers.verdicts import Reading, Verdict
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Checker:
    """The verbs of one kind of answer; `check` is told the named mistakes."""

    read_answer: Callable[[Any, Answer, Language], Reading]
    check: Callable[[Any, Answer, Language, Sequence[KnownMistake]], Verdict]
    type_key: Callable[[Any, Language], Answer]


def read_answer(key: Key, answer: Answer, language: Language) -> Reading:
    """Show how an answer is understood before it counts. Raises UnreadableAnswer."""
    return CHECKERS[type(key)].read_answer(key, answer, language)


def check_answer(
    key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake] = ()
) -> Verdict:
    """Compare an answer with its key; a mistake that has a name is called by it. Raises UnreadableAnswer."""
    verdict = CHECKERS[type(key)].check(key, answer, language, mistakes)
    whole = [mistake for mistake in mistakes if not mistake.target]
    return called_by_name(verdict, whole, lambda key: CHECKERS[type(key)].check(key, answer, language, ()))


def type_key(key: Key, language: Language) -> Answer:
    """Return the right answer as a student of this language would enter it."""
    return CHECKERS[type(key)].type_key(key, language)


def _cell(kind: str) -> Checker:
    """Make a checker of one that knows no mistakes."""
    cell = CELL_CHECKERS[kind]

    def check(key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake]) -> Verdict:
        return cell.check(key, answer, language)

    return Checker(read_answer=cell.read_answer, check=check, type_key=cell.type_key)


def _whole(module: Any) -> Checker:  # noqa: ANN401 - a module
    def check(key: Key, answer: Answer, language: Language, mistakes: Sequence[KnownMistake]) -> Verdict:
        verdict: Verdict = module.check(key, answer, language)
        return verdict

    return Checker(read_answer=module.read_answer, check=check, type_key=module.type_key)


CHECKERS: Final[Mapping[type, Checker]] = MappingProxyType(
    {
        QuantityKey: _cell("quantity"),
        ExpressionKey: _cell("expression"),
        EquationKey: _cell("equation"),
        InequalityKey: _cell("inequality"),
        CollectionKey: _cell("collection"),
        FormulaKey: _cell("formula"),
        ReactionKey: _cell("reaction"),
        ChoiceKey: _cell("choice"),
        TableKey: Checker(read_answer=table.read_answer, check=table.check, type_key=table.type_key),
        PlotKey: Checker(read_answer=plot.read_answer, check=plot.check, type_key=plot.type_key),
        TextKey: _whole(text),
    }
)

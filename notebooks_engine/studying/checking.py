"""Check all answers of one task together: one that can't be read stops the check, an empty one is wrong.

An error is carried forward from one answer to what follows from it. The report of a lab is judged beside the
log of its session.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from labs.judging.judge import ReportUnreadable
from notebooks_engine.answers import bound_answers, is_empty
from notebooks_engine.attempts import FrozenSlot
from notebooks_engine.benching.reporting import judge_report
from notebooks_engine.benching.slots import NOTES, Labs, is_lab
from notebooks_engine.lab_sessions import LabSession
from notebooks_engine.refusals import BadEntry
from variants.checkers.carried import check_with_carried
from variants.checkers.registry import check_answer
from variants.checkers.verdicts import Reading, UnreadableAnswer, Verdict, wrong
from variants.checkers.words.option_words import read_choice
from variants.keys import Answer
from variants.texts import Language, Text
from variants.variant import Ask, ChoiceShape, Variant

NOT_ANSWERED: Final = wrong(
    "not_answered", Text(en="There is no answer here.", ru="Здесь нет ответа."), Reading(text="")
)


class AnswersUnreadable(Exception):
    """Some answers can't be read, by ask; the student can mend them, and nothing was spent."""

    def __init__(self, problems: Mapping[str, UnreadableAnswer]) -> None:
        self.problems = problems
        super().__init__(", ".join(f"{name}: {problem}" for name, problem in problems.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Answers by ask, exactly as entered, and the language they were entered in."""

    answers: Mapping[str, Answer]
    language: Language


def check_slot(
    frozen: FrozenSlot, entered: Entered, session: LabSession | None, labs: Labs
) -> dict[str, Verdict]:
    """Return a verdict for every ask of a slot; the report of a lab needs its session.

    Raises AnswersUnreadable, BadEntry for nothing at all or too much.
    """
    if not is_lab(frozen.shown):
        return check_variant(frozen.variant, entered.answers, entered.language)
    bound_answers(entered.answers)
    report = {name: answer for name, answer in entered.answers.items() if name != NOTES}
    _bound(frozen.variant, report)
    if session is None:
        raise BadEntry(
            Text(
                en="Nothing has been measured yet: open the bench first.",
                ru="Пока ничего не измерено: сначала откройте установку.",
            )
        )
    try:
        return judge_report(frozen, session, (report, entered.language), labs)
    except ReportUnreadable as unreadable:
        raise AnswersUnreadable(unreadable.problems) from unreadable


def check_variant(variant: Variant, answers: Mapping[str, Answer], language: Language) -> dict[str, Verdict]:
    """Return a verdict for every ask. Raises AnswersUnreadable, BadEntry for nothing at all or too much."""
    _bound(variant, answers)
    verdicts: dict[str, Verdict] = {}
    problems: dict[str, UnreadableAnswer] = {}
    for ask in variant.asks:
        try:
            verdicts[ask.name] = _check(ask, answers.get(ask.name), language)
        except UnreadableAnswer as problem:
            problems[ask.name] = problem
    if problems:
        raise AnswersUnreadable(problems)
    answered = {name: verdict for name, verdict in verdicts.items() if verdict is not NOT_ANSWERED}
    return verdicts | check_with_carried(variant, answers, answered, language)


def _bound(variant: Variant, answers: Mapping[str, Answer]) -> None:
    """Raise BadEntry for nothing at all, too much, or answers to something else."""
    bound_answers(answers)
    strange = answers.keys() - {ask.name for ask in variant.asks}
    if strange:
        raise BadEntry(
            Text(
                en="These answers belong to another task; open the page again.",
                ru="Эти ответы относятся к другой задаче; откройте страницу ещё раз.",
            )
        )
    if all(map(is_empty, answers.values())):
        raise BadEntry(Text(en="Nothing is entered yet.", ru="Пока ничего не введено."))


def _check(ask: Ask, answer: Answer, language: Language) -> Verdict:
    if is_empty(answer):
        return NOT_ANSWERED
    verdict = check_answer(ask.key, answer, language, ask.mistakes)
    if isinstance(ask.shape, ChoiceShape):
        return replace(verdict, read_as=read_choice(answer, ask.shape, language))
    return verdict

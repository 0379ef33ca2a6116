"""Hold the sample of every open question against its own key terms: a right answer may not lose points."""

from collections.abc import Sequence

from variants.checkers.registry import check_answer
from variants.keys import TextKey
from variants.templates.asks import TextAsk
from variants.templates.assembly import assemble_all
from variants.templates.evaluating.members import Member
from variants.templates.located_problems import Problems
from variants.templates.task import Task
from variants.texts import Text


def check_samples(task: Task, members: Sequence[Member], doubts: Problems) -> None:
    """Add the open questions whose sample loses points in some of these members to the doubts."""
    if not any(isinstance(ask.form, TextAsk) for ask in task.asks.values()):
        return
    for variant in assemble_all(task, members):
        for ask in variant.asks:
            if isinstance(ask.key, TextKey) and _loses(ask.key):
                line = task.asks[ask.name]
                doubts.add((line.line, line.column), _message(ask.name))


def _loses(key: TextKey) -> bool:
    return any(
        check_answer(key, key.sample.in_language(language), language).score < 1
        for language in key.sample.languages
    )


def _message(ask: str) -> Text:
    return Text(
        en=f"the sample of `{ask}` loses points itself: it lacks one of `expects` or has one of `rejects`",
        ru=f"образец ответа `{ask}` сам теряет баллы: нет мысли из expects или есть мысль из rejects",
    )

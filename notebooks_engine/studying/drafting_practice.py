"""Keep what is being written in a practice run: a report at the bench takes longer than one sitting."""

from collections.abc import Mapping
from dataclasses import replace

from notebooks_engine.actors import Actor
from notebooks_engine.answers import bound_answers
from notebooks_engine.practice import PracticeKey
from notebooks_engine.refusals import NotNow
from notebooks_engine.repositories import Engine
from notebooks_engine.studying.practising import find_practice
from variants.keys import Answer
from variants.texts import Text


def draft_practice(engine: Engine, person: Actor, key: PracticeKey, answers: Mapping[str, Answer]) -> None:
    """Keep answers of the person's own run, unchecked; the last verdicts stay as they were.

    Raises Missing, BadEntry past the limits, NotNow once the solution was shown.
    """
    bound_answers(answers)
    run = find_practice(engine, person, key)
    if run.solved:
        raise NotNow(Text(en="The solution has been shown.", ru="Решение уже показано."))
    engine.practices.change(replace(run, answers=answers))

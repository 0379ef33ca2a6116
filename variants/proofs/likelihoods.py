"""How many of the draws of a task's parameters make variants, and which line throws most of them away."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from variants.templates.asks import AskLine
from variants.templates.checks.key_formulas import key_formulas
from variants.templates.evaluating.columns import Bools
from variants.templates.evaluating.computing import Program, compute
from variants.templates.evaluating.drawing import about_objects, raw_draws
from variants.templates.evaluating.evaluation import Environment
from variants.templates.evaluating.usable import possible, true_for, within
from variants.texts import Text

TRIED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that draws have to satisfy, where it stands, and the share of draws that do."""

    said: Text
    line: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Likelihood:
    """The share of draws that may be variants, and that of each condition by itself, least likely first.

    Rows and words are drawn first: `objects` is the share of their combinations that are possible, the
    conditions are those on draws among these.
    """

    share: float
    objects: float
    conditions: tuple[Condition, ...]


def likelihood_of(program: Program) -> Likelihood:
    """Try draws as they come; the same ones each time."""
    draws, objects = raw_draws(program, size=TRIED, seed=1)
    if not len(draws):
        return Likelihood(share=0.0, objects=0.0, conditions=())
    environment = compute(program, draws)
    found = sorted(_conditions(program, environment, len(draws)), key=lambda one: one.share)
    share = objects * _share(possible(program, environment, len(draws)), len(draws))
    return Likelihood(share=share, objects=objects, conditions=tuple(found))


def _share(good: Bools, members: int) -> float:
    return float(np.broadcast_to(good, (members,)).mean())


def _conditions(program: Program, environment: Environment, members: int) -> Iterator[Condition]:
    for statement in program.task.where:
        if not about_objects(program, statement):
            share = _share(true_for(program, statement, environment), members)
            yield Condition(said=Text(statement.text, statement.text), line=statement.line, share=share)
    for ask in program.task.asks.values():
        yield from _of_ask(program, ask, environment, members)


def _of_ask(program: Program, ask: AskLine, environment: Environment, members: int) -> Iterator[Condition]:
    if not key_formulas(ask):
        return
    said = Text(en=f"`within` of {ask.name}", ru=f"within у {ask.name}")
    share = _share(within(program, ask, environment), members)
    if share < 1:
        yield Condition(said=said, line=ask.line, share=share)

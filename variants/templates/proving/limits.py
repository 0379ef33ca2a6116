"""Whether `within` is what it says: limits that nearly all keys keep, so that a wrong unit stands out."""

from typing import Final

import numpy as np

from variants.templates.evaluating.computing import Program, compute
from variants.templates.evaluating.drawing import raw_draws
from variants.templates.evaluating.usable import true_for, within
from variants.templates.located_problems import Problems
from variants.texts import Text

TRIED: Final = 1000
LEAST: Final = 2 / 3
"""The share of the draws that `where` lets pass of which the keys have to lie `within`."""


def check_limits(program: Program, problems: Problems) -> None:
    """Add the asks of which many keys lie outside of `within`: a unit, a line or the limits are wrong."""
    draws, _ = raw_draws(program, size=TRIED, seed=1)
    if not len(draws):
        return
    environment = compute(program, draws)
    allowed = np.ones(len(draws), dtype=np.bool_)
    for statement in program.task.where:
        allowed &= true_for(program, statement, environment)
    if not allowed.any():
        return
    for ask in program.task.asks.values():
        inside = np.broadcast_to(within(program, ask, environment), allowed.shape)[allowed]
        if inside.mean() < LEAST:
            percent = round(100 * float(inside.mean()))
            message = Text(
                en=f"only {percent}% of the keys of `{ask.name}` lie `within`: look at units and lines",
                ru=f"лишь {percent} % ключей `{ask.name}` лежат в within: проверьте единицы и строки",
            )
            problems.add((ask.line, ask.column), message)

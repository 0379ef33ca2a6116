"""Whether `within` is what it says: limits that nearly all keys keep and that are near them.

Only then does a wrong unit, or a power of ten that was lost, stand out.
"""

from typing import Final

import numpy as np

from variants.quantities.units import read_unit
from variants.templates.asks import QuantityAsk
from variants.templates.evaluating.columns import Bools, Floats
from variants.templates.evaluating.computing import Program, compute
from variants.templates.evaluating.drawing import raw_draws
from variants.templates.evaluating.evaluation import Environment, evaluate_numbers
from variants.templates.evaluating.usable import quantities_of, true_for, within
from variants.templates.located_problems import Problems
from variants.texts import Text

TRIED: Final = 1000
LEAST: Final = 2 / 3
"""The share of the draws that `where` lets pass of which the keys have to lie `within`."""
COLDEST: Final = 173.15
"""K, -100 °C: keys below it that are asked for in °C without limits were differences of temperatures."""
WIDE: Final = 10.0
WIDEST: Final = 100.0
"""How many times the largest key the limits may be, or below the smallest: a doubt, and a problem."""


def check_limits(program: Program, problems: Problems, doubts: Problems) -> None:
    """Add the asks of which many keys lie outside of `within`: a unit, a line or the limits are wrong.

    Limits that lie ten times as far as any key are a doubt.
    """
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
        for form in quantities_of(ask):
            if _is_cold(program, form, environment, allowed):
                problems.add((ask.line, ask.column), _too_cold(ask.name, form.unit))
            sizes = _sizes(program, form, environment, allowed)
            for found, times in ((problems, WIDEST), (doubts, WIDE)):
                if _is_wider(form, sizes, times):
                    found.add((ask.line, ask.column), _too_wide(form, sizes))
        if inside.mean() < LEAST:
            percent = round(100 * float(inside.mean()))
            message = Text(
                en=f"only {percent}% of the keys of `{ask.name}` lie `within`: look at units and lines",
                ru=f"лишь {percent} % ключей `{ask.name}` лежат в within: проверьте единицы и строки",
            )
            problems.add((ask.line, ask.column), message)


def _sizes(program: Program, form: QuantityAsk, environment: Environment, allowed: Bools) -> Floats:
    """Return how large the keys of the allowed draws are, in their unit."""
    unit = read_unit(form.unit)
    return np.abs((_keys(program, form, environment, allowed) - unit.offset) / unit.factor)


def _keys(program: Program, form: QuantityAsk, environment: Environment, allowed: Bools) -> Floats:
    """Return the keys of the allowed draws, in SI."""
    values = evaluate_numbers(program.ready(form.key.tree), environment).values
    keys: Floats = np.broadcast_to(values, (len(allowed), values.shape[1]))[allowed]
    return keys[np.isfinite(keys)]


def _is_cold(program: Program, form: QuantityAsk, environment: Environment, allowed: Bools) -> bool:
    """Tell whether keys are asked for as points of a scale, and are colder than school tasks are."""
    if not read_unit(form.unit).offset or form.within is not None:
        return False
    keys = _keys(program, form, environment, allowed)
    return bool(keys.size) and bool(np.median(keys) < COLDEST)


def _too_cold(ask: str, unit: str) -> Text:
    return Text(
        en=f"keys of `{ask}` are below −100 °C: a difference of temperatures is asked for in K, "
        f"not in {unit}; where it is so cold, say `within`",
        ru=f"ключи `{ask}` ниже −100 °C: разность температур спрашивают в K, а не в {unit}; "
        "если и вправду так холодно, укажите within",
    )


def _is_wider(form: QuantityAsk, sizes: Floats, times: float) -> bool:
    """Tell whether limits are so many times larger than every key, or smaller."""
    if form.within is None or not sizes.size:
        return False
    low, high = form.within
    return bool(max(abs(low), abs(high)) > times * sizes.max() or 0 < low * times < sizes.min())


def _too_wide(form: QuantityAsk, sizes: Floats) -> Text:
    low, high = form.within or (0.0, 0.0)
    smallest, largest = float(sizes.min()), float(sizes.max())
    return Text(
        en=f"`within` [{low:g}, {high:g}] is far from the keys, {smallest:.3g}…{largest:.3g}: look at units",
        ru=f"within [{low:g}, {high:g}] далеко от ключей, {smallest:.3g}…{largest:.3g}: проверьте единицы",
    )

"""Find roots safely: inside a bracket by Chandrupatla's method, or the only one of an interval."""

import math
from collections.abc import Callable
from typing import Final

GRID: Final = 256
_MOST_STEPS: Final = 200
EVALUATIONS: Final = GRID + _MOST_STEPS
"""How often a function is asked for at most where its only root is looked for, give or take a few."""
_POLE: Final = 1e-6


def bracketed_root(function: Callable[[float], float], left: float, right: float) -> float:
    """Return where the function changes its sign between two places at which the signs differ.

    Inverse quadratic interpolation where it is safe, else bisection; to the last bits of the float.
    (T. R. Chandrupatla, Adv. Eng. Software 28 (1997) 145–149.)
    """
    newest, before = left, right
    value, value_before = function(newest), function(before)
    third, value_third = before, value_before
    share = 0.5
    for _ in range(_MOST_STEPS):
        if value == 0:
            return newest
        place = newest + share * (before - newest)
        found = function(place)
        if (found > 0) == (value > 0):
            third, value_third = newest, value
        else:
            third, value_third = before, value_before
            before, value_before = newest, value
        newest, value = place, found
        best = newest if abs(value) < abs(value_before) else before
        width = abs(before - newest)
        smallest = max(2.0 * math.ulp(best), 1e-16 * abs(right - left))
        if width <= smallest or (value if best is newest else value_before) == 0:
            return best
        share = _next_share((newest, before, third), (value, value_before, value_third))
        least = smallest / (2.0 * width)
        share = min(1.0 - least, max(least, share))
    return best


def _next_share(places: tuple[float, float, float], values: tuple[float, float, float]) -> float:
    """Return how far between the two ends of the bracket to look next."""
    (a, b, c), (fa, fb, fc) = places, values
    if c == b or len({fa, fb, fc}) < 3:
        return 0.5
    position, height = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if height**2 >= position or (1.0 - height) ** 2 >= 1.0 - position:
        return 0.5
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)


def only_root(function: Callable[[float], float], lowest: float, highest: float) -> float:
    """Return the only root of an interval; NaN where there is none, more than one, or a pole instead.

    Two roots closer to each other than 1/256 of the interval are not told from none.
    """
    places = [lowest + (highest - lowest) * k / GRID for k in range(GRID + 1)]
    gaps = [function(place) for place in places]
    turns = [
        k
        for k in range(GRID)
        if (gaps[k] > 0) != (gaps[k + 1] > 0) and math.isfinite(gaps[k]) and math.isfinite(gaps[k + 1])
    ]
    if len(turns) != 1:
        return math.nan
    (turn,) = turns
    root = bracketed_root(function, places[turn], places[turn + 1])
    height = max(abs(gaps[turn]), abs(gaps[turn + 1]))
    return root if abs(function(root)) <= _POLE * height else math.nan

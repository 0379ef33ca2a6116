"""Timings of many repetitions of one thing, and the words they are printed in."""

import math
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def percentile(timings: Sequence[float], share: float) -> float:
    """Return the timing that this share of all is not above, by the nearest rank."""
    ordered = sorted(timings)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def describe(timings: Sequence[float]) -> str:
    """Return median and 99th percentile of timings in seconds, in milliseconds."""
    middle, high = (1000 * percentile(timings, share) for share in (0.5, 0.99))
    return f"p50 {middle:.1f} ms, p99 {high:.1f} ms"


def timed(work: Callable[..., T], *given: object) -> tuple[float, T]:
    """Return how many seconds the work took on what it is given, and what it returned."""
    started = time.perf_counter()
    result = work(*given)
    return time.perf_counter() - started, result


def worked(work: Callable[..., T], *given: object) -> tuple[float, T]:
    """Return how many seconds this process worked, whatever else the machine did, and what it returned."""
    started = time.process_time()
    result = work(*given)
    return time.process_time() - started, result

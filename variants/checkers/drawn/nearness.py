"""Whether a number is as good as the expected one, within the tolerance of a key."""

from collections.abc import Callable

from variants.keys import Tolerance


def near_within(tolerance: Tolerance) -> Callable[[float, float], bool]:
    """Return the test whether a given number (second) is near enough to an expected one (first)."""
    share = float(tolerance.relative or 0)
    distance = tolerance.absolute or 0.0

    def near(expected: float, given: float) -> bool:
        if tolerance.interval is not None and tolerance.interval[0] <= given <= tolerance.interval[1]:
            return True
        allowed = max(share * abs(expected), distance)
        return abs(given - expected) <= allowed * (1 + 1e-9)

    return near

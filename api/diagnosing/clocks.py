"""Clocks: times of answers and deadlines are compared across machines, so they may not differ by much."""

from api.diagnosing.findings import Finding, broken, doubtful, well
from api.observing.clocks import BROKEN_SECONDS, DOUBTFUL_SECONDS


def compare_clock(name: str, ahead: float) -> Finding:
    """Judge a clock that is so many seconds ahead of this machine's."""
    off = abs(ahead)
    if off < DOUBTFUL_SECONDS:
        return well(name, "agrees with this machine's", "совпадает с часами этой машины")
    say = doubtful if off < BROKEN_SECONDS else broken
    sides = ("ahead of", "спешат относительно") if ahead > 0 else ("behind", "отстают от")
    return say(
        name,
        f"It is {off:.0f} s {sides[0]} this machine's. Let both follow the same NTP server.",
        f"Часы на {off:.0f} с {sides[1]} часов этой машины. Пусть обе машины следуют одному серверу NTP.",
    )

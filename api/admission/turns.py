"""In which turn a request stands: work already begun goes first, then openings, then looking around."""

from enum import IntEnum
from typing import Final


class Turn(IntEnum):
    """A line of those who wait; a lower one is served first."""

    BEGUN = 0
    OPENING = 1
    LOOKING = 2


_BEGUN: Final = frozenset(
    {
        "draft",
        "read",
        "check",
        "appeal",
        "take_appeal_back",
        "bench_look",
        "bench_measure",
        "bench_act",
        "bench_save",
        "bench_check",
        "bench_log",
        "practice_read",
        "practice_check",
        "practice_bench_look",
        "practice_bench_measure",
        "practice_bench_act",
        "practice_bench_save",
        "practice_bench_check",
        "practice_bench_log",
        "sign_out",
    }
)
_OPENINGS: Final = frozenset(
    {
        "home",
        "sign_in",
        "password",
        "student_home",
        "notebook",
        "bench",
        "practice",
        "practice_bench",
        "teacher_home",
        "live",
    }
)


def turn_of(name: str, method: str) -> Turn:
    """Return the turn of a page; who sends any form has written something, and stands before who looks."""
    if name in _BEGUN:
        return Turn.BEGUN
    return Turn.OPENING if name in _OPENINGS or method != "GET" else Turn.LOOKING

"""Benches as the last reading in this process has left them, and whose turn it is to measure there.

What is recalled may have been overtaken by another process: it is only for `measure_at`, which looks again
before it keeps, refuses or repeats anything.
"""

from dataclasses import replace
from threading import Lock
from typing import Final

from library_core.people import PersonKey, SchoolKey
from notebooks_engine.actors import Actor, Occasion
from notebooks_engine.benching.opening import OpenBench, open_bench_of
from notebooks_engine.benching.recent import Recent
from notebooks_engine.benching.slots import Labs
from notebooks_engine.lab_sessions import BenchPlace
from notebooks_engine.repositories import Store

_Known = tuple[SchoolKey, PersonKey, BenchPlace]
_RECENT: Final = Recent[_Known, OpenBench](most=1024)
_TURNS: Final = tuple(Lock() for _ in range(1024))


def bench_at_hand(
    store: Store, student: Actor, place: BenchPlace, labs: Labs, occasion: Occasion
) -> OpenBench:
    """Return one's own bench as it is recalled, else open it. Raises Missing."""
    known = _RECENT.recall(_known(student, place))
    return known or open_bench_of(store, student, place, labs, occasion)


def latest(student: Actor, opened: OpenBench) -> OpenBench:
    """Return the bench with the longest log that is known of its session."""
    known = _RECENT.recall(_known(student, opened.place))
    if known is None or known.session.secret != opened.session.secret:
        return opened
    return known if len(known.log) > len(opened.log) else opened


def remember(student: Actor, opened: OpenBench) -> None:
    """Recall the bench like this from now on."""
    _RECENT.keep(_known(student, opened.place), replace(opened, recalled=True))


def turn_at(student: Actor, place: BenchPlace) -> Lock:
    """Return what a request holds while it measures, so that those for one bench go one after the other."""
    return _TURNS[hash(_known(student, place)) % len(_TURNS)]


def _known(student: Actor, place: BenchPlace) -> _Known:
    return student.school, student.person, place

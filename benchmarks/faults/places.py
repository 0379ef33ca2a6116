"""Where a lesson is played: an installation that is filled first, then run, then broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.settings import Settings
from benchmarks.faults.faults import Fault
from deploy.local.processes import Running


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What serves: the port where browsers come in, what can go wrong, and what is kept running.

    A program may end by itself because what it needs is away when it starts; then it is begun again, as a
    manager of services does.
    """

    port: int
    faults: Sequence[Fault]
    kept: Sequence[Running]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An installation: its settings, to fill and to audit it with, and how it is run.

    `run` starts what serves. `left_out` says what can't go wrong on this machine, and why.
    """

    name: str
    settings: Settings
    run: Callable[[], Played]
    left_out: Sequence[str] = ()

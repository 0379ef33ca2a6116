"""A bench: one lab with one student's apparatus and secret, ready for settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from labs.documents.lab import Lab
from labs.models.failures import ModelFailed
from labs.running.apparatuses import Apparatus, set_up
from labs.running.machines import Machine, machine_of
from labs.running.states import State, Trail, before, done, opening_state, refused_by
from labs.sessions import SECRET_BYTES, Entry, Wish
from variants.templates.evaluating.evaluation import Environment
from variants.variant import Given

_KEPT: Final = 3
"""States that a bench keeps: of the log as it is, and of the one before a reading that came in between."""


Reached = tuple[State, Wish, State]
"""A state, a wish, and the state that it finds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One student's bench. `apparatus`, `values` and `environment` are as secret as `secret`."""

    machine: Machine = field(repr=False)
    apparatus: Apparatus = field(repr=False)
    secret: bytes = field(repr=False)
    opening: State = field(repr=False)
    trail: Trail = field(default_factory=list, repr=False, compare=False)
    reached: list[Reached] = field(default_factory=list, repr=False, compare=False)

    @property
    def lab(self) -> Lab:
        """The lab document."""
        return self.machine.lab

    @property
    def values(self) -> Mapping[str, object]:
        """What the model follows from, in SI."""
        return self.apparatus.values

    @property
    def environment(self) -> Environment:
        """All names of the apparatus as columns of one member; computed when it is first asked for."""
        return self.apparatus.whole()


def open_bench(lab: Lab, given: Mapping[str, Given], secret: bytes) -> Bench:
    """Return the bench of one student, from the frozen givens of the variant and the attempt's secret.

    Raises DocumentRefused where the givens don't fit the lab, Refused where its process has no beginning.
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError("the secret is too short")
    machine = machine_of(lab)
    apparatus = set_up(machine, given)
    try:
        opening = opening_state(machine, apparatus.values)
    except ModelFailed as failed:
        raise refused_by(failed) from failed
    return Bench(machine=machine, apparatus=apparatus, secret=secret, opening=opening)


def come_to(bench: Bench, state: State, wish: Wish) -> State:
    """Return the state that a placed wish finds when time has come to it. Raises ModelFailed.

    A reading, its line in the log and the look after it ask for the same: it is followed there once.
    """
    for left, known, found in tuple(bench.reached):
        if left is state and known.at == wish.at and known.settings == wish.settings:
            return found
    found = before(bench.machine, bench.values, state, wish.settings, wish.at)
    bench.reached[:] = [*bench.reached, (state, wish, found)][-_KEPT:]
    return found


def state_of(bench: Bench, log: Sequence[Entry]) -> State:
    """Return the state after a log; what the same log gave before is not played again. Raises Refused."""
    if bench.machine.course is None:
        return replace(bench.opening, settings=log[-1].wish.settings) if log else bench.opening
    longest_first = sorted(bench.trail, key=lambda kept: len(kept[0]), reverse=True)
    fitting = (kept for kept in longest_first if tuple(log[: len(kept[0])]) == kept[0])
    known, state = next(fitting, ((), bench.opening))
    if len(known) == len(log):
        return state
    try:
        for entry in log[len(known) :]:
            state = done(bench.machine, bench.values, come_to(bench, state, entry.wish), entry)
    except ModelFailed as failed:
        raise refused_by(failed) from failed
    bench.trail[:] = [*bench.trail, ((*known, *log[len(known) :]), state)][-_KEPT:]
    return state

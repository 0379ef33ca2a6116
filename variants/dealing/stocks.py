"""What may be dealt: of one task, its members and what tells them apart; of one slot, its tasks."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from variants.displayed_givens import fingerprint_of
from variants.separation import Floats, KeyScale, Spacing

Codes = NDArray[np.int64]
FINGERPRINT_BYTES: Final = 12
_USUAL: Final = Spacing(relative=0.02)


class Dealt(NamedTuple):
    """One variant given to one student: a task, and the member of its pool."""

    task: str
    member: int


Row = Mapping[str, Dealt]
"""What one student got: slot → variant."""


class Likeness(NamedTuple):
    """What members of a task without a number to keep apart may have in common."""

    words: Hashable
    answers: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedGiven:
    """A given that all tasks of a notebook have in common: what it may be, and what it is in a member."""

    limits: Hashable
    value: Callable[[int], Hashable]


class Groups(NamedTuple):
    """For each place the codes of its words, of its answers, and of both together."""

    words: Codes
    answers: Codes
    both: Codes


# Without slots, so that what a deal needs of it is found out once for all deals.
@dataclass(frozen=True, kw_only=True, eq=False)
class Stock:
    """What may be dealt of one task: members, and what each of them displays.

    `key` is the number to be kept apart, if the task has one, and `spacing` its tolerance; `likeness` says
    what other members repeat. `names` are those of what is displayed. A place is a number from 0 for each
    member that displays something of its own.
    """

    members: tuple[int, ...]
    displayed: Callable[[int], Hashable]
    key: Callable[[int], float] | None = None
    spacing: Spacing = _USUAL
    likeness: Callable[[int], Likeness] | None = None
    shared: Mapping[str, SharedGiven] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def fingerprint(self, member: int) -> str:
        """Return what stands for the displayed givens of a member, whatever edition of the task it is of."""
        return fingerprint_of(self.names, self.displayed(member), FINGERPRINT_BYTES).hex()

    @cached_property
    def distinct(self) -> tuple[int, ...]:
        """The member at each place."""
        first: dict[Hashable, int] = {}
        for member in self.members:
            first.setdefault(self.displayed(member), member)
        return tuple(first.values())

    @cached_property
    def places(self) -> Mapping[int, int]:
        """Where each member stands; one that displays what another does stands in its place."""
        first = {self.displayed(member): place for place, member in enumerate(self.distinct)}
        return {member: first[self.displayed(member)] for member in self.members}

    @cached_property
    def fingerprints(self) -> Mapping[str, int]:
        """The place of each fingerprint."""
        return {self.fingerprint(member): place for place, member in enumerate(self.distinct)}

    @cached_property
    def keys(self) -> Floats | None:
        """The key at each place."""
        key = self.key
        return (
            None if key is None else np.asarray([key(member) for member in self.distinct], dtype=np.float64)
        )

    @cached_property
    def key_codes(self) -> Codes:
        """A number for each place, the same for equal keys."""
        return _codes([] if self.keys is None else self.keys.tolist())

    @cached_property
    def scale(self) -> KeyScale | None:
        """The keys made ready for choosing."""
        return None if self.keys is None else KeyScale(self.keys.tolist(), self.spacing)

    @cached_property
    def groups(self) -> Groups | None:
        """What places have in common where there is no key."""
        if self.likeness is None or self.key is not None:
            return None
        likeness = list(map(self.likeness, self.distinct))
        return Groups(
            words=_codes(one.words for one in likeness),
            answers=_codes(one.answers for one in likeness),
            both=_codes(likeness),
        )

    def by_shared(self, names: tuple[str, ...]) -> Mapping[tuple[Hashable, ...], frozenset[int]]:
        """Return the places of each combination of values of these shared givens."""
        if names not in self._by_shared:
            found: dict[tuple[Hashable, ...], set[int]] = {}
            for place, member in enumerate(self.distinct):
                found.setdefault(self.shared_values(member, names), set()).add(place)
            self._by_shared[names] = {value: frozenset(places) for value, places in found.items()}
        return self._by_shared[names]

    def shared_values(self, member: int, names: Sequence[str]) -> tuple[Hashable, ...]:
        """Return what these shared givens are in a member."""
        return tuple(self.shared[name].value(member) for name in names)

    @cached_property
    def _by_shared(self) -> dict[tuple[str, ...], Mapping[tuple[Hashable, ...], frozenset[int]]]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStocks:
    """A slot of a notebook and the stock of each of its tasks; a task of several slots has one stock."""

    slot: str
    stocks: Mapping[str, Stock]


class NothingToDeal(Exception):
    """A slot has no task, a task has no members at all, or no value of `shared` fits all tasks."""

    def __init__(self, slot: str, task: str = "", shared: str = "") -> None:
        self.slot = slot
        self.task = task
        self.shared = shared
        why = f"no value of `{shared}` fits it" if shared else "has nothing to deal"
        super().__init__(f"slot {slot}: task {task or 'none'} {why}")


def stock_capacity(slots: Sequence[SlotStocks]) -> dict[str, int]:
    """Return for every slot how many different givens its tasks have together."""
    return {slot.slot: sum(len(stock.distinct) for stock in slot.stocks.values()) for slot in slots}


def _codes(values: Iterable[Hashable]) -> Codes:
    known: dict[Hashable, int] = {}
    return np.asarray([known.setdefault(value, len(known)) for value in values], dtype=np.int64)

"""Deal variants to a class: nobody gets a classmate's numbers, nor, where possible, a classmate's answer.

The deal is one sequence, fixed by the secret: the student at place n gets the same variants however many
come after, so that late joiners continue it. Tasks of a slot follow each other in shuffled blocks, each task
once a block, so that neighbours in the register differ and counts differ by at most one. A task whose pool
is used up leaves its slot; when all pools of a slot are used up, a second round begins with all of them, and
only then do givens repeat. The order never depends on the Python release: it is made of hashes.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import digest
from math import inf
from typing import Final, NamedTuple

KEYS_LOOKED_AT: Final = 16


class Dealt(NamedTuple):
    """One variant given to one student: a task, and the member of its pool."""

    task: str
    member: int


Deal = Mapping[str, Mapping[str, Dealt]]
"""For every student: slot → what was dealt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What may be dealt of one task: members, what each displays, and its key where the task has a lone one.

    Two keys closer than `apart` count as the same answer.
    """

    members: tuple[int, ...]
    displayed: Callable[[int], Hashable]
    key: Callable[[int], float] | None = None
    apart: Callable[[float], float] = lambda key: 0.06 * abs(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotStocks:
    """A slot of a notebook and the stock of each of its tasks; a task of several slots has one stock."""

    slot: str
    stocks: Mapping[str, Stock]


class NothingToDeal(Exception):
    """A slot has no task, or a task of it has no members at all."""

    def __init__(self, slot: str, task: str = "") -> None:
        self.slot = slot
        self.task = task
        super().__init__(f"slot {slot}: task {task or 'none'} has nothing to deal")


def deal_stocks(
    slots: Sequence[SlotStocks], students: Sequence[str], secret: bytes, *, already: int = 0
) -> Deal:
    """Deal to these students, who come after `already` others.

    Raises NothingToDeal, and ValueError if a student stands twice in the list.
    """
    if len(set(students)) != len(students):
        raise ValueError("a student stands twice in the list")
    supplies: dict[str, _Supply] = {}
    sequences = {slot.slot: _sequence(slot, supplies, secret) for slot in slots}
    rows = [
        {name: next(sequence) for name, sequence in sequences.items()} for _ in range(already + len(students))
    ]
    return dict(zip(students, rows[already:], strict=True))


def stock_capacity(slots: Sequence[SlotStocks]) -> dict[str, int]:
    """Return for every slot how many students can be dealt to before givens repeat in it."""
    return {
        slot.slot: sum(
            len({stock.displayed(member) for member in stock.members}) for stock in slot.stocks.values()
        )
        for slot in slots
    }


def _sequence(slot: SlotStocks, supplies: dict[str, "_Supply"], secret: bytes) -> Iterator[Dealt]:
    """Yield what the students get in this slot, one after another, without end."""
    for task, stock in slot.stocks.items():
        if not stock.members:
            raise NothingToDeal(slot.slot, task)
        supplies.setdefault(task, _Supply(task, stock, secret))
    if not slot.stocks:
        raise NothingToDeal(slot.slot)
    return _endless(slot, supplies, secret)


def _endless(slot: SlotStocks, supplies: dict[str, "_Supply"], secret: bytes) -> Iterator[Dealt]:
    last, block = "", 0
    while True:
        for task in _block(slot, block, last, secret):
            supply = supplies[task]
            if supply.is_used_up():
                if not all(supplies[name].is_used_up() for name in slot.stocks):
                    continue
                for name in slot.stocks:
                    supplies[name].begin_again()
            last = task
            yield Dealt(task, supply.take())
        block += 1


def _block(slot: SlotStocks, block: int, last: str, secret: bytes) -> list[str]:
    """Return the tasks of the slot in the order of this block; it doesn't begin with the last task dealt."""
    order = sorted(slot.stocks, key=lambda task: _mark(secret, "slot", slot.slot, str(block), task))
    return [*order[1:], order[0]] if len(order) > 1 and order[0] == last else order


def _mark(secret: bytes, *words: str) -> bytes:
    return digest(secret, "\x1f".join(words).encode(), sha256)


class _Supply:
    """The members of one task in the order of the deal; those taken in this round are gone."""

    def __init__(self, task: str, stock: Stock, secret: bytes) -> None:
        self._stock = stock
        self._order = sorted(stock.members, key=lambda member: _mark(secret, "member", task, str(member)))
        self.begin_again()

    def begin_again(self) -> None:
        """Put all members back, in the same order."""
        self._next = 0
        self._waiting: list[int] = []
        self._seen: set[Hashable] = set()
        self._keys: list[float] = []
        self._refill()

    def is_used_up(self) -> bool:
        """Tell whether no member is left in this round."""
        return not self._waiting

    def take(self) -> int:
        """Take the next member: of the few first waiting ones, one whose key lies apart from those taken."""
        member = self._most_apart()
        self._waiting.remove(member)
        if self._stock.key is not None:
            insort(self._keys, self._stock.key(member))
        self._refill()
        return member

    def _refill(self) -> None:
        """Keep as many members waiting as keys are looked at, none showing what another has shown."""
        wanted = 1 if self._stock.key is None else KEYS_LOOKED_AT
        while len(self._waiting) < wanted and self._next < len(self._order):
            member = self._order[self._next]
            self._next += 1
            shown = self._stock.displayed(member)
            if shown not in self._seen:
                self._seen.add(shown)
                self._waiting.append(member)

    def _most_apart(self) -> int:
        key = self._stock.key
        if key is None or not self._keys:
            return self._waiting[0]
        farthest, chosen = -inf, self._waiting[0]
        for member in self._waiting:
            own = key(member)
            distance = self._distance(own)
            if distance >= self._stock.apart(own):
                return member
            if distance > farthest:
                farthest, chosen = distance, member
        return chosen

    def _distance(self, key: float) -> float:
        place = bisect_left(self._keys, key)
        below = key - self._keys[place - 1] if place else inf
        above = self._keys[place] - key if place < len(self._keys) else inf
        return min(below, above)

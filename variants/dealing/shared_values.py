"""Givens that tasks of a notebook have in common: each student gets one value of each, spread evenly."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Final

from variants.dealing.chance import Chance
from variants.dealing.member_sequences import Shares
from variants.dealing.stocks import NothingToDeal, SlotStocks, Stock

MOST_COMBINATIONS: Final = 4096
Values = Mapping[str, Hashable]


def names_shared(slots: Sequence[SlotStocks]) -> frozenset[str]:
    """Return the shared givens of more than one slot: elsewhere there is nothing to agree about."""
    places = [frozenset(name for stock in slot.stocks.values() for name in stock.shared) for slot in slots]
    return frozenset(name for one in places for name in one if sum(name in other for other in places) > 1)


class SharedValues:
    """The combinations of values of shared givens, in the order in which students get them."""

    def __init__(self, slots: Sequence[SlotStocks], chance: Chance) -> None:
        shared = names_shared(slots)
        self.names: dict[str, tuple[str, ...]] = {
            task: tuple(sorted(shared & stock.shared.keys()))
            for slot in slots
            for task, stock in slot.stocks.items()
        }
        found: list[Values] = [{}]
        for slot in slots:
            for task, stock in slot.stocks.items():
                found = self._joined(found, stock, slot.slot, task)
        self._combinations = [found[place] for place in chance.order(len(found))]
        self._next = 0

    @property
    def any(self) -> bool:
        """Whether anything is shared."""
        return len(self._combinations) > 1 or bool(self._combinations[0])

    def of(self, task: str, values: Values) -> Shares | None:
        """Return what a task has to fit, None for one that shares nothing."""
        names = self.names[task]
        return (names, tuple(values[name] for name in names)) if names else None

    def choose(self, lack: Callable[[Values], int]) -> Values:
        """Return the values of the next student: the first in turn of those that lack the least."""
        count = len(self._combinations)
        turns = (self._combinations[(self._next + step) % count] for step in range(count))
        chosen = next(turns)
        least = lack(chosen)
        for values in turns:
            if not least:
                break
            found = lack(values)
            if found < least:
                chosen, least = values, found
        self._next += 1
        return chosen

    def note(self) -> None:
        """Keep that somebody has had their values."""
        self._next += 1

    def _joined(self, found: list[Values], stock: Stock, slot: str, task: str) -> list[Values]:
        """Return the combinations that the task can take part in, with its own names added."""
        names = self.names[task]
        if not names:
            return found
        joined = list(_join(found, names, sorted(stock.by_shared(names), key=repr)))
        if not joined:
            raise NothingToDeal(slot, task, ", ".join(names))
        return joined[:: -(-len(joined) // MOST_COMBINATIONS)]


def _join(
    found: Sequence[Values], names: Sequence[str], values: Sequence[tuple[Hashable, ...]]
) -> Iterator[Values]:
    for known in found:
        for row in values:
            own = dict(zip(names, row, strict=True))
            if all(known.get(name, value) == value for name, value in own.items()):
                yield {**known, **own}

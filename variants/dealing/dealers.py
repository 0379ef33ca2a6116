"""Deal variants to a class, several or a school: nobody gets a classmate's numbers, nor a classmate's answer.

What a student gets follows from the secret, from how many students the deal was planned for, and from what
was dealt before. The members of each task that the planned students get are a choice with the largest
smallest distance of their answers; who comes later gets what lies farthest from all that were dealt. Givens
repeat only after all pools of a slot are used up, and nobody gets what they have seen while there are others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from variants.dealing.chance import Chance
from variants.dealing.member_sequences import MemberSequence, Shares
from variants.dealing.shared_values import SharedValues, Values
from variants.dealing.stocks import Dealt, NothingToDeal, Row, SlotStocks, Stock
from variants.dealing.turns import Turns

Seen = Mapping[str, Sequence[str]]
"""For each task the fingerprints of the givens that a student has been shown, the latest first."""
NOTHING_SEEN: Final[Seen] = {}


def deal_stocks(
    slots: Sequence[SlotStocks],
    students: Sequence[str],
    secret: bytes,
    *,
    seen: Mapping[str, Seen] | None = None,
) -> dict[str, Row]:
    """Deal to these students, as many as are planned.

    Raises NothingToDeal, and ValueError if a student stands twice in the list.
    """
    if len(set(students)) != len(students):
        raise ValueError("a student stands twice in the list")
    dealer = Dealer(slots, secret, planned=len(students))
    known = seen or {}
    return {student: dealer.deal(known.get(student, NOTHING_SEEN)) for student in students}


def deal_rows(slots: Sequence[SlotStocks], students: int, secret: bytes) -> Iterator[Row]:
    """Yield what so many students get, one after another. Raises NothingToDeal."""
    dealer = Dealer(slots, secret, planned=students)
    return (dealer.deal() for _ in range(students))


class Dealer:
    """One deal in progress. Raises NothingToDeal where it can't begin."""

    def __init__(self, slots: Sequence[SlotStocks], secret: bytes, *, planned: int) -> None:
        stocks = _stocks(slots)
        self._stocks = stocks
        self._turns = {slot.slot: Turns(slot.slot, tuple(slot.stocks), secret) for slot in slots}
        self._shared = SharedValues(slots, Chance(secret, "shared"))
        counts = _planned_counts(slots, stocks, secret, planned)
        self._sequences = {
            task: MemberSequence(
                stock,
                Chance(secret, "members", task),
                0 if self._shared.names[task] else counts[task],
            )
            for task, stock in stocks.items()
        }
        self._rounds = dict.fromkeys(stocks, 0)

    def note(self, dealt: Mapping[str, tuple[str, str]]) -> None:
        """Keep what somebody got before, for each slot a task and a fingerprint; of what is gone, nothing."""
        self._shared.note()
        for slot, (task, fingerprint) in dealt.items():
            if slot not in self._turns or task not in self._turns[slot].tasks:
                continue
            self._turns[slot].first(self._rounds)
            place = self._stocks[task].fingerprints.get(fingerprint)
            if place is not None:
                self._sequences[task].note(place)
                self._rounds[task] = self._sequences[task].round
            self._turns[slot].note(task)

    def deal(self, seen: Seen = NOTHING_SEEN) -> dict[str, Dealt]:
        """Return what the next student gets, who has seen these givens before."""
        places = {task: _seen_places(self._stocks[task], seen[task]) for task in seen if task in self._stocks}
        values = self._shared.choose(lambda values: self._lack(values, places)) if self._shared.any else {}
        row: dict[str, Dealt] = {}
        for slot, turns in self._turns.items():
            task, place = self._choose(turns, values, places)
            row[slot] = Dealt(task, self._stocks[task].distinct[place])
            self._rounds[task] = self._sequences[task].round
            turns.note(task)
        return row

    def _choose(self, turns: Turns, values: Values, seen: Mapping[str, Mapping[int, int]]) -> tuple[str, int]:
        """Return task and place: unseen and fresh, or unseen, or seen the longest ago."""
        task = turns.first(self._rounds)
        place = self._sequences[task].take(seen.get(task, ()), self._shares(task, values))
        return (task, place) if place is not None else self._choose_other(turns, values, seen)

    def _choose_other(
        self, turns: Turns, values: Values, seen: Mapping[str, Mapping[int, int]]
    ) -> tuple[str, int]:
        ranked = turns.ranked(self._rounds)
        for task in ranked:
            place = self._sequences[task].take(seen.get(task, ()), self._shares(task, values))
            if place is not None:
                return task, place
        for task in ranked:
            place = self._sequences[task].take_again(seen.get(task, ()), self._shares(task, values))
            if place is not None:
                return task, place
        return self._longest_ago(ranked, values, seen)

    def _longest_ago(
        self, tasks: Sequence[str], values: Values, seen: Mapping[str, Mapping[int, int]]
    ) -> tuple[str, int]:
        choices = [
            (-ago, self._sequences[task].uses[place], turn, place)
            for turn, task in enumerate(tasks)
            for place, ago in seen.get(task, {}).items()
            if self._agrees(task, place, values)
        ]
        _, _, turn, place = min(choices)
        return tasks[turn], self._sequences[tasks[turn]].note(place)

    def _agrees(self, task: str, place: int, values: Values) -> bool:
        shares = self._shares(task, values)
        return shares is None or place in self._stocks[task].by_shared(shares[0]).get(shares[1], ())

    def _shares(self, task: str, values: Values) -> Shares | None:
        return self._shared.of(task, values) if values else None

    def _lack(self, values: Values, seen: Mapping[str, Mapping[int, int]]) -> int:
        """Return 0 if each slot has a fresh unseen variant with these values.

        Otherwise count, from 1, the slots in which everything with these values is seen.
        """
        stale = all_seen = 0
        for turns in self._turns.values():
            asked = [
                (self._sequences[task], seen.get(task, ()), shares)
                for task in turns.tasks
                if (shares := self._shares(task, values)) is not None
            ]
            free = len(asked) < len(turns.tasks)
            if free or any(one.has(known, shares) for one, known, shares in asked):
                continue
            stale = 1
            all_seen += not any(one.has_unseen(known, shares) for one, known, shares in asked)
        return stale + all_seen


def _stocks(slots: Iterable[SlotStocks]) -> dict[str, Stock]:
    stocks: dict[str, Stock] = {}
    for slot in slots:
        if not slot.stocks:
            raise NothingToDeal(slot.slot)
        for task, stock in slot.stocks.items():
            if not stock.members:
                raise NothingToDeal(slot.slot, task)
            stocks.setdefault(task, stock)
    return stocks


def _planned_counts(
    slots: Sequence[SlotStocks], stocks: Mapping[str, Stock], secret: bytes, planned: int
) -> Counter[str]:
    """Return how many members of each task so many students get in the first round."""
    left = {task: len(stock.distinct) for task, stock in stocks.items()}
    counts: Counter[str] = Counter()
    turns = [Turns(slot.slot, tuple(slot.stocks), secret) for slot in slots]
    rounds = dict.fromkeys(stocks, 0)
    for _ in range(planned):
        if all(rounds.values()):
            break
        for one in turns:
            task = one.first(rounds)
            one.note(task)
            counts[task] += 1
            rounds[task] = counts[task] // left[task]
    return Counter({task: min(count, left[task]) for task, count in counts.items()})


def _seen_places(stock: Stock, fingerprints: Sequence[str]) -> dict[int, int]:
    """Return for each place that was seen how many others have been seen since."""
    known = stock.fingerprints
    ago: dict[int, int] = {}
    for count, fingerprint in enumerate(fingerprints):
        if fingerprint in known:
            ago.setdefault(known[fingerprint], count)
    return ago

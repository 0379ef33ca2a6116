"""How well a deal kept its students apart: for each task of each slot, found from what was really dealt."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Final

from variants.dealing.stocks import Row, SlotStocks, Stock
from variants.separation import KeyScale, close_pairs, separation

TOLERANCES_APART: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSeparation:
    """One task of one slot: how often it was dealt, and how many different givens it showed.

    What the same task showed in an earlier slot is not different here, and may be close to it.
    For a task with a number to keep apart `smallest` is the smallest distance of two answers in tolerances
    (infinite for fewer than two, 0 for equal ones), `close` how many pairs are closer than three tolerances,
    and `apart` how many answers at most lie at least so far from each other. Otherwise these are None.
    """

    slot: str
    task: str
    dealt: int
    different: int
    smallest: float | None = None
    close: int | None = None
    apart: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSeparation:
    """All tasks of one slot together; `apart` and `close` count answers that are numbers, of `numbers`."""

    slot: str
    dealt: int
    different: int
    numbers: int
    apart: int
    close: int


class Tally:
    """What has been dealt so far, counted and not kept."""

    def __init__(self, slots: Sequence[SlotStocks]) -> None:
        self._slots = slots
        self._counts: dict[tuple[str, str], Counter[int]] = {
            (slot.slot, task): Counter() for slot in slots for task in slot.stocks
        }

    def add(self, row: Row) -> None:
        """Count what one student got."""
        for slot, (task, member) in row.items():
            self._counts[slot, task][member] += 1

    def result(self) -> tuple[TaskSeparation, ...]:
        """Return how far apart all that was counted lies."""
        before: dict[str, Counter[int]] = {}
        found = []
        for slot in self._slots:
            for task, stock in slot.stocks.items():
                counts, earlier = self._counts[slot.slot, task], before.get(task, Counter())
                found.append(_of_task((slot.slot, task), stock, counts, earlier))
                before[task] = earlier + counts
        return tuple(found)


def separate(slots: Sequence[SlotStocks], rows: Iterable[Row]) -> tuple[TaskSeparation, ...]:
    """Return the separation of what was dealt."""
    tally = Tally(slots)
    for row in rows:
        tally.add(row)
    return tally.result()


def of_slots(separations: Iterable[TaskSeparation]) -> tuple[SlotSeparation, ...]:
    """Return the sums for each slot."""
    slots: dict[str, list[TaskSeparation]] = {}
    for one in separations:
        slots.setdefault(one.slot, []).append(one)
    return tuple(
        SlotSeparation(
            slot=slot,
            dealt=sum(one.dealt for one in tasks),
            different=sum(one.different for one in tasks),
            numbers=sum(one.dealt for one in tasks if one.smallest is not None),
            apart=sum(one.apart or 0 for one in tasks),
            close=sum(one.close or 0 for one in tasks),
        )
        for slot, tasks in slots.items()
    )


def separations_to_json(separations: Iterable[TaskSeparation]) -> list[dict[str, Any]]:
    """Return them as plain data; an infinite distance is written as None beside its counts."""
    return [
        {
            "slot": one.slot,
            "task": one.task,
            "dealt": one.dealt,
            "different": one.different,
            "number": one.smallest is not None,
            "smallest": one.smallest if one.smallest is not None and isfinite(one.smallest) else None,
            "close": one.close,
            "apart": one.apart,
        }
        for one in separations
    ]


def separations_from_json(rows: Iterable[Mapping[str, Any]]) -> Iterator[TaskSeparation]:
    """Read what `separations_to_json` wrote."""
    for row in rows:
        smallest = row["smallest"] if row["smallest"] is not None else inf if row["number"] else None
        yield TaskSeparation(
            slot=row["slot"],
            task=row["task"],
            dealt=row["dealt"],
            different=row["different"],
            smallest=smallest,
            close=row["close"],
            apart=row["apart"],
        )


def _of_task(
    where: tuple[str, str], stock: Stock, counts: Counter[int], earlier: Counter[int]
) -> TaskSeparation:
    """Sum up what was dealt of a task in a slot; `earlier` was dealt of it in slots before."""
    slot, task = where
    dealt, whole = counts.total(), earlier + counts
    different = _different(stock, whole) - _different(stock, earlier)
    if stock.key is None:
        return TaskSeparation(slot=slot, task=task, dealt=dealt, different=different)
    keys, known, own = (_keys(stock.key, some) for some in (whole, earlier, counts))
    repeated = any(count > 1 for count in keys.values())
    return TaskSeparation(
        slot=slot,
        task=task,
        dealt=dealt,
        different=different,
        smallest=inf if not counts else 0.0 if repeated else separation(keys, stock.spacing),
        close=close_pairs(keys, stock.spacing, TOLERANCES_APART)
        - close_pairs(known, stock.spacing, TOLERANCES_APART),
        apart=KeyScale(tuple(own), stock.spacing).most_apart(TOLERANCES_APART),
    )


def _different(stock: Stock, counts: Counter[int]) -> int:
    return len({stock.displayed(member) for member in counts})


def _keys(key: Callable[[int], float], counts: Counter[int]) -> Counter[float]:
    """Return how often each key was dealt."""
    keys: Counter[float] = Counter()
    for member, count in counts.items():
        keys[key(member)] += count
    return keys

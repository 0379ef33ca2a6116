"""Stocks without pools: a member displays its number, and may have a key, words and shared values."""

from collections.abc import Callable, Hashable, Sequence

from variants.dealing.stocks import Dealt, Likeness, Row, SharedGiven, SlotStocks, Stock
from variants.separation import Spacing

SECRET = b"\x01" * 32


def plain(size: int) -> Stock:
    return Stock(members=tuple(range(size)), displayed=lambda member: member)


def keyed(keys: Sequence[float], spacing: Spacing | None = None) -> Stock:
    return Stock(
        members=tuple(range(len(keys))),
        displayed=lambda member: member,
        key=keys.__getitem__,
        spacing=spacing or Spacing(absolute=1),
    )


def worded(size: int, words: int, answers: int) -> Stock:
    return Stock(
        members=tuple(range(size)),
        displayed=lambda member: member,
        likeness=lambda member: Likeness(words=member % words, answers=member // words % answers),
    )


def sharing(size: int, values: int, value: Callable[[int], Hashable] | None = None) -> Stock:
    return Stock(
        members=tuple(range(size)),
        displayed=lambda member: member,
        key=lambda member: float(member),
        shared={"t": SharedGiven(limits="same", value=value or (lambda member: member % values))},
    )


def slot(*stocks: Stock, name: str = "1", prefix: str = "t") -> SlotStocks:
    return SlotStocks(slot=name, stocks={f"{prefix}{number}": stock for number, stock in enumerate(stocks)})


def students(count: int) -> list[str]:
    return [f"s{number}" for number in range(count)]


def of_slot(rows: Sequence[Row], name: str = "1") -> list[Dealt]:
    return [row[name] for row in rows]


def note_of(row: Row, slots: Sequence[SlotStocks]) -> dict[str, tuple[str, str]]:
    """What an attempt remembers of a row."""
    stocks = {task: stock for one in slots for task, stock in one.stocks.items()}
    return {name: (task, stocks[task].fingerprint(member)) for name, (task, member) in row.items()}

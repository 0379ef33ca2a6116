"""How the keys of a pool lie: ten bars from the smallest to the largest, or one for each different key."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from variants.pools import Pool
from variants.quantities.units import read_unit
from variants.templates.asks import AskLine, ChoiceAsk, QuantityAsk, ReactionAsk, SubstanceAsk
from variants.templates.evaluating.columns import Coded
from variants.templates.evaluating.evaluation import evaluate, evaluate_numbers
from variants.templates.evaluating.usable import true_for

BARS: Final = 10
MOST_WORDS: Final = 12
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """So many members have a key like this: `low` to `high` in the unit of the ask, or `word` itself."""

    count: int
    low: float = 0.0
    high: float = 0.0
    word: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """The keys of one ask; `unit` is empty for pure numbers and for words, `different` counts the keys."""

    ask: str
    unit: str
    different: int
    bars: tuple[Bar, ...]


def histograms_of(pool: Pool) -> tuple[Histogram, ...]:
    """Return the keys of the asks that have numbers, options, substances or reactions for keys."""
    found = (_histogram(ask, pool) for ask in pool.task.asks.values()) if pool.capacity else ()
    return tuple(one for one in found if one is not None)


def _histogram(ask: AskLine, pool: Pool) -> Histogram | None:
    match ask.form:
        case QuantityAsk():
            return _of_numbers(ask.name, ask.form, pool)
        case SubstanceAsk(key=key) | ReactionAsk(key=key):
            column = evaluate(pool.program.ready(key.tree), pool.environment)
            return _of_words(ask.name, column, pool) if isinstance(column, Coded) else None
        case ChoiceAsk() if ask.form.pick in ("one", "several") and not ask.form.from_mistakes:
            return _of_options(ask.name, ask.form, pool)
        case _:
            return None


def _of_numbers(name: str, form: QuantityAsk, pool: Pool) -> Histogram:
    unit = read_unit(form.unit)
    values = evaluate_numbers(pool.program.ready(form.key.tree), pool.environment).values[:, 0]
    keys = np.broadcast_to((values - unit.offset) / unit.factor, (pool.capacity,))
    # Equal keys that were computed along different ways differ in their last digits.
    keys = np.array([float(f"{key:.{_DIGITS}g}") for key in keys.tolist()])
    counts, edges = np.histogram(keys, bins=BARS)
    bars = tuple(
        Bar(count=int(count), low=float(low), high=float(high))
        for count, low, high in zip(counts, edges, edges[1:], strict=False)
    )
    return Histogram(ask=name, unit=form.unit, different=len(np.unique(keys)), bars=bars)


def _of_words(name: str, column: Coded, pool: Pool) -> Histogram:
    codes = np.broadcast_to(column.codes, (pool.capacity,)).tolist()
    return _counted(name, Counter(_word(column.items[code]) for code in codes))


def _word(item: object) -> str:
    return "—" if item is None else str(getattr(item, "text", item))


def _of_options(name: str, form: ChoiceAsk, pool: Pool) -> Histogram:
    def bars() -> Iterator[tuple[str, int]]:
        for option in form.options:
            if option.right is not None:
                right = true_for(pool.program, option.right, pool.environment)
                yield option.name, int(np.broadcast_to(right, (pool.capacity,)).sum())

    return _counted(name, Counter(dict(bars())))


def _counted(name: str, counts: Counter[str]) -> Histogram:
    bars = tuple(Bar(count=count, word=word) for word, count in counts.most_common(MOST_WORDS))
    return Histogram(ask=name, unit="", different=len(counts), bars=bars)

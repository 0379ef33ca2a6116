"""A reading at a lab's bench: served as its script asks for it, and kept before the answer."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest
from pathlib import Path
from random import Random
from time import process_time
from typing import Final

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.laboratory import Place, fill_log, make_laboratory, reading_call, wishes_for
from benchmarks.load import Call, Load, flat_out, offer
from benchmarks.server import processor_seconds, serving
from benchmarks.sizes import Sizes
from benchmarks.timings import percentile

RATE: Final = 200
"""Readings a second, as the aim names it; a tiny run offers less."""
ALLOWED: Final = 25
"""Milliseconds that 99 of 100 readings may take at that rate."""
_FEWEST: Final = 40
"""Students: with fewer, readings of one of them would overtake each other."""
_LATE: Final = 90
_TAKEN: Final = 100


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of one process: many benches just opened, a few classes' with long logs, flat out."""
    rate, lot = min(RATE, 2 * sizes.rate), Random(1)
    students = max(_FEWEST, sizes.students)
    late = min(_LATE, students // 2)
    with tempfile.TemporaryDirectory() as folder:
        with contextlib.closing(open_application(Settings(data=Path(folder)))) as application:
            places = make_laboratory(application, students)
            full = [fill_log(application, place, min(_TAKEN, sizes.rows), lot) for place in places[:late]]
        count = int(rate * sizes.seconds)
        fresh = _calls(places[late:], 2 * count, lot)
        long = _calls(full, count, lot)
        with serving(Path(folder)) as port:
            offer(port, fresh[: len(fresh) // 4], rate / 2, sizes.seconds)
            for said, calls in (
                (f"{len(places) - late} benches", fresh[len(fresh) // 4 : -len(fresh) // 4]),
                (f"{late} benches after {_TAKEN} readings", long),
            ):
                yield f"{said}, {rate} a second offered: {_offered(port, calls, rate, sizes)}"
            yield f"flat out: {flat_out(port, fresh[-len(fresh) // 4 :], sizes.seconds).describe()}"


def _offered(port: int, calls: Sequence[Call], rate: float, sizes: Sizes) -> str:
    before, own = processor_seconds(), process_time()
    load: Load = offer(port, calls, rate, sizes.seconds)
    each = 1000 * (processor_seconds() - before) / len(load.timings)
    own_share = (process_time() - own) / load.seconds
    met = "missed" if load.away or 1000 * percentile(load.timings, 0.99) > ALLOWED else "met"
    return (
        f"{load.describe()}, {each:.1f} ms of processor time each; aim of p99 {ALLOWED} ms {met};"
        f" whoever asked took {own_share:.0%} of a core"
    )


def _calls(places: Sequence[Place], count: int, lot: Random) -> list[Call]:
    """Return readings of all places in turn."""
    each = -(-count // len(places))
    mine = ([reading_call(place, wish) for wish in wishes_for(place, each, lot)] for place in places)
    rounds = chain.from_iterable(zip_longest(*mine))
    return list(islice((call for call in rounds if call is not None), count))

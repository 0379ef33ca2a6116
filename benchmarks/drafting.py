"""Saving a draft: a small durable write, many times in each student's lesson."""

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.load import Call, flat_out, offer
from benchmarks.school import Desk, make_school
from benchmarks.server import serving
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of one process at the offered rate, and flat out."""
    with tempfile.TemporaryDirectory() as folder:
        desks = make_school(Path(folder), sizes)
        calls = [
            _draft(desk, 1 + number % sizes.slots, number)
            for number, desk in enumerate(islice(cycle(desks), sizes.requests))
        ]
        with serving(Path(folder)) as port:
            flat_out(port, calls[:50], sizes.seconds)
            at_rate = offer(port, calls, sizes.rate, sizes.seconds)
            yield f"{sizes.rate} a second offered: {at_rate.describe()}"
            yield f"flat out: {flat_out(port, calls, sizes.seconds).describe()}"


def _draft(desk: Desk, slot: int, number: int) -> Call:
    return Call(
        path=f"/assignments/{desk.attempt}/{slot}/draft",
        headers={**desk.headers, "Accept": "application/json"},
        form=[("csrf", desk.token), ("answer.a", f"{number},5 м/с^2")],
    )

"""Opening one's attempt: the first minute of a lesson, when the whole class does it at once."""

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from benchmarks.load import Call, flat_out, offer
from benchmarks.school import make_school
from benchmarks.server import serving
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of one process at the offered rate, and flat out."""
    with tempfile.TemporaryDirectory() as folder:
        desks = make_school(Path(folder), sizes)
        everybody = [Call(path=f"/assignments/{desk.attempt}", headers=desk.headers) for desk in desks]
        calls = list(islice(cycle(everybody), sizes.requests))
        with serving(Path(folder)) as port:
            flat_out(port, calls[:50], sizes.seconds)
            at_rate = offer(port, calls, sizes.rate, sizes.seconds)
            yield f"{sizes.rate} a second offered: {at_rate.describe()}"
            yield f"flat out: {flat_out(port, calls, sizes.seconds).describe()}"

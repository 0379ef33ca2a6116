"""Checking a slot: answers read, compared with their keys, stored durably, and the task shown anew."""

import contextlib
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.forms import right_answers
from benchmarks.load import Call, flat_out, offer
from benchmarks.school import Desk, make_school, open_attempt
from benchmarks.server import serving
from benchmarks.sizes import Sizes
from library_core.identities import new_key


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the figures of one process at the offered rate, and flat out; each slot is checked once."""
    with tempfile.TemporaryDirectory() as folder:
        desks = make_school(Path(folder), sizes)
        calls = list(islice(_checks(Path(folder), desks, sizes.slots), sizes.requests))
        part = max(1, len(calls) // 3)
        with serving(Path(folder)) as port:
            flat_out(port, calls[:part][:50], sizes.seconds)
            at_rate = offer(port, calls[part:-part] or calls, sizes.rate, sizes.seconds)
            yield f"{sizes.rate} a second offered: {at_rate.describe()}"
            yield f"flat out: {flat_out(port, calls[-part:], sizes.seconds).describe()}"


def _checks(data: Path, desks: tuple[Desk, ...], slots: int) -> Iterator[Call]:
    """Yield right answers of every desk to its first slot, then to its second, and so on."""
    with contextlib.closing(open_application(Settings(data=data))) as application:
        for number in range(slots):
            for desk in desks:
                slot = open_attempt(application, desk).slots[number]
                yield Call(
                    path=f"/assignments/{desk.attempt}/{slot.name}/check",
                    headers={**desk.headers, "HX-Request": "true"},
                    form=[
                        ("csrf", desk.token),
                        ("idempotency", new_key()),
                        *right_answers(slot.variant),
                    ],
                )

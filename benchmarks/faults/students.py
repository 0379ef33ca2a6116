"""What students do: answer and hand in, write drafts, take readings; and look whether pages show it."""

from random import Random
from typing import Final

from benchmarks.faults.classroom import CHECKED, DRAFTED, Seat
from benchmarks.faults.ledger import Acknowledged
from benchmarks.faults.sending import Sender
from benchmarks.forms import Field
from benchmarks.laboratory import Place, reading_call, wishes_for
from benchmarks.load import Call
from library_core.identities import new_key

_MOST_TRIES: Final = 18
"""The assignment allows 20."""
_LONGEST_THOUGHT: Final = 6.0
"""Seconds between hand-ins, so that tries last for the lesson."""
_JSON: Final = {"Accept": "application/json"}


async def hand_in(sender: Sender, seat: Seat) -> None:
    """Hand in one wrong answer after the other, and see each on the page."""
    page = Call(path=f"/assignments/{seat.desk.attempt}", headers=seat.desk.headers)
    for number in range(1, _MOST_TRIES):
        if not sender.goes_on:
            return
        key, answers = new_key(), _wrong(seat, number)
        sender.ledger.sent["submission"].add(key)
        call = Call(
            path=f"{page.path}/{CHECKED}/check",
            headers=seat.desk.headers,
            form=[("csrf", seat.desk.token), ("idempotency", key), *answers],
        )
        await sender.settle(call, (303,))
        said = dict(answers)[seat.spoilt]
        sender.ledger.keep(
            Acknowledged(kind="submission", place=(seat.desk.attempt, CHECKED), key=key, said=said)
        )
        await sender.look(page, said)
        await sender.pause(_LONGEST_THOUGHT)


async def draft(sender: Sender, seat: Seat) -> None:
    """Write a draft that grows, saved as a page's script does, and see it on the page."""
    page = Call(path=f"/assignments/{seat.desk.attempt}", headers=seat.desk.headers)
    known, number = 0, 0
    while sender.goes_on:
        number += 1
        written = f"{number},5 draft"
        sender.ledger.sent["draft"].add(f"{seat.desk.attempt} {written}")
        call = Call(
            path=f"{page.path}/{DRAFTED}/draft",
            headers={**seat.desk.headers, **_JSON},
            form=[("csrf", seat.desk.token), ("known", str(known)), (seat.drafted, written)],
        )
        answer = await sender.settle(call, (200,))
        known = int(answer.json()["saved_at"])
        place = (seat.desk.attempt, DRAFTED)
        sender.ledger.keep(Acknowledged(kind="draft", place=place, key=str(number), said=written))
        await sender.look(page, written)
        await sender.pause()


async def measure(sender: Sender, bench: Place, lot: Random) -> None:
    """Take readings, each sent until it is logged, and see it in the log."""
    log = Call(path=f"{bench.path}/log", headers={**bench.desk.headers, **_JSON})
    for wish in wishes_for(bench, bench.opened.left, lot):
        if not sender.goes_on:
            return
        call = reading_call(bench, wish)
        key = str((call.json or {})["request"])
        sender.ledger.sent["reading"].add(key)
        answer = await sender.settle(call, (200,))
        entry = answer.json()["entry"]
        number = int(entry["number"])
        sender.ledger.keep(
            Acknowledged(kind="reading", place=(bench.desk.attempt, str(number)), key=key, said=str(number))
        )
        seen = await sender.settle(log, (200,))
        if all(one["number"] != number for one in seen.json()["log"]):
            sender.ledger.untrue.append(f"{log.path} lacks reading {number}, acknowledged before")
        await sender.pause()


def _wrong(seat: Seat, number: int) -> list[Field]:
    """Return the right answers with one number a good deal larger."""
    return [(name, f"{number}{value}" if name == seat.spoilt else value) for name, value in seat.checked]

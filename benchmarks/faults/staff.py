"""What the teacher and the publisher do meanwhile: marks beside the work, files in parts, packages."""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from random import Random
from typing import Final

from benchmarks.faults.asking import FileCall
from benchmarks.faults.classroom import MARKED, Seat, Staff
from benchmarks.faults.ledger import Acknowledged
from benchmarks.faults.sending import Sender
from benchmarks.load import Call
from library_core.identities import new_key
from library_core.uploads import PART_SIZE

_JSON: Final = {"Accept": "application/json"}
_APPLICATION: Final = """\
id: {name}
title: {{en: "{name}", ru: "{name}"}}
subject: physics
section: mechanics
grades: [9]
languages: [en, ru]
entry: index.html
width: 800
height: 500
"""
_BALLAST: Final = (5 << 20) // 4
"""Bytes: more than what a publisher waits for."""
_SMALL: Final = 1 << 16
_POINTS: Final = ("0", "0.5", "1")


async def mark(sender: Sender, teacher: Staff, seats: Sequence[Seat]) -> None:
    """Mark one student after the other, and see each mark on the page of their work."""
    number = 0
    while sender.goes_on:
        number += 1
        seat = sender.lot.choice(seats)
        key, comment = new_key(), f"mark {number} of the lesson"
        sender.ledger.sent["mark"].add(comment)
        page = f"/students-work/{seat.desk.attempt}"
        form = {
            "csrf": teacher.token,
            "idempotency": key,
            "ask": seat.marked,
            "try": "1",
            "points": _POINTS[number % len(_POINTS)],
            "comment": comment,
            "next": page,
        }
        call = Call(path=f"{page}/{MARKED}/decision", headers=teacher.headers, form=list(form.items()))
        await sender.settle(call, (303,))
        place = (seat.desk.attempt, MARKED)
        sender.ledger.keep(Acknowledged(kind="mark", place=place, key=comment, said=form["points"]))
        await sender.look(Call(path=page, headers=teacher.headers), comment)
        await sender.pause()


async def watch(sender: Sender, teacher: Staff, pages: Sequence[str]) -> None:
    """Look around: every page comes in the end, and none shows a fault."""
    while sender.goes_on:
        page = sender.lot.choice(pages)
        await sender.settle(Call(path=page, headers=teacher.headers), (200,))
        await sender.pause()


async def publish(sender: Sender, publisher: Staff, lot: Random) -> None:
    """Upload files in parts, and have every second one taken in as a package."""
    number = 0
    while sender.goes_on:
        number += 1
        packed = number % 2 == 1
        name = f"application-{number}"
        content = _application(name, lot) if packed else lot.randbytes(PART_SIZE + _SMALL)
        key = await _upload(sender, publisher, f"{name}.zip", content)
        if packed:
            await _take_in(sender, publisher, name, key)
        await sender.pause()


async def _upload(sender: Sender, publisher: Staff, name: str, content: bytes) -> str:
    """Send a file until it is said to be complete, and return its key."""
    headers = {**publisher.headers, **_JSON, "X-CSRF-Token": publisher.token}
    begin = Call(path="/uploads/new", headers=headers, json={"name": name, "size": len(content)})
    begun = (await sender.settle(begin, (200,))).json()
    path, key = f"/uploads/{begun['key']}", str(begun["key"])
    while True:
        for number in (await sender.settle(Call(path=path, headers=headers), (200,))).json()["missing"]:
            piece = content[number * PART_SIZE : (number + 1) * PART_SIZE]
            sent = FileCall(
                path=f"{path}/parts/{number}",
                headers=headers,
                form=[("digest", hashlib.sha256(piece).hexdigest())],
                name="part",
                content=piece,
            )
            await sender.settle(sent, (200,))
        finish = Call(path=f"{path}/finishing", headers=headers, form=[("csrf", publisher.token)])
        # Some parts may have been lost with the store that had them: those come again.
        if (await sender.settle(finish, (200, 409))).status == 200:
            break
    digest = hashlib.sha256(content).hexdigest()
    sender.ledger.keep(Acknowledged(kind="upload", place=(name, str(len(content))), key=key, said=digest))
    return key


async def _take_in(sender: Sender, publisher: Staff, name: str, upload: str) -> None:
    form = [("csrf", publisher.token), ("idempotency", new_key()), ("upload", upload)]
    call = Call(path="/documents/packages", headers=publisher.headers, form=form)
    answer = await sender.settle(call, (303,))
    sender.ledger.keep(
        Acknowledged(kind="package", place=(name,), key=upload, said=answer.fields["location"])
    )


def _application(name: str, lot: Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("application.yaml", _APPLICATION.format(name=name))
        archive.writestr("index.html", f"<!doctype html><title>{name}</title><p>{name}")
        archive.writestr("ballast.bin", lot.randbytes(_BALLAST))
    return packed.getvalue()

"""By which moment a request is judged: when all of it had come, however long it waited for its turn."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from school_worlds import World
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.admission.gate import Gate, Gates, patience_of_turns
from api.admission.turns import Turn
from api.auth.access import ANYBODY
from api.web import routing
from api.web.routing import Page, make_route

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/now",
    "query_string": b"",
    "headers": [],
    "path_params": {},
}


async def answer(route: Route) -> bytes:
    """Return the body with which a route answers."""
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    await route.app(dict(SCOPE), receive, send)
    return b"".join(message.get("body", b"") for message in sent)


def test_who_came_in_time_and_waited_for_a_turn_came_in_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(1, patience_of_turns(60.0))
    page = Page("/now", "now", lambda visit: PlainTextResponse(str(visit.now)), ANYBODY)
    route = make_route(page, world.application, Gates(pages=gate, passwords=gate))

    async def scene() -> bytes:
        monkeypatch.setattr(routing, "present", lambda: 1000)
        async with gate.place(Turn.BEGUN):
            waiting = asyncio.create_task(answer(route))
            while not gate.waiting:
                await asyncio.sleep(0.01)
            monkeypatch.setattr(routing, "present", lambda: 9000)
        return await waiting

    assert asyncio.run(scene()) == b"1000"

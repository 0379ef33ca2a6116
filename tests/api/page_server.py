"""A small server of our pages with invented values, for browser tests: it reads answers and keeps drafts."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from sample_pages import SAMPLES, notebook, task
from sample_tasks import DRAWN, DRAWN_VARIANT, RIGHT, TYPED, TYPED_VARIANT
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.forms.answers import answer_from_form, draft_from_form
from api.settings import Settings
from api.web.pointed import point_at
from api.web.rendering import environment
from api.web.security_headers import SecurityHeaders
from api.web.static_files import static_folder, static_prefix
from variants.checkers.registry import read_answer
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import Answer
from variants.texts import Language

TASKS = {"1": TYPED, "2": DRAWN}


@dataclass(slots=True)
class Desk:
    """What was posted to the server, and whether it takes drafts at the moment."""

    drafts: dict[str, dict[str, Answer]] = field(default_factory=dict)
    checks: list[dict[str, list[str]]] = field(default_factory=list)
    readings: list[dict[str, list[str]]] = field(default_factory=list)
    takes_drafts: bool = True
    reading_takes: float = 0.0


def render(
    template: str, values: dict[str, Any], *, language: str, theme: str = "auto", roles: str = ""
) -> str:
    """Return a page as the application renders it."""
    person = SimpleNamespace(key="s01", display_name="Student 01", roles=frozenset(roles.split("+")))
    return (
        environment(cast(Language, language), ZoneInfo("UTC"))
        .get_template(template)
        .render(
            **values,
            person=person if roles else None,
            work_key="5e" * 32,
            theme=theme,
            url=lambda name, **parameters: "/".join(["", name, *parameters.values()]),
            csrf=lambda: "token",
            here="/",
            now=0,
        )
    )


def _page(request: Request) -> Response:
    asked = request.query_params
    name = request.path_params["name"]
    return HTMLResponse(
        render(
            name,
            SAMPLES[name],
            language=asked.get("language", "en"),
            theme=asked.get("theme", "auto"),
            roles=asked.get("roles", "student+teacher"),
        )
    )


def _notebook(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    place = request.path_params["place"]
    shown = task(TASKS[place], place, values=desk.drafts.get(place, {}))
    language = request.query_params.get("language", "ru")
    return HTMLResponse(render("student/notebook.html", notebook(shown), language=language, roles="student"))


async def _form(request: Request) -> dict[str, list[str]]:
    return parse_qs((await request.body()).decode(), keep_blank_values=True)


async def _read(request: Request) -> Response:
    """Read what was entered, with the checkers' own readings; a cell of any table is a number."""
    desk: Desk = request.app.state.desk
    form = await _form(request)
    desk.readings.append(form)
    await asyncio.sleep(desk.reading_takes)
    variant = {"1": TYPED_VARIANT, "2": DRAWN_VARIANT}[request.path_params["place"]]
    ask = next(ask for ask in variant.asks if ask.name == form["ask"][0])
    typed = form.get("typed", [""])[0]
    values: dict[str, Any] = {"reading": None, "unreadable": None}
    key = TYPED_VARIANT.asks[0].key if ask.kind == "table" else ask.key
    try:
        answer = typed if "typed" in form else answer_from_form(ask, form)
        values["reading"] = read_answer(key, answer, "ru") if answer is not None else None
    except UnreadableAnswer as error:
        values["unreadable"] = {"message": error.message, "pointed": point_at(typed, error.position)}
    return HTMLResponse(render("ask/reading.html", values, language="ru"))


async def _draft(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    if not desk.takes_drafts:
        return Response(status_code=503)
    form = await _form(request)
    assert "idempotency" not in form
    place = request.path_params["place"]
    desk.drafts[place] = {ask.name: draft_from_form(ask, form) for ask in TASKS[place].asks}
    return JSONResponse({})


async def _check(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    form = await _form(request)
    desk.checks.append(form)
    place = request.path_params["place"]
    values = {ask.name: draft_from_form(ask, form) for ask in TASKS[place].asks}
    checked = task(
        TASKS[place], place, values=values, results={"a": RIGHT}, got=Fraction(2), tries_left=2, once="again"
    )
    return HTMLResponse(render("task.html", checked, language="ru", roles="student"))


async def _desk(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    desk.takes_drafts = request.query_params["takes_drafts"] == "True"
    desk.reading_takes = float(request.query_params["reading_takes"])
    return JSONResponse({"drafts": desk.drafts, "checks": desk.checks, "readings": desk.readings})


async def _clear(request: Request) -> Response:
    request.app.state.desk = Desk()
    return Response(status_code=204)


async def _live(_: Request) -> Response:
    return HTMLResponse(
        render("teacher/live.html", SAMPLES["teacher/live.html"], language="en", roles="teacher")
    )


async def _worker(_: Request) -> Response:
    content = (static_folder() / "reader-worker.js").read_bytes()
    return Response(content, media_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


async def _nothing(_: Request) -> Response:
    return Response(status_code=204)


def make_app(desk: Desk) -> Starlette:
    """Return the application, under the same headers as the real one."""
    app = Starlette(
        routes=[
            Route("/page/{name:path}", _page),
            Route("/notebook/{place}", _notebook),
            Route("/read/{place}", _read, methods=["POST"]),
            Route("/draft/{place}", _draft, methods=["POST"]),
            Route("/check/{place}", _check, methods=["POST"]),
            Route("/theme", _nothing, methods=["POST"]),
            Route("/live", _live),
            Route("/reader_worker", _worker),
            Route("/desk", _desk),
            Route("/clear", _clear),
            Mount(static_prefix(), StaticFiles(directory=static_folder())),
        ],
        middleware=[Middleware(SecurityHeaders, settings=Settings(data=Path()))],
    )
    app.state.desk = desk
    return app


app = make_app(Desk())


@contextmanager
def serving() -> Iterator[str]:
    """Serve the pages on a free port of this machine and give their address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    here = Path(__file__).parent
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--no-log", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "page_server:app"],
        cwd=here,
        env=os.environ | {"PYTHONPATH": f"{here}{os.pathsep}{here.parent.parent}"},
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=240)


def desk_of(address: str, *, takes_drafts: bool = True, reading_takes: float = 0.0) -> dict[str, Any]:
    """Return what has been posted so far; from now on drafts are taken or not, and readings take seconds."""
    asked = f"takes_drafts={takes_drafts}&reading_takes={reading_takes}"
    with urllib.request.urlopen(f"{address}/desk?{asked}") as reply:
        posted: dict[str, Any] = json.load(reply)
        return posted


def clear_desk(address: str) -> None:
    """Forget what has been posted."""
    urllib.request.urlopen(f"{address}/clear").close()


def _wait_for(port: int) -> None:
    for _ in range(6000):
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the page server did not start")

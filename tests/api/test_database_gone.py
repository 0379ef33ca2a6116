"""A database that goes, or that takes nothing more: what is not known is told, and who reads goes on."""

import pytest
from school_worlds import ORIGIN, World
from sqlalchemy import text, update
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.testclient import TestClient

from api.admission.gate import make_gates
from api.auth.access import SIGNED_IN
from api.auth.sessions import csrf_token
from api.auth.tables import SESSIONS
from api.route_table import PAGES
from api.web.routing import Page, make_route
from api.web.visits import SESSION_COOKIE, Visit
from library_core.databases import DatabaseUnavailable


def lose(visit: Visit) -> Response:
    """Write something, and see the database go while it is committed."""
    visit.application.close()
    raise DatabaseUnavailable("gone", unknown=True)


def test_what_is_not_known_is_told(world: World) -> None:
    token = world.browser(world.north, "teacher").token
    gates = make_gates(threads=1, hashing_threads=1, patience=1)
    page = Page("/lost", "lost", lose, SIGNED_IN, method="POST", twice="once")
    routes = [make_route(one, world.application, gates) for one in (page, *PAGES)]
    client = TestClient(Starlette(routes=routes), base_url=ORIGIN)
    form = {"csrf": csrf_token(token, world.application.secret), "idempotency": "key"}

    answer = client.post(
        "/lost", data=form, headers={"origin": ORIGIN, "cookie": f"{SESSION_COOKIE}={token}"}
    )

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Неизвестно" in answer.text


def grow_old(world: World) -> None:
    """Let every session be so old that its use is remembered anew."""
    world.application.database.write(
        lambda connection: connection.execute(update(SESSIONS).values(seen=SESSIONS.c.seen - 3_600_000))
    )


def test_who_reads_needs_no_database_that_takes_writes(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    browser = world.browser(world.north, "student")
    grow_old(world)
    full = "CREATE TRIGGER full BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    world.application.database.write(lambda connection: connection.execute(text(full)))

    status = browser.get("/assignments").status_code

    world.application.close()
    assert status == 200
    assert "a write that nobody waits for failed" in caplog.text


def test_that_a_session_was_used_is_remembered_all_the_same(world: World) -> None:
    browser = world.browser(world.north, "student")
    grow_old(world)

    browser.get("/assignments")

    seen = world.application.write(
        lambda unit: unit.connection.execute(SESSIONS.select().order_by(SESSIONS.c.seen.desc())).first()
    )
    assert seen is not None
    assert seen.seen >= seen.begun

"""A server that is told to stop, or restarted, loses no request."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bare_server import Served, bare_server

from deploy.local.processes import free_ports

pytestmark = pytest.mark.slow

SIGN_INS = 24
LONGEST_STOP = 45.0
"""Seconds, on a machine where much else runs: without a limit of its own a server waits for ever."""
FORM = {"content-type": "application/x-www-form-urlencoded"}


def ask(port: int, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
    """Send one request on a connection of its own; return the status and the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def sign_in(port: int, number: int) -> int:
    """Try to sign in, which takes long, as passwords are to be slow; return the status."""
    _, page = ask(port, "GET", "/sign-in")
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token is not None
    body = urlencode({"csrf": token[1], "login": f"nobody-{number}", "password": "seven small sevenths"})
    return ask(port, "POST", "/sign-in", body, **FORM, origin=f"http://127.0.0.1:{port}")[0]


def hurry(server: Served) -> "list[Future[int]]":
    """Begin many sign-ins at once; return them when they have all been sent."""
    pool = ThreadPoolExecutor(SIGN_INS)
    begun = [pool.submit(sign_in, server.port, number) for number in range(SIGN_INS)]
    while not any(future.done() for future in begun):
        time.sleep(0.005)
    return begun


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with bare_server(
        tmp_path, {"TETRAD_DRAIN": "3", "TETRAD_STOP_WITHIN": "200", "TETRAD_PATIENCE": "60"}
    ) as served:
        yield served


def test_requests_under_way_are_answered_before_the_server_ends(server: Served) -> None:
    begun = hurry(server)

    status = server.stop()

    assert {future.result() for future in begun} == {401}
    assert status == 0


def test_a_server_told_to_stop_first_says_so_and_still_answers(server: Served) -> None:
    server.tell_to_stop()
    while server.ready():
        time.sleep(0.01)

    _, found = ask(server.port, "GET", "/health/ready")
    status, _ = ask(server.port, "GET", "/sign-in")

    assert '"process":"stopping"' in found
    assert status == 200


def test_connections_that_are_kept_are_let_go_while_stopping(server: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/sign-in")
    before = connection.getresponse()
    before.read()
    server.tell_to_stop()
    while server.ready():
        time.sleep(0.01)

    connection.request("GET", "/sign-in")
    after = connection.getresponse()

    assert (before.headers.get("connection"), after.headers.get("connection")) == (None, "close")


def test_an_idle_connection_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    with bare_server(tmp_path, {"TETRAD_STOP_WITHIN": "10"}) as server:
        idle = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        idle.request("GET", "/sign-in")
        idle.getresponse().read()

        begun = time.monotonic()
        server.stop()

        assert time.monotonic() - begun < LONGEST_STOP
        idle.close()


def test_a_request_that_never_ends_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    with bare_server(tmp_path, {"TETRAD_STOP_WITHIN": "3"}) as server:
        stuck = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        stuck.putrequest("POST", "/sign-in")
        stuck.putheader("Content-Length", "1000")
        stuck.endheaders(b"csrf=")
        time.sleep(0.5)

        begun = time.monotonic()
        server.stop()

        assert time.monotonic() - begun < LONGEST_STOP
        stuck.close()


def test_a_rolling_restart_loses_no_request(tmp_path: Path) -> None:
    ports, drain = free_ports(2), {"TETRAD_DRAIN": "5", "TETRAD_STOP_WITHIN": "200"}
    answers: list[int] = []
    over = threading.Event()
    with ExitStack() as servers:
        nodes = [servers.enter_context(bare_server(tmp_path, drain, port=port)) for port in ports]
        crowd = [threading.Thread(target=round_robin, args=(ports, over, answers)) for _ in range(4)]
        for one in crowd:
            one.start()

        for node in nodes:
            node.stop()
            servers.enter_context(bare_server(tmp_path, drain, port=node.port))

        over.set()
        for one in crowd:
            one.join()
    assert len(answers) > 50
    assert set(answers) == {200}


def round_robin(ports: tuple[int, ...], over: threading.Event, answers: list[int]) -> None:
    """Ask the nodes in turn, leaving out those that were not ready a moment ago, as a proxy does."""
    asked_at, ready = 0.0, list(ports)
    turn = 0
    while not over.is_set():
        if time.monotonic() - asked_at > 0.3:
            ready, asked_at = [port for port in ports if is_ready(port)], time.monotonic()
        turn += 1
        answers.append(ask(ready[turn % len(ready)], "GET", "/sign-in")[0])
        over.wait(0.02)


def is_ready(port: int) -> bool:
    try:
        return ask(port, "GET", "/health/ready")[0] == 200
    except OSError:
        return False

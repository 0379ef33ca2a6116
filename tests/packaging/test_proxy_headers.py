"""What the proxy tells the nodes: a number for each request, and where it is from; no browser chooses it."""

import contextlib
import http.client
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import pytest

from api.observing.request_ids import number_of
from deploy.local.haproxy import proxy
from deploy.local.processes import free_ports, start

UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


FORGED: Final = {
    "X-Request-Id": "chosen-by-a-browser",
    "X-Forwarded-For": "203.0.113.9",
    "Forwarded": "for=203.0.113.9",
}


class Telling(BaseHTTPRequestHandler):
    """A node that says which headers it was given."""

    def do_GET(self) -> None:
        told = json.dumps({name: self.headers.get_all(name) for name in FORGED}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def before(folder: Path, node: int) -> Iterator[int]:
    (port,) = free_ports(1)
    running = start(proxy(folder, port, [node]))
    try:
        yield port
    finally:
        running.kill()


@pytest.fixture
def node() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Telling) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def asked(port: int, path: str = "/") -> tuple[int, str | None, str]:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", path, headers=FORGED)
        response = connection.getresponse()
        return response.status, response.getheader("X-Request-Id"), response.read().decode()


@pytest.mark.slow
def test_a_node_and_a_browser_are_told_the_same_new_number(tmp_path: Path, node: int) -> None:
    with before(tmp_path, node) as port:
        (status, heard, said), (_, other, _) = asked(port), asked(port)

    (told,) = json.loads(said)["X-Request-Id"]
    assert status == 200
    assert heard == told != other
    assert UUID.fullmatch(told)
    assert number_of(told, "127.0.0.1", behind_proxy=False) == told


@pytest.mark.slow
def test_a_node_is_told_the_address_that_the_proxy_saw_and_no_other(tmp_path: Path, node: int) -> None:
    with before(tmp_path, node) as port:
        told = json.loads(asked(port)[2])

    assert told["X-Forwarded-For"] == ["127.0.0.1"]
    assert told["Forwarded"] is None


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/metrics", "/health/ready", "/%68ealth/ready", "/%6detrics", "/m%65trics"])
def test_what_is_for_operators_is_not_passed_on_however_it_is_written(
    tmp_path: Path, node: int, path: str
) -> None:
    with before(tmp_path, node) as port:
        status, _, said = asked(port, path)

    assert (status, said) == (404, "Not found.\n")


@pytest.mark.slow
def test_the_page_of_the_proxy_itself_has_a_number_too(tmp_path: Path) -> None:
    (nobody,) = free_ports(1)

    with before(tmp_path, nobody) as port:
        status, heard, _ = asked(port)

    assert status == 503
    assert UUID.fullmatch(str(heard))

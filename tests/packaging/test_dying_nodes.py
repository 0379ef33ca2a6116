"""A node that dies over a request: who only reads is answered by another node, nothing is written twice."""

import contextlib
import http.client
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from deploy.local.haproxy import proxy
from deploy.local.processes import free_ports, start

pytestmark = pytest.mark.slow
TIMES = 40


class Node(BaseHTTPRequestHandler):
    """A node that answers each request, or, as one that is killed, takes it and says nothing."""

    protocol_version = "HTTP/1.1"
    dies: ClassVar[bool]
    lacks: ClassVar[str]
    met: ClassVar[Counter[str]]

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if not self.path.startswith("/health"):
            self.met[self.command] += 1
            if self.dies:
                self.close_connection = True
                return
        self.send_response(503 if self.path == self.lacks else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def node(*, dies: bool, lacks: str = "") -> Iterator[tuple[int, Counter[str]]]:
    counted: Counter[str] = Counter()
    kind = type("Kind", (Node,), {"dies": dies, "lacks": lacks, "met": counted})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], counted
        server.shutdown()


def statuses(port: int, method: str) -> Counter[int]:
    met: Counter[int] = Counter()
    for _ in range(TIMES):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request(method, "/", body=b"answer=5" if method == "POST" else None)
            met[connection.getresponse().status] += 1
    return met


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_only_what_reads_is_asked_of_another_node(tmp_path: Path, method: str) -> None:
    (port,) = free_ports(1)
    with node(dies=True) as (dying, lost), node(dies=False) as (living, kept):
        running = start(proxy(tmp_path, port, [dying, living]))
        try:
            met = statuses(port, method)
        finally:
            running.kill()

    assert lost[method] > 0
    if method == "POST":
        assert met == {502: lost[method], 200: kept[method]}
        assert met.total() == TIMES
    else:
        assert met == {200: TIMES}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_where_no_node_is_ready_those_that_are_able_are_asked(tmp_path: Path, method: str) -> None:
    (port,) = free_ports(1)
    with node(dies=False, lacks="/health/ready") as (able, kept):
        running = start(proxy(tmp_path, port, [able]))
        try:
            # The first checks find out that nobody is ready.
            statuses(port, "HEAD")
            met = statuses(port, method)
        finally:
            running.kill()

    assert met == {200: TIMES}
    assert kept[method] == TIMES


@pytest.mark.parametrize(
    ("method", "shown", "comes_back"),
    [("GET", "страница сама попробует", True), ("POST", "разрешите браузеру отправить", False)],
)
def test_who_looks_comes_back_by_itself_and_who_sent_something_is_told_to_send_it_again(
    tmp_path: Path, method: str, shown: str, comes_back: bool
) -> None:
    port, *nodes = free_ports(2)
    running = start(proxy(tmp_path, port, nodes))
    try:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request(method, "/")
            response = connection.getresponse()
            page = response.read().decode()
    finally:
        running.kill()

    (words, *_) = re.findall(r"<p data-shown>(.*?)</p>", page)
    assert response.status == 503
    assert response.getheader("Retry-After")
    assert (response.getheader("Refresh") is not None) is comes_back
    assert shown in words

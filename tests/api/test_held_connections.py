"""People who sit there with a connection open keep nobody else out."""

import contextlib
import http.client
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands.connections import MOST, make_room_for_connections
from benchmarks.server import serving


@pytest.fixture
def few_files() -> Iterator[int]:
    """Lower the soft limit, as it is under systemd; yield the hard one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))
    yield hard
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_limit_of_open_files_is_raised_as_far_as_it_may_be(few_files: int) -> None:
    allowed = make_room_for_connections()

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert hard == few_files
    assert soft == hard or soft > MOST
    assert soft // 2 <= allowed <= MOST


@pytest.mark.slow
def test_a_server_answers_beside_thousands_who_hold_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TETRAD_WORKER", "no")
    with serving(tmp_path) as port, contextlib.ExitStack() as held:
        for _ in range(2500):
            held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))

        one_more = http.client.HTTPConnection("127.0.0.1", port, timeout=25)
        one_more.request("GET", "/health/live")

        assert one_more.getresponse().status == http.client.OK
        one_more.close()

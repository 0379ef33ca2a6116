"""An answer whose head was cut off is none, wherever it was cut; a whole one is."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from urllib3 import PoolManager
from urllib3.exceptions import ProtocolError

from library_core.adapters.whole_answers import refuse_broken_heads

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 1200\r\nETag: 7\r\n\r\n"


@contextlib.contextmanager
def answering(*said: bytes) -> Iterator[str]:
    """Answer on one connection after the other, each with what is to be said, and hang up."""

    def answer(listening: socket.socket) -> None:
        for words in said:
            near, _ = listening.accept()
            with near:
                near.recv(65_536)
                near.sendall(words)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=answer, args=(listening,), daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.fixture
def connections() -> Iterator[PoolManager]:
    made = PoolManager(retries=False)
    refuse_broken_heads(made)
    yield made
    made.clear()


@pytest.mark.parametrize("length", range(len(HEAD)))
def test_an_answer_is_refused_wherever_its_head_breaks_off(connections: PoolManager, length: int) -> None:
    with answering(HEAD[:length]) as address, pytest.raises(ProtocolError):
        connections.request("HEAD", address)


def test_a_whole_head_is_taken(connections: PoolManager) -> None:
    with answering(HEAD) as address:
        answer = connections.request("HEAD", address)

    assert (answer.status, answer.headers["Content-Length"]) == (200, "1200")


def test_what_was_put_off_with_a_whole_head_is_read_with_its_body(connections: PoolManager) -> None:
    later = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    with answering(later) as address:
        assert connections.request("GET", address).data == b"ok"


def test_a_head_that_breaks_off_is_asked_for_again() -> None:
    connections = PoolManager(retries=1)
    refuse_broken_heads(connections)

    with answering(HEAD[:-9], HEAD) as address:
        answer = connections.request("HEAD", address)

    connections.clear()
    assert answer.status == 200

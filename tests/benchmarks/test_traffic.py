"""The players of a lesson behave as browsers do, and what they saw is told in words."""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.installations import PLAYERS, Usage, describe_usage
from benchmarks.load import Call
from benchmarks.traffic import Traffic, play

OK, BUSY, FAULT = 200, 503, 500


@contextlib.contextmanager
def answering(statuses: Sequence[int]) -> Iterator[int]:
    """Answer requests with these statuses in turn; yield the port."""
    left = list(statuses)

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status = left.pop(0)
            self.send_response(status)
            if status == BUSY:
                self.send_header("Retry-After", "0.01")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        yield server.server_address[1]
        server.shutdown()
        serving.join()


def played(answers: Sequence[int]) -> Traffic:
    with answering(answers) as port:
        _, found = play(port, {"openings": [Call(path="/", headers={})]}, 0.01)
    return found["openings"]


def test_who_is_sent_away_comes_back_when_told_to() -> None:
    traffic = played([BUSY, BUSY, OK])

    assert (len(traffic.timings), traffic.away, traffic.refused) == (1, 2, {})


def test_who_is_always_sent_away_gives_up_and_is_an_error() -> None:
    traffic = played([BUSY] * 8)

    assert (traffic.timings, traffic.refused) == ([], {"came back too often": 1})


def test_a_fault_is_an_error_and_nobody_tries_again() -> None:
    traffic = played([FAULT])

    assert (traffic.timings, traffic.refused) == ([], {"500": 1})
    assert traffic.describe(1.0) == "nothing answered; sent away for a while: none, errors: 1 × 500"


def test_players_that_had_no_time_left_are_told_of() -> None:
    before = {PLAYERS: Usage(seconds=1.0)}
    after = {PLAYERS: Usage(seconds=10.5, memory=3 << 20), "PostgreSQL": Usage(seconds=2.0, memory=1 << 20)}

    assert list(describe_usage(before, after, 1000, 10.0)) == [
        "PostgreSQL: 2.00 ms of processor time a request, 20 % of a core, 1 MB",
        "players: 9.50 ms of processor time a request, 95 % of a core, 3 MB",
        "the players had no time left: the installation may be faster than this",
    ]

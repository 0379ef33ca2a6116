"""A server whose first process was killed leaves nobody behind who would hold its port."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bare_server import bare_server

ORPHAN = """
import os, sys, time
from api.observing.orphans import end_with_parent
ready, told = os.pipe()
if os.fork():
    os.close(told)
    os.read(ready, 1)
    os._exit(0)
end_with_parent(float(sys.argv[1]))
if len(sys.argv) > 2:
    import signal
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(told, b"1")
time.sleep(300)
"""


def taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def seconds_of_an_orphan(*arguments: str) -> float:
    """Return how long a process goes on whose parent has ended: until its end of a pipe is closed."""
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", ORPHAN, *arguments], stdout=subprocess.PIPE, check=True, timeout=240
    )
    return time.monotonic() - begun


def test_an_orphan_ends() -> None:
    assert seconds_of_an_orphan("60") < 50


def test_an_orphan_that_does_not_stop_in_order_ends_too() -> None:
    assert seconds_of_an_orphan("0.2", "deaf") < 50


@pytest.mark.slow
def test_a_server_can_be_begun_again_where_its_first_process_was_killed(tmp_path: Path) -> None:
    with bare_server(tmp_path, {}) as server:
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        until = time.monotonic() + 60
        while taken(server.port) and time.monotonic() < until:
            time.sleep(0.1)

        with bare_server(tmp_path, {}, port=server.port) as again:
            assert again.ready()

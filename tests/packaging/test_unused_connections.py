"""What HAProxy says to a browser that opened a connection and did not need it: nothing."""

import dataclasses
import socket
from pathlib import Path
from typing import Final

import pytest

from deploy.local.haproxy import proxy
from deploy.local.processes import free_ports, start

CONFIGURATION: Final = Path(__file__).resolve().parents[2] / "deploy" / "haproxy.cfg"


@pytest.mark.slow
def test_a_connection_that_was_not_used_is_closed_without_a_word(tmp_path: Path) -> None:
    (port, *nodes) = free_ports(4)
    hurried = tmp_path / "haproxy.cfg"
    hurried.write_text(
        CONFIGURATION.read_text().replace("timeout http-request 15s", "timeout http-request 1s")
    )
    program = proxy(tmp_path, port, nodes)
    running = start(dataclasses.replace(program, command=[*program.command[:-1], str(hurried)]))

    try:
        with socket.create_connection(("127.0.0.1", port), timeout=20) as unused:
            said = unused.recv(200)
    finally:
        running.stop()

    assert said == b""

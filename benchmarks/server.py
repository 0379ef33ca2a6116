"""One server process on loopback, started in a process of its own and stopped at the end.

Run as a program, this file serves a data folder as it is: unlike `tetrad serve` it publishes nothing into it.
"""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import nan
from pathlib import Path
from typing import Final

from api.commands.serve import serve
from api.settings import read_settings
from deploy.local.outliving import tie, untie
from deploy.local.processes import free_ports

_PATIENCE: Final = 1800.0
"""Seconds to wait for a first answer."""


@contextlib.contextmanager
def serving(data: Path, *command: str) -> Iterator[int]:
    """Serve a data folder, by default as it is; yield the port once `/sign-in` answers.

    What it logs is shown where it ends by itself, else the figures would be lost among thousands of lines.
    """
    (port,) = free_ports(1)
    words = [sys.executable, "-m", *(command or ("benchmarks.server",))]
    environment = {**os.environ, "TETRAD_DATA": str(data), "TETRAD_PORT": str(port)}
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(
            words, env=environment, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True
        ) as process,
    ):
        tie(process.pid, signal.SIGTERM)
        try:
            wait_for_answer(process, port)
            yield port
        finally:
            if process.poll() is not None:
                log.seek(0)
                sys.stderr.write(log.read().decode())
            process.terminate()
            process.wait()
            untie(process.pid)


def wait_for_answer(process: "subprocess.Popen[bytes]", port: int) -> str:
    """Ask until the first answer, and return the page.

    Raises RuntimeError if the process ends before, and TimeoutError.
    """
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/sign-in")
            answer = connection.getresponse()
            if answer.status == http.client.OK:
                return answer.read().decode()
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise TimeoutError(f"no answer on port {port}")


def processor_seconds() -> float:
    """Return the processor time that all processes started from here have taken so far; NaN without /proc."""
    if not Path("/proc/self/task").is_dir():
        return nan
    return sum(map(_own_seconds, _descendants(os.getpid())))


def _descendants(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _descendants(child)


def _own_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    serve(read_settings())

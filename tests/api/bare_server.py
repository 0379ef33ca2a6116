"""The real server over a data folder as it is: nothing built in is published, nothing is prepared."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import api
from deploy.local.processes import free_ports

_PROGRAM: Final = (
    "from api.commands.serve import serve; from api.settings import read_settings; serve(read_settings())"
)
_ROOT: Final = str(Path(api.__file__).parents[1])
_LONGEST_START: Final = 600.0
_LONGEST_STOP: Final = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server, and the file that its standard error goes to."""

    process: "subprocess.Popen[bytes]"
    port: int
    log: Path

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def ready(self) -> bool:
        """Say whether it says that it can serve."""
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=5):
                return True
        except OSError:
            return False

    def tell_to_stop(self) -> None:
        """Send it SIGTERM, as systemd does."""
        self.process.send_signal(signal.SIGTERM)

    def stop(self) -> int:
        """Tell it to stop, and return its exit status."""
        self.tell_to_stop()
        return self.process.wait(timeout=_LONGEST_STOP)


@contextmanager
def bare_server(folder: Path, variables: Mapping[str, str], *, port: int = 0) -> Iterator[Served]:
    """Serve with these variables until the block is left; whatever happens, the server doesn't outlive it."""
    chosen = port or free_ports(1)[0]
    log = folder / f"log-{chosen}.txt"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TETRAD_")}
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            env={**environment, "PYTHONPATH": _ROOT, "TETRAD_WORKER": "no", "TETRAD_PORT": str(chosen)}
            | {"TETRAD_DATA": str(folder / "data"), **variables},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        served = Served(process=process, port=chosen, log=log)
        _wait_for(served)
        yield served
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=_LONGEST_STOP)


def _wait_for(served: Served) -> None:
    deadline = time.monotonic() + _LONGEST_START
    while not served.ready():
        if served.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start: {served.log.read_text('utf-8')}")
        time.sleep(0.1)

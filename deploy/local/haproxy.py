"""HAProxy before the nodes, with the very configuration that an installation of several machines has."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from deploy.local.processes import ProcessFailed, Program, accepts

CONFIGURATION: Final = Path(__file__).parent.parent / "haproxy.cfg"
WAITING_PAGE: Final = Path(__file__).parent.parent / "waiting.html"
NODES: Final = 3


def proxy(folder: Path, port: int, nodes: Sequence[int]) -> Program:
    """Return HAProxy on a port before nodes on theirs; where there are fewer than three, one stands for more.

    Raises ProcessFailed if HAProxy is missing.
    """
    program = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if program is None:
        raise ProcessFailed("HAProxy is missing. Install it (Debian, Ubuntu: sudo apt-get install haproxy).")
    folder.mkdir(parents=True, exist_ok=True)
    served = {f"TETRAD_NODE_{at + 1}": f"127.0.0.1:{nodes[at % len(nodes)]}" for at in range(NODES)}
    return Program(
        name="haproxy",
        command=[program, "-db", "-f", str(CONFIGURATION)],
        log=folder / "haproxy.log",
        answers=accepts(port),
        environment={
            **served,
            "TETRAD_BIND": f"127.0.0.1:{port}",
            # A name without a file: paths of sockets may have no more than a hundred characters.
            "TETRAD_STATS": f"abns@tetrad-{port}",
            "TETRAD_WAITING_PAGE": str(WAITING_PAGE),
        },
    )

"""Run the whole installation until Ctrl-C, and begin again what ends by itself: `./dev local`."""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from deploy.local.keeping import keep_running
from deploy.local.leftovers import note_elsewhere, own_folder
from deploy.local.processes import ProcessFailed
from deploy.local.site import Local, local


def main(arguments: Sequence[str] | None = None) -> int:
    """Start everything, say where it is, and wait; return 1 if a part does not start."""
    parser = argparse.ArgumentParser(prog="./dev local", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, help="where data and logs are kept (default: a folder that goes)"
    )
    parser.add_argument(
        "--nodes", type=int, choices=(1, 2, 3), default=3, help="application nodes (default 3)"
    )
    parser.add_argument("--workers", type=int, default=1, help="worker processes (default 1)")
    asked = parser.parse_args(arguments)
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    with own_folder() as temporary:
        folder = (asked.folder or temporary).absolute()
        try:
            with local(folder, nodes=asked.nodes, workers=asked.workers, tell=_tell) as site:
                note_elsewhere(temporary, site.cluster.folder)
                _tell(f"ready: {site.address}/ (data and logs in {folder}); Ctrl-C ends it")
                _keep_running(site)
        except ProcessFailed as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0
    return 0


def _keep_running(site: Local) -> None:
    """Look after the programs until told to end, which then comes between two looks and never into one."""
    told = threading.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda _number, _frame: told.set())
    keep_running(site.all, _tell, told)


def _tell(what: str) -> None:
    print(what, flush=True)


if __name__ == "__main__":
    sys.exit(main())

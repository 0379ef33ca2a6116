"""`tetrad prepare`: make the pools that published tasks lack; `tetrad serve` does so beside the server."""

import argparse
import contextlib
import os
import signal
import sys
from types import FrameType

from tqdm import tqdm

from api.bootstrap import open_application
from api.preparing import prepare, unprepared
from api.settings import read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad prepare`."""
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes (default: cores)")
    parser.add_argument("--quiet", action="store_true", help="show no progress")
    parser.add_argument("--while-parent-runs", action="store_true", help="end with the process that began it")


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is not prepared; return 0."""
    signal.signal(signal.SIGTERM, _end)
    parent = os.getppid()
    with contextlib.closing(open_application(read_settings())) as application:
        editions = unprepared(application)
        if not editions:
            return 0
        hidden = arguments.quiet or not sys.stderr.isatty()
        with tqdm(total=len(editions), desc="pools", unit="task", disable=hidden) as bar:
            for _ in prepare(application, editions, max(1, min(arguments.workers, len(editions)))):
                bar.update()
                if arguments.while_parent_runs and os.getppid() != parent:
                    return 0
    return 0


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)

"""`tetrad prepare`: make pools that are lacking, speak what was asked for; beside a server it goes on."""

import argparse
import contextlib
import os
import signal
import sys
import time
from types import FrameType
from typing import Final

from tqdm import tqdm

from api.bootstrap import Application, open_application
from api.narrating import next_narration, work_off
from api.preparing import prepare, unprepared
from api.settings import read_settings
from library_core.narrations import Narration

SECONDS_BETWEEN: Final = 3
"""How often it is looked whether a narration was asked for."""


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
        hidden = arguments.quiet or not sys.stderr.isatty()
        with tqdm(total=len(editions), desc="pools", unit="task", disable=hidden) as bar:
            for _ in prepare(application, editions, max(1, min(arguments.workers, len(editions)))):
                bar.update()
                if arguments.while_parent_runs and os.getppid() != parent:
                    return 0
        _narrate(application, parent if arguments.while_parent_runs else None)
    return 0


def _narrate(application: Application, parent: int | None) -> None:
    """Work off the narrations that were asked for; beside a server, wait for more as long as it runs."""

    def runs(_: Narration | None = None) -> bool:
        return parent is None or os.getppid() == parent

    while runs():
        asked = next_narration(application)
        if asked is not None:
            work_off(application, asked, runs)
        elif parent is None:
            return
        else:
            time.sleep(SECONDS_BETWEEN)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)

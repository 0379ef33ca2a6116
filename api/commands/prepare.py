"""`tetrad prepare`: make the pools that published tasks lack, now and with all cores."""

import argparse
import contextlib
import os
import sys

from tqdm import tqdm

from api.bootstrap import open_application
from api.commands.option_help import add_quiet, helper
from api.jobs.pools import POOL, ask_for_pools
from api.jobs.working import count_in, work_off
from api.settings import read_settings
from library_core.jobs import OPEN


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad prepare`."""
    say = helper(parser)
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        help=say("processes (default: cores)", "число процессов (обычно — по числу ядер)"),
    )
    add_quiet(parser, say)


def run(arguments: argparse.Namespace) -> int:
    """Prepare what is not prepared; return 1 if something could not be."""
    with contextlib.closing(open_application(read_settings())) as application:
        ask_for_pools(application)
        total = count_in(application, POOL, OPEN)
        hidden = arguments.quiet or not sys.stderr.isatty()
        with tqdm(total=total, desc="pools", unit="task", disable=hidden) as bar:

            def show() -> None:
                bar.update(total - count_in(application, POOL, OPEN) - bar.n)

            work_off(application, [POOL], max(1, min(arguments.workers, total)), show)
        parked = count_in(application, POOL, ["parked"])
    if parked:
        print(f"tetrad prepare: {parked} could not be made; see `tetrad jobs list`", file=sys.stderr)
    return 1 if parked else 0

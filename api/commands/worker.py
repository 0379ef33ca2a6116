"""`tetrad worker`: work off jobs until told to stop, beside a server or on as many machines as needed."""

import argparse
import contextlib
import os
import signal
import sys
import threading
from types import FrameType
from typing import Final

from api.bootstrap import open_application
from api.commands.option_help import helper
from api.jobs.place import place
from api.jobs.pools import POOL, ask_for_pools
from api.jobs.runs import moment
from api.jobs.table import KINDS
from api.jobs.worker import Worker
from api.observing.logs import configure_logs
from api.settings import read_settings
from library_core.leases import SILENCE

MOST_LANES: Final = 64
KEPT_MILLISECONDS: Final = 30 * 24 * 3600 * 1000
"""How long it is remembered what came of a job."""
_SECONDS_BETWEEN: Final = 1.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad worker`."""
    say = helper(parser)
    names = ", ".join(KINDS)
    kinds = say(f"only these kinds, with commas: {names}", f"только эти виды, через запятую: {names}")
    parser.add_argument(
        "--once",
        action="store_true",
        help=say("end when no job is open", "закончить, когда открытых операций не останется"),
    )
    parser.add_argument("--kinds", help=kinds)
    parser.add_argument(
        "--lanes",
        type=int,
        default=2,
        help=say("jobs at a time (default: 2)", "операций одновременно (обычно 2)"),
    )
    parser.add_argument(
        "--silence",
        type=float,
        default=SILENCE,
        metavar="SECONDS",
        help=say(
            f"after so much silence a job is taken over; the same for all workers (default: {SILENCE:.0f})",
            f"после такого молчания операцию берёт другой; одно для всех исполнителей (обычно {SILENCE:.0f})",
        ),
    )
    parser.add_argument(
        "--while-parent-runs",
        type=int,
        metavar="PID",
        help=say(
            "end with the process of this number, that began it",
            "закончить вместе с процессом этого номера, который его начал",
        ),
    )


def run(arguments: argparse.Namespace) -> int:
    """Work; return 2 for kinds that there are not, or numbers out of range."""
    settings = read_settings()
    names = [name.strip() for name in arguments.kinds.split(",")] if arguments.kinds else list(KINDS)
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        print(f"tetrad worker: there are no jobs of the kind {unknown[0]!r}", file=sys.stderr)
        return 2
    if not 1 <= arguments.lanes <= MOST_LANES or not 1 <= arguments.silence <= 3600:
        print(f"tetrad worker: --lanes is from 1 to {MOST_LANES}, --silence from 1 to 3600", file=sys.stderr)
        return 2
    if not arguments.once:
        configure_logs(settings.log)
    with contextlib.closing(open_application(settings)) as application:
        if POOL in names and (settings.prepare or arguments.kinds):
            ask_for_pools(application)
        application.write(lambda unit: unit.library.jobs.forget_ended(moment() - KEPT_MILLISECONDS))
        worker = Worker(
            application=application,
            kinds={name: KINDS[name] for name in names},
            lanes=arguments.lanes,
            place=place(settings),
            once=arguments.once,
            silence=arguments.silence,
        )
        _work(worker, arguments.while_parent_runs)
    return 0


def _work(worker: Worker, parent: int | None) -> None:
    """Work until told to leave, or until the parent has ended."""

    def leave(_signal: int, _frame: FrameType | None) -> None:
        worker.leave()

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGINT)}
    working = threading.Thread(target=worker.work, name="worker")
    working.start()
    while working.is_alive():
        working.join(_SECONDS_BETWEEN)
        if parent is not None and os.getppid() != parent:
            worker.leave()
    for number, handler in before.items():
        signal.signal(number, handler)

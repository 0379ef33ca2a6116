"""`tetrad jobs`: what an operator sees of background work, and does about it."""

import argparse
import contextlib
import json
import sys
from datetime import UTC, datetime
from typing import Any, Final

from api.bootstrap import Application, open_application
from api.commands.option_help import add_json, helper
from api.jobs.runs import moment
from api.jobs.table import KINDS
from api.jobs.working import find_job
from api.settings import read_settings
from library_core.jobs import Job, JobKey, cancel, repeat

MOST_LISTED: Final = 1000
DEFAULT_LISTED: Final = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad jobs`."""
    say = helper(parser)
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser(
        "list",
        help=say(
            "print jobs: those under way first, then the newest",
            "напечатать операции: сначала начатые, затем самые новые",
        ),
    )
    listing.add_argument(
        "--limit",
        type=int,
        default=DEFAULT_LISTED,
        help=say("at most so many (default: 50)", "не больше стольких (обычно 50)"),
    )
    add_json(listing, say)
    key = say(
        "the key of a job, as `tetrad jobs list` prints it",
        "ключ операции, как его печатает `tetrad jobs list`",
    )
    cancelling = say(
        "cancel a job that waits or is under way", "отменить операцию, которая ждёт или выполняется"
    )
    retrying = say(
        "let a job that was parked, refused or cancelled begin anew",
        "начать заново операцию, которая отложена, отклонена или отменена",
    )
    for name, purpose in (("cancel", cancelling), ("retry", retrying)):
        actions.add_parser(name, help=purpose).add_argument("key", metavar="JOB", help=key)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked; return 1 if there is no such job, or it can't be done to it."""
    with contextlib.closing(open_application(read_settings())) as application:
        if arguments.action == "list":
            _list(application, arguments)
            return 0
        job = find_job(application, JobKey(arguments.key))
        if job is None:
            print(f"tetrad jobs: there is no job {arguments.key}", file=sys.stderr)
            return 1
        done = _cancel(application, job) if arguments.action == "cancel" else _repeat(application, job)
    if not done:
        print(f"tetrad jobs: {job.key} is {job.state}: nothing to {arguments.action}", file=sys.stderr)
    return 0 if done else 1


def _list(application: Application, arguments: argparse.Namespace) -> None:
    limit = max(1, min(arguments.limit, MOST_LISTED))
    for job in application.read(lambda unit: unit.library.jobs.all(limit)):
        shown = show_job(job)
        print(json.dumps(shown, ensure_ascii=False) if arguments.json else _line(shown))


def show_job(job: Job) -> dict[str, Any]:
    """Return what is printed of a job; nothing of it names a person."""
    kind = KINDS.get(job.wanted.kind)
    return {
        "key": job.key,
        "kind": job.wanted.kind,
        "title": kind.title.in_language("en") if kind else job.wanted.kind,
        "state": "stopping" if job.stopping else job.state,
        "school": job.school,
        "subject": job.wanted.subject,
        "done": job.progress.done,
        "total": job.progress.total,
        "tries": job.tries,
        "said": job.said.in_language("en"),
        "requested": _time(job.requested_at),
        "changed": _time(job.changed_at),
    }


def _line(shown: dict[str, Any]) -> str:
    far = f"{shown['done']}/{shown['total']}" if shown["total"] else "-"
    words = f"{shown['key']}  {shown['state']:9} {far:>11}  {shown['kind']:10} {shown['changed']}"
    return f"{words}  {shown['said']}".rstrip()


def _cancel(application: Application, job: Job) -> bool:
    if job.is_open:
        application.write(lambda unit: cancel(unit.library.jobs, job, moment()))
    return job.is_open


def _repeat(application: Application, job: Job) -> bool:
    return application.write(lambda unit: repeat(unit.library.jobs, job, moment()))


def _time(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).strftime("%Y-%m-%d %H:%M:%S")

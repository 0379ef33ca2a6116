"""`tetrad narrate`: have a synthesiser speak what a published textbook has no recording of."""

import argparse
import contextlib
import sys
import time
from typing import Final

from tqdm import tqdm

from api.bootstrap import Application, open_application
from api.commands.option_help import helper
from api.jobs.narrations import NARRATION, request_narration
from api.jobs.working import find_job, work_off
from api.settings import read_settings
from library_core.editions import Edition
from library_core.jobs import Job
from library_core.library import Act
from library_core.people import LIBRARY, SchoolKey
from library_core.works import full_name
from variants.texts import LANGUAGES, Text

STOPPED: Final = Text(en="stopped", ru="остановлено")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad narrate`."""
    say = helper(parser)
    parser.add_argument(
        "name", metavar="NAME", help=say("the name of a textbook in the catalogue", "имя учебника в каталоге")
    )
    parser.add_argument(
        "--school",
        default=LIBRARY,
        help=say("key of a school (default: the library of all)", "ключ школы (обычно — общая библиотека)"),
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="en",
        help=say("language of what is printed", "язык того, что печатается"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Narrate; return 1 if there is no such textbook, or it can't be spoken."""
    with contextlib.closing(open_application(read_settings())) as application:
        school = SchoolKey(arguments.school)
        edition = _find(application, school, arguments.name)
        if edition is None:
            print(f"tetrad narrate: there is no {arguments.name} in the catalogue", file=sys.stderr)
            return 1
        act = Act(school=edition.work.school, at=time.time_ns() // 1_000_000)
        asked = application.write(lambda unit: request_narration(unit.library, act, edition.key))
        ended = _narrate(application, asked)
    if ended.state != "done":
        said = (ended.said if ended.said != Text() else STOPPED).in_language(arguments.language)
        print(f"tetrad narrate: {said}", file=sys.stderr)
        return 1
    words = Text(en="paragraphs spoken", ru="абзацев озвучено").in_language(arguments.language)
    print(f"{edition.work.name}, {edition.number}: {words}: {ended.progress.done}")
    return 0


def _find(application: Application, school: SchoolKey, name: str) -> Edition | None:
    full = full_name(name, school)
    return application.read(lambda unit: unit.library.editions.published(school, (full,))).get(full)


def _narrate(application: Application, asked: Job) -> Job:
    """Work off the narrations that were asked for, this one among them; return how it ended."""
    with tqdm(total=0, unit="paragraph", disable=None) as bar:

        def show() -> None:
            job = find_job(application, asked.key) or asked
            bar.total = job.progress.total
            bar.update(job.progress.done - bar.n)

        work_off(application, [NARRATION], show=show)
    return find_job(application, asked.key) or asked

"""`tetrad narrate`: have a synthesiser speak what a published textbook has no recording of."""

import argparse
import contextlib
import sys
import time
from typing import Final

from tqdm import tqdm

from api.bootstrap import Application, open_application
from api.narrating import request_narration, work_off
from api.settings import read_settings
from library_core.editions import Edition
from library_core.library import Act
from library_core.narrations import Narration, Reason
from library_core.people import LIBRARY, SchoolKey
from library_core.works import full_name
from variants.texts import LANGUAGES, Text

REASONS: Final[dict[Reason, Text]] = {
    "no_synthesiser": Text(
        en="no synthesiser: install the program espeak-ng, or Tetrad with the extra `narration`",
        ru="нет синтезатора: установите программу espeak-ng или Tetrad с дополнением `narration`",
    ),
    "no_language": Text(
        en="only books in Russian and English can be spoken",
        ru="озвучиваются только книги на русском и английском",
    ),
    "no_textbook": Text(en="this is no textbook", ru="это не учебник"),
    "": Text(en="stopped", ru="остановлено"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad narrate`."""
    parser.add_argument("name", metavar="NAME", help="the name of a textbook in the catalogue")
    parser.add_argument("--school", default=LIBRARY, help="key of a school (default: the library of all)")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of what is printed")


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
        print(f"tetrad narrate: {REASONS[ended.reason].in_language(arguments.language)}", file=sys.stderr)
        return 1
    words = Text(en="paragraphs spoken", ru="абзацев озвучено").in_language(arguments.language)
    print(f"{edition.work.name}, {edition.number}: {words}: {ended.done}")
    return 0


def _find(application: Application, school: SchoolKey, name: str) -> Edition | None:
    full = full_name(name, school)
    return application.read(lambda unit: unit.library.editions.published(school, (full,))).get(full)


def _narrate(application: Application, asked: Narration) -> Narration:
    with tqdm(total=0, unit="paragraph", disable=None) as bar:

        def show(said: Narration) -> bool:
            bar.total = said.total
            bar.update(said.done - bar.n)
            return True

        return work_off(application, asked, show)

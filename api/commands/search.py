"""`tetrad search`: find editions in the catalogue of the library, or of a school; make the index anew."""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from api.bootstrap import Application, open_application
from api.commands.option_help import Say, add_json, helper
from api.settings import read_settings
from library_core.people import LIBRARY, SchoolKey
from search.marks import Piece, mark
from search.queries import BANDS, FILTERS, LARGEST_PAGE, SORTS, WITH_AUDIO, Found, Query
from search.records import Record
from variants.texts import LANGUAGES, text_to_json

REBUILD: Final = "rebuild"
BAR: Final = 40


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad search`."""
    say = helper(parser)
    parser.add_argument(
        "words",
        metavar="WORDS",
        help=say(
            'words in any form, "phrases" in quotes, formulas; "" finds everything; the one word '
            "rebuild makes the search index anew",
            'слова в любой форме, «фразы» в кавычках, формулы; "" находит всё; одно слово '
            "rebuild строит поисковый индекс заново",
        ),
    )
    parser.add_argument(
        "--kind",
        help=say(
            "task, notebook, textbook, scenario, video, application or course",
            "task, notebook, textbook, scenario, video, application или course",
        ),
    )
    _configure_narrowing(parser, say)
    parser.add_argument(
        "--sort", choices=SORTS, default=SORTS[0], help=say("what comes first", "что идёт первым")
    )
    parser.add_argument(
        "--school",
        default=LIBRARY,
        help=say("key of a school: its own editions too", "ключ школы: и её собственные издания"),
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help=say("make the search index anew first", "сначала построить поисковый индекс заново"),
    )
    add_json(parser, say)


def _configure_narrowing(parser: argparse.ArgumentParser, say: Say) -> None:
    for name, en, ru in (
        ("--subject", "key of a subject, such as physics", "ключ предмета, например physics"),
        ("--section", "key of a section, such as mechanics", "ключ раздела, например mechanics"),
        ("--publisher", "publisher, as the catalogue names it", "издатель, как он назван в каталоге"),
        ("--licence", "licence, as the catalogue names it", "лицензия, как она названа в каталоге"),
    ):
        parser.add_argument(name, help=say(en, ru))
    parser.add_argument("--grade", type=int, help=say("grade, 1 to 11", "класс, от 1 до 11"))
    parser.add_argument(
        "--language", choices=LANGUAGES, help=say("language it is written in", "язык, на котором написано")
    )
    parser.add_argument(
        "--duration", choices=tuple(BANDS), help=say("how many minutes it takes", "сколько минут занимает")
    )
    parser.add_argument(
        "--audio",
        choices=(WITH_AUDIO,),
        help=say("only what can be listened to", "только то, что можно слушать"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Print everything that fits, best first; nothing found is no error."""
    filters = {name: getattr(arguments, name) for name in FILTERS}
    query = Query(
        school=SchoolKey(arguments.school),
        words=arguments.words,
        sort=arguments.sort,
        size=LARGEST_PAGE,
        **filters,
    )
    with contextlib.closing(open_application(read_settings())) as application:
        if arguments.words == REBUILD:
            print(_rebuild(application))
            return 0
        if arguments.rebuild:
            print(_rebuild(application), file=sys.stderr)
        application.follower.catch_up()
        found = application.search(query)
        for page in _pages(application, query, found):
            for record in page.records:
                print(_as_json(record) if arguments.json else _line(record, query.words))
    if not arguments.json:
        print(_summary(found), file=sys.stderr)
    return 0


def _rebuild(application: Application) -> str:
    """Make the index anew, and say so; on a terminal a bar shows how far it is."""
    started = time.monotonic()
    shown = sys.stderr.isatty()
    count = application.rebuild_index(_show_progress if shown else lambda _done, _all: None)
    if shown:
        print(file=sys.stderr)
    return f"{count} changes taken in, in {time.monotonic() - started:.1f} s."


def _show_progress(done: int, total: int) -> None:
    filled = BAR * done // max(total, 1)
    print(f"\r[{'#' * filled}{'.' * (BAR - filled)}] {done} of {total}", end="", file=sys.stderr, flush=True)


def _pages(application: Application, query: Query, first: Found) -> Iterator[Found]:
    yield first
    for number in range(2, -(-first.total // query.size) + 1):
        yield application.search(replace(query, page=number))


def _as_json(record: Record) -> str:
    return json.dumps(_row(record), ensure_ascii=False)


def _row(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "edition": record.key,
        "number": record.number,
        "kind": record.kind,
        "title": text_to_json(record.title),
        "subject": record.subject,
        "section": record.section,
        "grades": list(record.grades),
        "languages": list(record.languages),
        "skills": list(record.skills),
        "authors": list(record.authors),
        "publisher": record.publisher,
        "licence": record.licence,
        "minutes": record.minutes,
        "has_audio": record.has_audio,
        "assigned": record.popularity,
    }


def _line(record: Record, words: str) -> str:
    titles = " / ".join(
        "".join(_shown(piece) for piece in mark(record.title.in_language(language), words))
        for language in record.title.languages
    )
    grades = ", ".join(str(grade) for grade in record.grades)
    return f"{record.name}  {titles}  ({record.kind}, {record.subject}: {record.section}, grades {grades})"


def _shown(piece: Piece) -> str:
    return f"[{piece.text}]" if piece.marked else piece.text


def _summary(found: Found) -> str:
    counts = (
        f"{name}: " + ", ".join(f"{value} {count}" for value, count in found.counts[name].items())
        for name in FILTERS
        if found.counts[name]
    )
    return "\n".join([f"{found.total} found", *counts])

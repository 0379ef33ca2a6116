"""`tetrad search`: find editions in the catalogue of the library, or of a school."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.bootstrap import Application, open_application
from api.settings import read_settings
from library_core.people import LIBRARY, SchoolKey
from search.following import rebuild
from search.marks import Piece, mark
from search.queries import FILTERS, LARGEST_PAGE, Found, Query
from search.records import Record
from variants.texts import LANGUAGES, text_to_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad search`."""
    parser.add_argument("words", metavar="WORDS", help='words in any form; "" finds everything')
    parser.add_argument("--kind", help="task or notebook")
    parser.add_argument("--subject")
    parser.add_argument("--section")
    parser.add_argument("--grade", type=int)
    parser.add_argument("--language", choices=LANGUAGES, help="language it is written in")
    parser.add_argument("--school", default=LIBRARY, help="key of a school: its own editions too")
    parser.add_argument("--rebuild", action="store_true", help="make the search index anew first")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def run(arguments: argparse.Namespace) -> int:
    """Print everything that fits, best first; nothing found is no error."""
    filters = {name: getattr(arguments, name) for name in FILTERS}
    query = Query(school=SchoolKey(arguments.school), words=arguments.words, size=LARGEST_PAGE, **filters)
    with contextlib.closing(open_application(read_settings())) as application:
        if arguments.rebuild:
            rebuild(application.index, application.press.library)
        application.follow_changes()
        found = application.search(query)
        for page in _pages(application, query, found):
            for record in page.records:
                print(_as_json(record) if arguments.json else _line(record, query.words))
    if not arguments.json:
        print(_summary(found), file=sys.stderr)
    return 0


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

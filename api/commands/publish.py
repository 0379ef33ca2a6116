"""`tetrad publish`: publish the documents of folders, or single ones, for the library or a school."""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from api.bootstrap import Application, open_application
from api.commands.option_help import add_json, helper
from api.settings import read_settings
from content.loader import Document, Outcome, find_documents, in_order, publish_documents
from library_core.library import Act
from library_core.people import LIBRARY, SchoolKey
from variants.texts import LANGUAGES, Language, text_to_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad publish`."""
    say = helper(parser)
    parser.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help=say("folders of documents, or single files", "папки с документами или отдельные файлы"),
    )
    parser.add_argument(
        "--school",
        default=LIBRARY,
        help=say("key of a school (default: the library of all)", "ключ школы (обычно — общая библиотека)"),
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help=say("language of the problems", "язык замечаний")
    )
    add_json(parser, say)


def run(arguments: argparse.Namespace) -> int:
    """Publish; return 1 if a document was refused, or nothing was found at one of the paths."""
    found = [_find(path) for path in arguments.paths]
    documents = in_order(document for each in found for document in each)
    if not documents:
        return 1
    with contextlib.closing(open_application(read_settings())) as application:
        school = SchoolKey(arguments.school)
        if school != LIBRARY and not _is_school(application, school):
            return _stop(f"there is no school with the key {school}")
        outcomes = _publish(application, documents, school, arguments)
    return 0 if all(found) and not any(outcome.problems for outcome in outcomes) else 1


def _find(path: Path) -> tuple[Document, ...]:
    """Return the documents at a path; say so if there are none."""
    if not path.exists():
        _stop(f"there is nothing at {path}")
        return ()
    documents = find_documents(path.resolve())
    if not documents:
        _stop(
            f"no documents at {path}: tasks are *.yaml, notebooks *.ru.md and *.en.md, textbooks *.epub "
            "or folders with book.md, labs folders with lab.yaml"
        )
    return documents


def _publish(
    application: Application, documents: Sequence[Document], school: SchoolKey, arguments: argparse.Namespace
) -> list[Outcome]:
    act = Act(school=school, at=time.time_ns() // 1_000_000)
    outcomes = []
    # The bar shows on a terminal only (`disable=None`).
    with tqdm(total=len(documents), unit="document", disable=None) as bar:
        for outcome in publish_documents(application.press, documents, act):
            bar.write(_as_json(outcome) if arguments.json else _words(outcome, arguments.language))
            bar.update()
            outcomes.append(outcome)
    application.follow_changes()
    return outcomes


def _is_school(application: Application, school: SchoolKey) -> bool:
    return application.read(lambda unit: unit.people.find_school(school)) is not None


def _words(outcome: Outcome, language: Language) -> str:
    if outcome.edition is None:
        problems = "".join(f"\n  {problem.in_language(language)}" for problem in outcome.problems)
        return f"refused    {outcome.document.place}{problems}"
    said = "published" if outcome.fresh else "unchanged"
    of_file = "" if outcome.document.package is None else f" ({outcome.document.place})"
    return f"{said}  {outcome.edition.work.name}, edition {outcome.edition.number}{of_file}"


def _as_json(outcome: Outcome) -> str:
    return json.dumps(_row(outcome), ensure_ascii=False)


def _row(outcome: Outcome) -> dict[str, Any]:
    edition = outcome.edition
    found = {"document": outcome.document.place, "kind": outcome.document.upload.kind}
    if edition is None:
        problems = [
            {
                "document": problem.document,
                "line": problem.line,
                "column": problem.column,
                "message": text_to_json(problem.message),
            }
            for problem in outcome.problems
        ]
        return {**found, "state": "refused", "problems": problems}
    state = "published" if outcome.fresh else "unchanged"
    return {
        **found,
        "state": state,
        "name": edition.work.name,
        "edition": edition.key,
        "number": edition.number,
    }


def _stop(message: str) -> int:
    print(f"tetrad publish: {message}", file=sys.stderr)
    return 1

"""`tetrad preflight`: check packages of publishers, and say what is wrong, where, and how to mend it."""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

from api.commands.option_help import helper
from library_core.preflight.checking import check_epub
from library_core.preflight.report import Problem, Report, report_to_json
from variants.texts import Language

PASSED, BROKEN, CANT_OPEN = 0, 1, 2

ORDER: Final = ("fatal", "error", "warning", "usage", "info")
COLOURS: Final = {"fatal": "1;31", "error": "31", "warning": "33", "usage": "36", "info": "2"}
HEADINGS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "fatal": "Broken beyond reading on",
        "error": "Errors",
        "warning": "Warnings",
        "usage": "Good to know",
        "info": "Notes",
    },
    "ru": {
        "fatal": "Дальше читать невозможно",
        "error": "Ошибки",
        "warning": "Предупреждения",
        "usage": "Полезно знать",
        "info": "Заметки",
    },
}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "publishable": "can be published",
        "broken": "is broken",
        "blocked": "can't be published yet",
        "audio": "Paragraphs: {paragraphs}, with audio: {covered}, stale: {stale}",
        "missing": "can't be opened",
    },
    "ru": {
        "publishable": "можно публиковать",
        "broken": "файл с ошибками",
        "blocked": "публиковать ещё нельзя",
        "audio": "Абзацев: {paragraphs}, озвучено: {covered}, озвучка устарела: {stale}",
        "missing": "файл не открывается",
    },
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    say = helper(parser)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=say("EPUB files", "файлы EPUB"))
    parser.add_argument(
        "--json",
        action="store_true",
        help=say("print one JSON object a file", "печатать по одному объекту JSON на файл"),
    )
    parser.add_argument(
        "--language",
        choices=("en", "ru"),
        default=_language(),
        help=say("language of messages", "язык сообщений"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Check every file: 1 where one is broken or unsafe, 2 where one can't be opened, else 0."""
    status = PASSED
    for file in arguments.files:
        try:
            report = check_epub(file) if file.is_file() else None
        except OSError:
            report = None
        if report is None:
            print(f"{file}: {WORDS[arguments.language]['missing']}", file=sys.stderr)
            status = CANT_OPEN
            continue
        if arguments.json:
            print(json.dumps(report_to_json(report, str(file), arguments.language), ensure_ascii=False))
        else:
            _print(report, file, arguments.language)
        status = max(status, BROKEN if report.broken else PASSED)
    return status


def _language() -> Language:
    return "ru" if os.environ.get("LANG", "").startswith("ru") else "en"


def _print(report: Report, file: Path, language: Language) -> None:
    counts: Counter[str] = Counter(problem.severity for problem in report.problems)
    for severity in ORDER:
        if not counts[severity]:
            continue
        heading = f"{HEADINGS[language][severity]} ({counts[severity]})"
        print(f"\n{_coloured(heading, COLOURS[severity])}")
        for problem in report.problems:
            if problem.severity == severity:
                _print_problem(problem, file, language)
    words = WORDS[language]
    if report.audio.paragraphs:
        counted: dict[str, Any] = {
            "paragraphs": report.audio.paragraphs,
            "covered": report.audio.covered,
            "stale": report.audio.stale,
        }
        print("\n" + words["audio"].format(**counted))
    state = "publishable" if report.publishable else "broken" if report.broken else "blocked"
    print(_coloured(f"{file}: {words[state]}", "32" if report.publishable else "31"))


def _print_problem(problem: Problem, file: Path, language: Language) -> None:
    where = problem.path or file.name
    place = f"{where}:{problem.line}" if problem.line else where
    print(f"  {_coloured(problem.id, '1')}  {place}")
    print(f"      {problem.message.in_language(language)}")
    print(f"      {_coloured('→ ' + problem.remedy.in_language(language), '2')}")


def _coloured(text: str, code: str) -> str:
    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return text if plain else f"\x1b[{code}m{text}\x1b[0m"

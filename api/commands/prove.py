"""`tetrad prove`: prove tasks and labs on disk, and print what is known of each; nothing is published."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tqdm import tqdm

from api.commands.disk_documents import read_slots, read_task_file
from api.commands.disk_labs import is_built_in_lab, read_lab_at
from api.commands.option_help import Say, helper
from api.proof_reports.labs import told_lab
from api.proof_reports.page import write_page
from api.proof_reports.proven import SHOWN, Proven, told, told_refused
from api.proof_reports.words import exhibit_line, histogram_lines
from content.loader import find_documents
from content.readers import NOTEBOOK, TASK
from labs.proofs.proving import STUDENTS, examine_lab
from labs.reading.lab_reading import DOCUMENT as LAB_FILE
from variants.problems import DocumentRefused
from variants.proofs.proving import SIZE, prove_task
from variants.texts import LANGUAGES, Language


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad prove`."""
    say = helper(parser)
    parser.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help=say(
            "tasks, labs, notebooks, or folders of them",
            "задачи, лабораторные работы, тетради или папки с ними",
        ),
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default="en",
        help=say("language of what is printed", "язык того, что печатается"),
    )
    _configure_printing(parser, say)


def _configure_printing(parser: argparse.ArgumentParser, say: Say) -> None:
    parser.add_argument(
        "--json",
        action="store_true",
        help=say(
            "write JSON Lines, one task or lab a line", "писать JSON Lines, по задаче или работе в строке"
        ),
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help=say(
            "also write a page with twenty variants of each task",
            "записать ещё страницу с двадцатью вариантами каждой задачи",
        ),
    )
    parser.add_argument(
        "--workers",
        type=int,
        default=os.cpu_count() or 1,
        help=say("processes (default: cores)", "число процессов (обычно — по числу ядер)"),
    )


def run(arguments: argparse.Namespace) -> int:
    """Prove and print; return 1 if a task may not be published, or nothing was found."""
    language: Language = arguments.language
    try:
        files = _task_files(arguments.paths)
    except DocumentRefused as refused:
        for problem in refused.problems:
            print(problem.in_language(language), file=sys.stderr)
        return 1
    if not files:
        print("tetrad prove: no tasks there; tasks are *.yaml, labs are lab.yaml", file=sys.stderr)
        return 1
    workers = max(1, min(arguments.workers, len(files)))
    prove = partial(prove_file, exhibited=SHOWN if arguments.html is not None else 0, watched=workers == 1)
    proven = []
    for one in _with_progress(prove, files, workers):
        tqdm.write(
            json.dumps(one.row, ensure_ascii=False) if arguments.json else "\n".join(_words(one, language))
        )
        proven.append(one)
    if arguments.html is not None:
        write_page(arguments.html, proven, language)
    refused_count = sum(one.refused for one in proven)
    if not arguments.json:
        print(_last_line(proven, refused_count, language))
    return 1 if refused_count else 0


def prove_file(path: Path, *, exhibited: int = 0, watched: bool = False) -> Proven:
    """Read and prove one task file, and choose so many of its variants to be shown; or prove a lab.

    With `watched`, a bar of the simulated students stands on a terminal.
    """
    if path.name == LAB_FILE:
        return _prove_lab_file(path, watched=watched)
    task, document = None, str(path)
    try:
        task = read_task_file(path)
        return told(document, task, prove_task(task, size=SIZE), exhibited)
    except DocumentRefused as refused:
        return told_refused(document, task, refused.problems, exhibited)


def _prove_lab_file(path: Path, *, watched: bool) -> Proven:
    document = str(path)
    try:
        lab = read_lab_at(path)
    except DocumentRefused as refused:
        return told_refused(document, None, refused.problems, 0)
    with tqdm(total=STUDENTS, unit="student", leave=False, disable=None if watched else True) as bar:
        return told_lab(document, lab, examine_lab(lab, progress=bar.update))


def _task_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of all tasks and labs at these places, those of notebooks too, each once.

    Raises DocumentRefused.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_at(path):
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def _files_at(path: Path) -> Iterator[Path]:
    if is_built_in_lab(path):
        yield path / LAB_FILE
        return
    if not path.is_dir():
        yield from _files_of_notebook(path) if path.suffix == ".md" else (path,)
        return
    labs = sorted(path.rglob(LAB_FILE))
    yield from labs
    documents = find_documents(path)
    tasks = [document for document in documents if document.upload.kind == TASK]
    for document in tasks:
        yield path.parent / document.place
    if not tasks and not labs:
        for document in documents:
            if document.upload.kind == NOTEBOOK:
                place = path.parent / document.place
                yield from _files_of_notebook(place.with_name(min(document.upload.files)))


def _files_of_notebook(path: Path) -> Iterator[Path]:
    for slot in read_slots(path):
        if slot.lab is not None:
            yield slot.lab.place
        yield from (Path(task.document) for task in slot.tasks)


def _with_progress(prove: Callable[[Path], Proven], files: Sequence[Path], workers: int) -> Iterator[Proven]:
    # The bar shows on a terminal only (`disable=None`).
    with tqdm(total=len(files), unit="document", disable=None) as bar:
        for one in _in_processes(prove, files, workers) if workers > 1 else map(prove, files):
            bar.update()
            yield one


def _in_processes(prove: Callable[[Path], Proven], files: Sequence[Path], workers: int) -> Iterator[Proven]:
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(prove, files)


def _words(one: Proven, language: Language) -> Iterator[str]:
    title = one.title.in_language(language) if one.title is not None else ""
    yield f"{one.document}: {title}".rstrip(": ")
    if one.refused:
        yield from (f"  {fact.in_language(language)}" for fact in one.facts)
        yield {"en": "  May not be published:", "ru": "  Публиковать нельзя:"}[language]
        yield from (f"    {problem.in_language(language)}" for problem in one.problems)
        yield ""
        return
    yield from (f"  {fact.in_language(language)}" for fact in one.facts)
    for histogram in one.histograms:
        yield from (f"  {line}" for line in histogram_lines(histogram, language))
    if one.ugliest:
        yield {"en": "  The ten ugliest variants:", "ru": "  Десять самых некрасивых вариантов:"}[language]
    yield from (f"    {exhibit_line(exhibit, language)}" for exhibit in one.ugliest)
    for doubt in one.doubts:
        yield f"  {_DOUBT[language]} {doubt.in_language(language)}"
    yield ""


_DOUBT: dict[Language, str] = {"en": "Worth another look:", "ru": "Стоит взглянуть ещё раз:"}


def _last_line(proven: Sequence[Proven], refused: int, language: Language) -> str:
    variants = sum(one.capacity for one in proven)
    doubts = sum(len(one.doubts) for one in proven)
    good = len(proven) - refused
    labs = sum(Path(one.document).name == LAB_FILE for one in proven)
    tasks = len(proven) - labs
    of_labs = {"en": f"labs: {labs}; ", "ru": f"лабораторных работ: {labs}; "}[language] if labs else ""
    if language == "en":
        counted = f"proven: {good}, refused: {refused}; variants: {variants}; doubts: {doubts}."
        return f"Tasks: {tasks}; {of_labs}{counted}"
    counted = f"доказано: {good}, отклонено: {refused}; вариантов: {variants}; сомнений: {doubts}."
    return f"Задач: {tasks}; {of_labs}{counted}"

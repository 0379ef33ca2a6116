"""`tetrad prove`: prove tasks on disk, and print what is known of each of them; nothing is published."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from api.commands.disk_documents import read_slots, read_task_file
from api.commands.proof_page import write_page
from api.commands.proof_words import exhibit_line, facts_of, histogram_lines, problem_row, proof_row
from content.loader import find_documents
from content.readers import NOTEBOOK, TASK
from variants.problems import DocumentRefused, Problem
from variants.proofs.proving import SIZE, Proof, prove_task
from variants.templates.task import Task
from variants.texts import LANGUAGES, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What became of one document: a proof, or the problems that keep it from being published."""

    document: str
    task: Task | None = None
    proof: Proof | None = None
    problems: tuple[Problem, ...] = ()


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `tetrad prove`."""
    parser.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="tasks, notebooks, or folders of them"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="language of what is printed")
    parser.add_argument("--json", action="store_true", help="write JSON Lines, one task a line")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="also write a page with twenty variants of each task"
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
        print("tetrad prove: no tasks there; tasks are *.yaml", file=sys.stderr)
        return 1
    proven = []
    for one in _with_progress(files):
        tqdm.write(_as_json(one) if arguments.json else "\n".join(_words(one, language)))
        proven.append(one)
    if arguments.html is not None:
        write_page(
            arguments.html, [(one.document, one.task, one.proof, one.problems) for one in proven], language
        )
    refused_count = sum(one.proof is None for one in proven)
    if not arguments.json:
        print(_last_line(proven, refused_count, language))
    return 1 if refused_count else 0


def prove_file(path: Path) -> Proven:
    """Read and prove one task file."""
    task = None
    try:
        task = read_task_file(path)
        return Proven(document=str(path), task=task, proof=prove_task(task, size=SIZE))
    except DocumentRefused as refused:
        return Proven(document=str(path), task=task, problems=refused.problems)


def _task_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of all tasks at these places, each once. Raises DocumentRefused."""
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _files_at(path):
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield from _files_of_notebook(path) if path.suffix == ".md" else (path,)
        return
    documents = find_documents(path)
    tasks = [document for document in documents if document.upload.kind == TASK]
    for document in tasks:
        yield path.parent / document.place
    if not tasks:
        for document in documents:
            if document.upload.kind == NOTEBOOK:
                place = path.parent / document.place
                yield from _files_of_notebook(place.with_name(min(document.upload.files)))


def _files_of_notebook(path: Path) -> Iterator[Path]:
    return (Path(task.document) for slot in read_slots(path) for task in slot.tasks)


def _with_progress(files: Sequence[Path]) -> Iterator[Proven]:
    # The bar shows on a terminal only (`disable=None`).
    with tqdm(total=len(files), unit="task", disable=None) as bar:
        for file in files:
            bar.set_postfix_str(file.stem)
            yield prove_file(file)
            bar.update()


def _words(one: Proven, language: Language) -> Iterator[str]:
    title = one.task.title.in_language(language) if one.task is not None else ""
    yield f"{one.document}: {title}".rstrip(": ")
    if one.proof is None:
        yield {"en": "  May not be published:", "ru": "  Публиковать нельзя:"}[language]
        yield from (f"    {problem.in_language(language)}" for problem in one.problems)
        yield ""
        return
    proof = one.proof
    yield from (f"  {fact.in_language(language)}" for fact in facts_of(proof))
    for histogram in proof.histograms:
        yield from (f"  {line}" for line in histogram_lines(histogram, language))
    yield {"en": "  The ten ugliest variants:", "ru": "  Десять самых некрасивых вариантов:"}[language]
    yield from (f"    {exhibit_line(exhibit, language)}" for exhibit in proof.ugliest)
    for doubt in proof.certificate.doubts:
        yield f"  {_DOUBT[language]} {doubt.in_language(language)}"
    yield ""


_DOUBT: dict[Language, str] = {"en": "Worth another look:", "ru": "Стоит взглянуть ещё раз:"}


def _last_line(proven: Sequence[Proven], refused: int, language: Language) -> str:
    variants = sum(one.proof.pool.capacity for one in proven if one.proof is not None)
    doubts = sum(len(one.proof.certificate.doubts) for one in proven if one.proof is not None)
    good = len(proven) - refused
    tasks = len(proven)
    if language == "en":
        return f"Tasks: {tasks}; proven: {good}, refused: {refused}; variants: {variants}; doubts: {doubts}."
    return (
        f"Задач: {tasks}; доказано: {good}, отклонено: {refused}; вариантов: {variants}; сомнений: {doubts}."
    )


def _as_json(one: Proven) -> str:
    return json.dumps(_row(one), ensure_ascii=False)


def _row(one: Proven) -> dict[str, Any]:
    row: dict[str, Any] = {"document": one.document, "task": one.task.id if one.task is not None else None}
    if one.proof is None:
        return {**row, "state": "refused", "problems": [problem_row(problem) for problem in one.problems]}
    return {**row, "state": "proven", **proof_row(one.proof)}

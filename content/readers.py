"""How the library reads its kinds of documents: tasks, labs, notebooks; from files to the catalogue.

Proving a task or a lab (its pool, certified) takes seconds and is handed in, to be done elsewhere.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from labs.documents.lab import Lab
from labs.reading.lab_reading import FILES as LAB_FILES
from labs.reading.lab_reading import read_lab
from library_core.formats.application.kind import read_application
from library_core.formats.courses.course import read_course_files
from library_core.formats.epub.textbook_kind import read_textbook
from library_core.formats.lab_package.package import read_lab_package
from library_core.formats.scenarios.kind import read_scenario_files
from library_core.formats.textbook_markdown.kind import is_markdown_textbook, read_markdown_textbook
from library_core.formats.video.kind import read_video
from library_core.objects import ObjectKey, ObjectStore, read_object
from library_core.publishing import Described, FindUsed, PackageReader, Reader, Sent, UnknownWork
from library_core.uses import Use
from notebooks_engine.notebooks import Notebook, Prose, read_notebook
from variants.problems import DocumentRefused, Problem
from variants.prose.plain import plain_text
from variants.stocks import shared_disagreements
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Table, Task
from variants.texts import Language, Text

TASK: Final = "task"
NOTEBOOK: Final = "notebook"
TEXTBOOK: Final = "textbook"
SCENARIO: Final = "scenario"
COURSE: Final = "course"
VIDEO: Final = "video"
APPLICATION: Final = "application"
LAB: Final = "lab"

Prove = Callable[[Task], Mapping[str, bytes]]
"""Proves a task, and returns what was made on the way by recipe. Raises DocumentRefused."""
ProveLab = Callable[[Lab], Mapping[str, bytes]]
"""Does the same for a lab."""

_SHARED: Final = b"shared"
_HOLE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_FORMULA: Final = re.compile(r"\$\$.*?\$\$|\$.*?\$", re.DOTALL)


def readers(tables: Mapping[str, Table], prove: Prove, prove_lab: ProveLab) -> Mapping[str, Reader]:
    """Return the reader of each kind; `tables` are those of the library."""
    return {
        TASK: partial(read_task_files, tables=tables, prove=prove),
        LAB: partial(read_lab_files, tables=tables, prove=prove_lab),
        NOTEBOOK: partial(read_notebook_files, tables=tables),
        SCENARIO: read_scenario_files,
        COURSE: read_course_files,
    }


def package_readers(tables: Mapping[str, Table], prove_lab: ProveLab) -> Mapping[str, PackageReader]:
    """Return the reader of each kind whose files are objects; labs come as files, too."""
    return {
        TEXTBOOK: read_any_textbook,
        VIDEO: read_video,
        APPLICATION: read_application,
        LAB: partial(read_lab_archive, tables=tables, prove=prove_lab),
    }


def read_any_textbook(sent: Sent) -> Described:
    """Read a textbook as an EPUB, or as a folder of Markdown. Raises DocumentRefused."""
    return read_markdown_textbook(sent) if is_markdown_textbook(sent) else read_textbook(sent)


def read_task_files(
    files: Mapping[str, bytes], _find_used: FindUsed, *, tables: Mapping[str, Table], prove: Prove
) -> Described:
    """Read and prove the one file of a task. Raises DocumentRefused."""
    texts = _decode(files)
    if len(texts) != 1:
        message = Text(en="a task is one file", ru="задача — это один файл")
        raise DocumentRefused([Problem(document=min(texts, default=TASK), message=message)])
    ((document, text),) = texts.items()
    task = read_task(text, document=document, tables=tables)
    return Described(
        identifier=task.id,
        title=task.title,
        subject=task.subject,
        section=task.section,
        grades=task.grades,
        languages=task.languages,
        skills=task.skills,
        words=_statement(task),
        derived=prove(task),
    )


def read_lab_files(
    files: Mapping[str, bytes], _find_used: FindUsed, *, tables: Mapping[str, Table], prove: ProveLab
) -> Described:
    """Read and prove the folder of a lab. Raises DocumentRefused."""
    lab = read_lab(files, tables=tables)
    task = lab.apparatus
    return Described(
        identifier=lab.id,
        title=task.title,
        subject=task.subject,
        section=task.section,
        grades=task.grades,
        languages=task.languages,
        skills=task.skills,
        words=_words_of_lab(lab, _decode({path: files[path] for path in files if path.endswith(".md")})),
        derived=prove(lab),
    )


def read_lab_archive(sent: Sent, *, tables: Mapping[str, Table], prove: ProveLab) -> Described:
    """Read and prove a lab that came as one archive. Raises DocumentRefused."""

    def describe(files: Mapping[str, bytes]) -> Described:
        return read_lab_files(files, sent.find_used, tables=tables, prove=prove)

    return read_lab_package(sent, describe)


def files_of_lab(objects: ObjectStore, manifest: Mapping[str, ObjectKey]) -> Mapping[str, bytes]:
    """Return the files of a lab's edition; those of a page stand for themselves by their keys.

    So they can be compared without being read: they may be larger than memory.
    """
    return {
        path: read_object(objects, key) if path in LAB_FILES else key.encode()
        for path, key in manifest.items()
    }


def read_notebook_files(
    files: Mapping[str, bytes], find_used: FindUsed, *, tables: Mapping[str, Table]
) -> Described:
    """Read the files of a notebook, one a language; its tasks agree on what they share.

    Raises DocumentRefused.
    """
    texts = _decode(files)
    notebook = read_notebook(texts)
    _agree_on_shared(notebook, texts, find_used, tables)
    return Described(
        identifier=notebook.id,
        title=notebook.title,
        subject=notebook.subject,
        section=notebook.section,
        grades=notebook.grades,
        languages=notebook.languages,
        uses=tuple(_use(name, texts) for name in notebook.tasks)
        + tuple(_lab_use(name, texts) for name in notebook.labs),
        words=_prose(notebook, texts),
    )


def _agree_on_shared(
    notebook: Notebook, texts: Mapping[str, str], find_used: FindUsed, tables: Mapping[str, Table]
) -> None:
    """Raise DocumentRefused, at the lines naming the tasks, if two give a shared parameter other limits."""
    tasks: dict[str, Task] = {}
    for name in notebook.tasks:
        # A task that isn't there is refused by publishing itself, with its line.
        with contextlib.suppress(UnknownWork):
            ((document, content),) = find_used(name).items()
            if _SHARED in content:
                tasks[name] = read_task(content.decode("utf-8-sig"), document=document, tables=tables)
    problems = [
        Problem(document=use.document, line=use.line, column=use.column, message=message)
        for name, _, message in shared_disagreements(tasks)
        for use in (_use(name, texts),)
    ]
    if problems:
        raise DocumentRefused(problems)


def _decode(files: Mapping[str, bytes]) -> Mapping[str, str]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for document, content in files.items():
        try:
            texts[document] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(_not_utf8(document, content, error.start))
    if problems:
        raise DocumentRefused(problems)
    return texts


def _not_utf8(document: str, content: bytes, position: int) -> Problem:
    message = Text(
        en="the file is not UTF-8 text; save it in the UTF-8 encoding",
        ru="файл не в кодировке UTF-8; сохраните его в UTF-8",
    )
    return Problem(document=document, line=content.count(b"\n", 0, position) + 1, column=1, message=message)


def _use(name: str, texts: Mapping[str, str]) -> Use:
    """Find where the notebook names the task: a line of its own in a slot."""
    document = min(texts)
    lines = texts[document].splitlines()
    line = next((number for number, line in enumerate(lines, 1) if line.strip() == name), 0)
    return Use(name=name, kind=TASK, document=document, line=line, column=1 if line else 0)


def _lab_use(name: str, texts: Mapping[str, str]) -> Use:
    """Find where the notebook names the lab: at the head of a block of its own."""
    document = min(texts)
    written = re.compile(rf""":::+[ \t]*lab\b.*\blab=["']?{re.escape(name)}["']?[ \t}}]""")
    lines = texts[document].splitlines()
    line = next((number for number, line in enumerate(lines, 1) if written.match(line)), 0)
    return Use(name=name, kind=LAB, document=document, line=line, column=1 if line else 0)


def _words_of_lab(lab: Lab, texts: Mapping[str, str]) -> Text:
    """Return the purpose of a lab and its theory; teachers' notes are not to be found by students."""
    theory = [
        (language, plain_text(lab.pages.theory.in_language(language)))
        for language in lab.pages.theory.languages
    ]
    sources = [
        (language, text)
        for document, text in texts.items()
        for language in lab.apparatus.languages
        if document == f"theory.{language}.md"
    ]
    purpose = _statement(lab.apparatus)
    own = [(language, purpose.in_language(language)) for language in purpose.languages]
    return _joined([*own, *theory, *_formulas(sources)])


def _statement(task: Task) -> Text:
    """Return the statement as the author wrote it, without holes; formulas stand after it, to be found."""
    sources = [
        (language, template.text)
        for passage in task.statement
        for language in task.languages
        if (template := passage.texts.in_language(language)) is not None
    ]
    return _joined([(language, _plain(text)) for language, text in sources] + list(_formulas(sources)))


def _plain(source: str) -> str:
    return " ".join(_FORMULA.sub(" ", _HOLE.sub(" ", source)).split())


def _formulas(sources: Iterable[tuple[Language, str]]) -> Iterator[tuple[Language, str]]:
    """Yield the formulas of texts, one after another, in the dollars by which search knows them."""
    for language, source in sources:
        found = dict.fromkeys(each.strip("$").strip() for each in _FORMULA.findall(_HOLE.sub(" ", source)))
        if found:
            yield language, " ".join(f"${formula}$" for formula in found if formula)


def _prose(notebook: Notebook, texts: Mapping[str, str]) -> Text:
    prose = [
        (language, plain_text(block.html.in_language(language)))
        for block in notebook.blocks
        if isinstance(block, Prose)
        for language in block.html.languages
    ]
    sources = [
        (language, text)
        for document, text in texts.items()
        for language in notebook.languages
        if document.endswith(f".{language}.md")
    ]
    return _joined([*prose, *_formulas(sources)])


def _joined(passages: Iterable[tuple[Language, str]]) -> Text:
    words: dict[Language, list[str]] = {}
    for language, words_here in passages:
        words.setdefault(language, []).append(words_here)
    return Text(**{language: "\n".join(parts) for language, parts in words.items()})

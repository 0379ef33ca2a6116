"""Find a task or a notebook on disk, with the tasks that its slots name; no server or database needed.

A notebook is all files `id.LANGUAGE.md` of one folder. Its tasks stand anywhere below the `tasks` folder
of the nearest folder above that has one, else beside the notebook.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from content.tables import library_tables
from notebooks_engine.notebooks import read_notebook
from variants.problems import DocumentRefused, Problem
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.texts import Text

LARGEST_FILE: Final = 2 * 1024 * 1024
_NOTEBOOK: Final = re.compile(r"(?P<id>[^.]+)\.[a-z]{2}\.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOnDisk:
    """A slot and its tasks, read; a slot with a lab has none and is left out."""

    name: str
    tasks: tuple[Task, ...]


def read_slots(path: Path) -> tuple[SlotOnDisk, ...]:
    """Read a task (one slot of its own) or a notebook, file or folder. Raises DocumentRefused."""
    if path.is_dir():
        return _notebook_slots(_only_notebook(path))
    if _NOTEBOOK.fullmatch(path.name):
        return _notebook_slots(path)
    return (SlotOnDisk(name="1", tasks=(read_task_file(path),)),)


def _only_notebook(folder: Path) -> Path:
    found = sorted(path for path in folder.iterdir() if _NOTEBOOK.fullmatch(path.name))
    if len({_notebook_id(path) for path in found}) != 1:
        raise _refusal(
            folder,
            "a folder with exactly one notebook, or a file, is needed",
            "нужна папка ровно с одной тетрадью или файл",
        )
    return found[0]


def _notebook_id(path: Path) -> str:
    return path.name.split(".")[0]


def _notebook_slots(path: Path) -> tuple[SlotOnDisk, ...]:
    beside = [other for other in sorted(path.parent.iterdir()) if _NOTEBOOK.fullmatch(other.name)]
    files = [other for other in beside if _notebook_id(other) == _notebook_id(path)]
    notebook = read_notebook({file.name: _read(file) for file in files or [path]})
    places = _task_files(path)
    tasks: dict[str, Task] = {}
    problems: list[Problem] = []
    for name in notebook.tasks:
        try:
            tasks[name] = _named_task(name, places, path)
        except DocumentRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise DocumentRefused(problems)
    return tuple(
        SlotOnDisk(name=slot.name, tasks=tuple(tasks[name] for name in slot.tasks))
        for slot in notebook.slots
        if not slot.lab
    )


def _task_files(notebook: Path) -> Mapping[str, Path]:
    """Return the task files that a notebook may mean, by the names they go by."""
    above = next((folder for folder in notebook.resolve().parents if (folder / "tasks").is_dir()), None)
    files = notebook.parent.glob("*.yaml") if above is None else (above / "tasks").rglob("*.yaml")
    return {file.stem: file for file in sorted(files)}


def _named_task(name: str, places: Mapping[str, Path], notebook: Path) -> Task:
    task = name.rsplit("/", 1)[-1]
    if task not in places:
        raise _refusal(notebook, f"there is no file of the task {name}", f"нет файла задачи {name}")
    return read_task_file(places[task])


def read_task_file(path: Path) -> Task:
    """Read a task. Raises DocumentRefused."""
    return read_task(_read(path), document=str(path), tables=library_tables())


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _refusal(path, "the file can't be read", "файл не читается") from error
    if len(content) > LARGEST_FILE:
        raise _refusal(path, "the file is too large", "файл слишком велик")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(path, "the file is not UTF-8 text", "файл не в кодировке UTF-8") from error


def _refusal(path: Path, en: str, ru: str) -> DocumentRefused:
    return DocumentRefused([Problem(document=str(path), message=Text(en=en, ru=ru))])

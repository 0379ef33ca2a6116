"""Find a task, a lab or a notebook on disk, with all that its slots name; no server or database needed.

A notebook is all files `id.LANGUAGE.md` of one folder. Its tasks stand anywhere below the `tasks` folder
of the nearest folder above that has one, else beside the notebook; its labs below the `labs` folder or
beside it in the same way, else they are built-in ones.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from api.commands.disk_labs import is_built_in_lab, read_lab_at
from content.tables import library_tables
from labs.documents.lab import Lab
from labs.reading.lab_reading import DOCUMENT as LAB_FILE
from notebooks_engine.notebooks import read_notebook
from variants.problems import DocumentRefused, Problem
from variants.templates.reading.task_reading import read_task
from variants.templates.task import Task
from variants.texts import Text

LARGEST_FILE: Final = 2 * 1024 * 1024
_Read = TypeVar("_Read")
_NOTEBOOK: Final = re.compile(r"(?P<id>[^.]+)\.[a-z]{2}\.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabOnDisk:
    """A lab, read, and the place of its document as `tetrad prove` takes it."""

    place: Path
    lab: Lab


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOnDisk:
    """A slot with its tasks, or with its lab, read."""

    name: str
    tasks: tuple[Task, ...] = ()
    lab: LabOnDisk | None = None


def read_slots(path: Path) -> tuple[SlotOnDisk, ...]:
    """Read a task or a lab (a slot of its own), or a notebook, file or folder. Raises DocumentRefused."""
    if path.name == LAB_FILE or (path / LAB_FILE).is_file() or is_built_in_lab(path):
        return (SlotOnDisk(name="1", lab=_lab_at(path if path.name == LAB_FILE else path / LAB_FILE)),)
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
    notebook = read_notebook({file.name: _read_text(file) for file in files or [path]})
    problems: list[Problem] = []
    task_files, lab_files = _task_files(path), _lab_files(path, notebook.labs)
    tasks = _read_all(notebook.tasks, lambda name: read_task_file(_task_of(name, task_files, path)), problems)
    labs = _read_all(notebook.labs, lambda name: _lab_at(_lab_of(name, lab_files, path)), problems)
    if problems:
        raise DocumentRefused(problems)
    return tuple(
        SlotOnDisk(name=slot.name, lab=labs[slot.tasks[0]])
        if slot.lab
        else SlotOnDisk(name=slot.name, tasks=tuple(tasks[name] for name in slot.tasks))
        for slot in notebook.slots
    )


def _task_files(notebook: Path) -> Mapping[str, Path]:
    """Return the task files that a notebook may mean, by the names they go by."""
    above = _folder_above(notebook, "tasks")
    files = notebook.parent.glob("*.yaml") if above is None else above.rglob("*.yaml")
    return {file.stem: file for file in sorted(files)}


def _lab_files(notebook: Path, names: Iterable[str]) -> Mapping[str, Path]:
    """Return the documents of the labs that a notebook may mean, by the names they go by."""
    above = _folder_above(notebook, "labs")
    files = notebook.parent.glob(f"*/{LAB_FILE}") if above is None else above.rglob(LAB_FILE)
    built_in = {name: Path(name) / LAB_FILE for name in map(_last_part, names) if is_built_in_lab(Path(name))}
    return {**built_in, **{file.parent.name: file for file in sorted(files)}}


def _folder_above(notebook: Path, name: str) -> Path | None:
    return next((up / name for up in notebook.resolve().parents if (up / name).is_dir()), None)


def _read_all(
    names: Iterable[str], read: Callable[[str], _Read], problems: list[Problem]
) -> dict[str, _Read]:
    """Return what a notebook's names stand for, and gather what is wrong with it."""
    found: dict[str, _Read] = {}
    for name in names:
        try:
            found[name] = read(name)
        except DocumentRefused as refused:
            problems.extend(refused.problems)
    return found


def _task_of(name: str, files: Mapping[str, Path], notebook: Path) -> Path:
    if (task := _last_part(name)) not in files:
        raise _refusal(notebook, f"there is no file of the task {name}", f"нет файла задачи {name}")
    return files[task]


def _lab_of(name: str, files: Mapping[str, Path], notebook: Path) -> Path:
    if (lab := _last_part(name)) not in files:
        raise _refusal(
            notebook,
            f"there is no folder of the lab {name}, and no built-in lab of that name",
            f"нет папки лабораторной работы {name}, и встроенной работы с таким именем нет",
        )
    return files[lab]


def _last_part(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _lab_at(place: Path) -> LabOnDisk:
    return LabOnDisk(place=place, lab=read_lab_at(place))


def read_task_file(path: Path) -> Task:
    """Read a task. Raises DocumentRefused."""
    return read_task(_read_text(path), document=str(path), tables=library_tables())


def _read_text(path: Path) -> str:
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

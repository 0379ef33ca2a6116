"""This machine: the data folder, room on its disk, versions, and the files that browsers are given."""

import os
import platform
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Final

from api.diagnosing.findings import Finding, Looked, broken, doubtful, well
from api.sizes import size_in_words
from api.web.static_files import static_folder
from variants.texts import LANGUAGES

OLDEST_PYTHON: Final = (3, 11)
OLDEST_SQLITE: Final = (3, 35, 0)
"""The first with RETURNING, which SQLAlchemy asks for."""
LITTLE_ROOM: Final = 5 << 30
NO_ROOM: Final = 256 << 20
FEW_FILES: Final = 50_000
NO_FILES: Final = 1_000
_NAMED: Final = re.compile(r"""static\(["']([^"']+)["']\)""")
_OTHERS: Final = 0o077


def data_folder(looked: Looked) -> Iterator[Finding]:
    """Look whether the data folder is there, ours alone, and can be written."""
    name, folder = "data folder", looked.settings.data
    if not folder.exists():
        yield doubtful(
            name,
            f"{folder} is not there yet; the first start makes it. If it should be, mount its disk.",
            f"Папки {folder} пока нет: её создаст первый запуск. Если она должна быть, подключите её диск.",
        )
        return
    if not folder.is_dir():
        yield broken(
            name,
            f"{folder} is a file. Let TETRAD_DATA name a folder.",
            f"{folder} — файл. Укажите в TETRAD_DATA папку.",
        )
        return
    reason = _refusal_to_write(folder)
    if reason:
        yield broken(
            name,
            f"Nothing can be written into {folder}: {reason}. Give it to the user that Tetrad runs as: "
            f"chown -R tetrad {folder}",
            f"В папку {folder} нельзя писать: {reason}. Отдайте её пользователю, от имени которого работает "
            f"Тетрадь: chown -R tetrad {folder}",
        )
    elif folder.stat().st_mode & _OTHERS:
        yield doubtful(
            name,
            f"Other users of this machine can look into {folder}. Close it: chmod 700 {folder}",
            f"В папку {folder} могут заглянуть другие пользователи машины. Закройте её: chmod 700 {folder}",
        )
    else:
        yield well(name, f"{folder} is ours and can be written", f"{folder}: наша, запись возможна")


def _refusal_to_write(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"tetrad")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def room(looked: Looked) -> Iterator[Finding]:
    """Look how many bytes and how many files still fit on the disk of the data folder."""
    place = _standing(looked.settings.data)
    yield judge_room(shutil.disk_usage(place).free, place)
    files = os.statvfs(place)
    if files.f_files:
        yield judge_files(files.f_favail, place)


def judge_room(free: int, place: Path) -> Finding:
    """Judge how many bytes are free."""
    words = [size_in_words(free, language) for language in LANGUAGES]
    return _leveled(
        "room",
        (free, NO_ROOM, LITTLE_ROOM),
        (f"{words[0]} are free at {place}", f"На диске с {place} свободно {words[1]}"),
        ("Make room or give it a larger disk.", "Освободите место или возьмите диск побольше."),
    )


def judge_files(free: int, place: Path) -> Finding:
    """Judge how many files still fit, whatever their size."""
    return _leveled(
        "files",
        (free, NO_FILES, FEW_FILES),
        (f"{free} more files fit at {place}", f"На диск с {place} поместится ещё файлов: {free}"),
        (
            "Its inodes run out: use a file system with more.",
            "Заканчиваются inode: нужна файловая система, где их больше.",
        ),
    )


def _leveled(
    name: str, measured: tuple[int, int, int], found: tuple[str, str], advice: tuple[str, str]
) -> Finding:
    value, none, little = measured
    if value >= little:
        return well(name, found[0], found[1])
    say = broken if value < none else doubtful
    return say(name, f"{found[0]}. {advice[0]}", f"{found[1]}. {advice[1]}")


def _standing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())


def versions(_: Looked) -> Iterator[Finding]:
    """Look whether Python and SQLite are new enough."""
    python = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        yield broken(
            "Python",
            f"{python} is too old; install 3.11 or later.",
            f"{python} слишком стар: нужен 3.11 или новее.",
        )
    else:
        yield well(
            "Python", f"{python}, Tetrad {version('tetrad')}", f"{python}, Тетрадь {version('tetrad')}"
        )
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield broken(
            "SQLite",
            f"{sqlite3.sqlite_version} is too old; use a Python that brings 3.35 or later.",
            f"{sqlite3.sqlite_version} слишком стар: нужен Python, с которым идёт 3.35 или новее.",
        )
    else:
        yield well("SQLite", sqlite3.sqlite_version, sqlite3.sqlite_version)


def browser_files(_: Looked) -> Iterator[Finding]:
    """Look whether every file that a page names for browsers was installed."""
    missing = missing_files(Path(str(resources.files("api") / "pages")), static_folder())
    if missing:
        names = ", ".join(missing[:5])
        yield broken(
            "browser files",
            f"The installation is not whole, these are missing: {names}. Install Tetrad anew.",
            f"Тетрадь установлена не целиком, нет файлов: {names}. Установите её заново.",
        )
    else:
        yield well("browser files", "all are there", "все на месте")


def missing_files(pages: Path, static: Path) -> list[str]:
    """Return the files that pages name and that are not there."""
    named = {name for page in pages.rglob("*.html") for name in _NAMED.findall(page.read_text("utf-8"))}
    return sorted(name for name in named if not (static / name).is_file())

"""A lab in a zip archive: unpacked within limits; what it says is understood elsewhere, by who knows labs."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from library_core.formats.epub.archive import EpubArchive, open_archive
from library_core.formats.epub.refusals import LAB, say_refusal
from library_core.formats.findings import PackageRefused
from library_core.formats.sent_archives import check_bounds, open_sent, unpack
from library_core.publishing import Described, Sent
from variants.problems import DocumentRefused

DOCUMENT: Final = "lab.yaml"
MOST_TEXT: Final = 2 << 20
_WORDS: Final = ".md"
_LEFT_BY_SYSTEMS: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """The archive, and its paths by what they are called in the lab's folder."""

    archive: EpubArchive
    paths: Mapping[str, str]


def is_lab_package(source: BinaryIO) -> bool:
    """Tell whether an archive holds a lab; one that can't be opened does not."""
    try:
        return DOCUMENT in _folder(open_archive(source)).paths
    except PackageRefused:
        return False


def is_withheld(path: str) -> bool:
    """Tell whether a file of a lab is for the server alone: its document, and the words of its pages.

    They hold the model, the answers and what is said to teachers.
    """
    return path == DOCUMENT or ("/" not in path and path.lower().endswith(_WORDS))


def read_lab_package(sent: Sent, describe: Callable[[Mapping[str, bytes]], Described]) -> Described:
    """Return what `describe` makes of the lab's files, with all of them unpacked. Raises DocumentRefused.

    Files of a page are handed to it by name alone: they may be larger than memory.
    """
    with _opened(sent) as folder:
        described = describe(_texts(folder))
        unpacked = unpack(folder.archive, folder.paths.values(), sent)
        return replace(described, unpacked={name: unpacked[path] for name, path in folder.paths.items()})


def lab_files(sent: Sent) -> Mapping[str, bytes]:
    """Return the lab's files, those of a page by name alone. Raises DocumentRefused."""
    with _opened(sent) as folder:
        return _texts(folder)


@contextmanager
def _opened(sent: Sent) -> Iterator[_Folder]:
    found = open_sent(sent, LAB)
    with found.source:
        try:
            archive = open_archive(found.source)
            check_bounds(archive)
            yield _folder(archive)
        except PackageRefused as refused:
            raise DocumentRefused(say_refusal(refused.findings, found.name, LAB)) from None


def _folder(archive: EpubArchive) -> _Folder:
    """Find the lab's folder: at the root of the archive, or the one folder that all lies in."""
    names = [name for name in archive.names if not _is_left_by_a_system(name)]
    first = {name.partition("/")[0] for name in names}
    root = f"{first.pop()}/" if len(first) == 1 and DOCUMENT not in names else ""
    return _Folder(archive=archive, paths={name.removeprefix(root): name for name in names})


def _is_left_by_a_system(name: str) -> bool:
    return name.startswith(_LEFT_BY_SYSTEMS[0]) or name.rpartition("/")[2] in _LEFT_BY_SYSTEMS


def _texts(folder: _Folder) -> dict[str, bytes]:
    """Return the files by name; of those that are no texts of the lab, the name alone."""
    read = (*(name for name in folder.paths if is_withheld(name)), "scene.svg")
    return {
        name: folder.archive.read(path, MOST_TEXT) if name in read else b""
        for name, path in folder.paths.items()
    }

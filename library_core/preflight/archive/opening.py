"""Open the archive of a package within limits, and go on where a reader of books would refuse.

Names are decoded as UTF-8, as OCF asks; a name in another encoding is fatal. Nothing is written to disk.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from library_core.formats.findings import Finding, PackageRefused
from library_core.formats.zip_directory import (
    TooManyEntries,
    ZipBroken,
    ZipEntry,
    check_entries,
    read_directory,
)
from library_core.formats.zip_limits import (
    MOST_ENTRIES,
    check_kind,
    check_weight,
    shown_name,
)

LONGEST_DOCUMENT: Final = 32 * 1024**2
"""No document that is parsed may be longer, in bytes."""

HEADER_LENGTH: Final = 58

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    struct.error,
)
"""What reading a broken entry raises; RuntimeError is how zipfile says that it needs a password."""


class UnreadableEntry(Exception):
    """The bytes of an entry can't be had; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The entries of an archive by name, in the order of its directory; `names` may repeat."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]
    entries: Mapping[str, zipfile.ZipInfo]
    head: bytes

    def __contains__(self, path: str) -> bool:
        return path in self.entries

    def size(self, path: str) -> int:
        """Return how many bytes the entry has when unpacked, as the directory says."""
        return self.entries[path].file_size

    def read(self, path: str, most: int = LONGEST_DOCUMENT) -> bytes:
        """Return the bytes of an entry. Raises UnreadableEntry for a broken one and for more than `most`."""
        if self.size(path) > most:
            values = {"size": str(self.size(path)), "most": str(most)}
            raise UnreadableEntry(Finding(id="LIM-003", path=path, values=values))
        return self.beginning(path, most)

    def beginning(self, path: str, length: int) -> bytes:
        """Return the first bytes of an entry. Raises UnreadableEntry."""
        try:
            with self.zip.open(self.entries[path]) as stream:
                return stream.read(length)
        except BROKEN as error:
            raise UnreadableEntry(_unreadable(error, path)) from error


def open_archive(stream: BinaryIO) -> tuple[Archive | None, tuple[Finding, ...]]:
    """Open an archive within limits; None with the findings that forbid to read on. The stream stays open."""
    try:
        stream.seek(0)
        head = stream.read(HEADER_LENGTH)
    except OSError as error:
        return None, (_unreadable(error),)
    findings = _of_head(head)
    try:
        listed = read_directory(stream, MOST_ENTRIES)
        fatal = (*_of_limits(listed), *_of_names(listed))
        if fatal:
            return None, (*findings, *fatal)
        check_entries(stream, listed)
        opened = zipfile.ZipFile(stream)
    except TooManyEntries:
        return None, (*findings, Finding(id="LIM-001", values={"most": str(MOST_ENTRIES)}))
    except PackageRefused as refused:
        return None, (*findings, *refused.findings)
    except (ZipBroken, *BROKEN) as error:
        return None, (*findings, _unreadable(error))
    names = tuple(entry.name.decode("utf-8") for entry in listed)
    entries = dict(zip(names, opened.infolist(), strict=False))
    return Archive(zip=opened, names=names, entries=entries, head=head), findings


def _unreadable(error: Exception, path: str = "") -> Finding:
    return Finding(id="PKG-008", path=path, values={"reason": str(error) or type(error).__name__})


def _of_head(head: bytes) -> tuple[Finding, ...]:
    if len(head) < HEADER_LENGTH:
        return (Finding(id="PKG-003"),)
    if head[:2] != b"PK":
        return (Finding(id="PKG-004"),)
    return ()


def _of_limits(listed: tuple[ZipEntry, ...]) -> tuple[Finding, ...]:
    return (*check_weight(listed), *(finding for entry in listed for finding in check_kind(entry)))


def _of_names(listed: tuple[ZipEntry, ...]) -> tuple[Finding, ...]:
    """Find names that are no UTF-8, and names that lead out of the archive; rules of OCF are asked later."""
    findings: list[Finding] = []
    for entry in listed:
        try:
            name = entry.name.decode("utf-8")
        except UnicodeDecodeError:
            return (Finding(id="PKG-027", path=shown_name(entry)),)
        if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
            findings.append(Finding(id="LIM-005", path=shown_name(entry)))
    return tuple(findings)

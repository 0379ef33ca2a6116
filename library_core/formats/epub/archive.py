"""The archive of an EPUB: limits first, then its names, and the bytes under them.

What can't be read on, or could be read in two ways, is refused; what merely breaks a rule is a finding.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from library_core.formats.findings import Finding, PackageRefused
from library_core.formats.zip_directory import (
    LOCAL,
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
    refuse_as_broken,
    safe_name,
    shown_name,
)

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MIMETYPE: Final = "mimetype"
EPUB: Final = b"application/epub+zip"
LONGEST_DOCUMENT: Final = 32 * 1024**2
"""No document that is parsed may be longer, in bytes."""

PIECE: Final = 256 * 1024

FORBIDDEN_IN_NAMES: Final = frozenset('"*:<>?|')

_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubArchive:
    """The files of a package by normalised name, in the order of the archive; folders are left out."""

    zip: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]
    findings: tuple[Finding, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files."""
        return tuple(self.entries)

    def __contains__(self, path: str) -> bool:
        return path in self.entries

    def size(self, path: str) -> int:
        """Return how many bytes the file has. Raises KeyError."""
        return self.entries[path].file_size

    def open(self, path: str) -> BinaryIO:
        """Open a file. Raises KeyError, and PackageRefused if its bytes can't be had."""
        try:
            return io.BufferedReader(_Bytes(self.zip.open(self.entries[path]), path), PIECE)
        except _BROKEN as error:
            raise PackageRefused([_unreadable(path, error)]) from None

    def read(self, path: str, most: int = LONGEST_DOCUMENT) -> bytes:
        """Return the bytes of a file.

        Raises KeyError, and PackageRefused if the bytes can't be had or are more than `most`.
        """
        if self.size(path) > most:
            values = {"size": str(self.size(path)), "most": str(most)}
            raise PackageRefused([Finding(id="LIM-003", path=path, values=values)])
        with self.open(path) as source:
            return source.read()


class _Bytes(io.RawIOBase):
    """The bytes of an entry; damage is said in our words."""

    def __init__(self, source: IO[bytes], path: str) -> None:
        self._source = source
        self._path = path

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        try:
            content = self._source.read(len(view))
        except _BROKEN as error:
            raise PackageRefused([_unreadable(self._path, error)]) from None
        view[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._source.close()
        super().close()


def open_archive(source: BinaryIO) -> EpubArchive:
    """Open the archive; `source` can seek and stays open. Raises PackageRefused."""
    try:
        return _open(source)
    except ZipBroken as error:
        raise refuse_as_broken(error) from None
    except TooManyEntries:
        raise PackageRefused([Finding(id="LIM-001", values={"most": str(MOST_ENTRIES)})]) from None
    except _BROKEN as error:
        raise PackageRefused([_unreadable("", error)]) from None


def _open(source: BinaryIO) -> EpubArchive:
    source.seek(0)
    head = source.read(LOCAL.size + len(MIMETYPE) + len(EPUB))
    if len(head) < 4:
        raise PackageRefused([Finding(id="PKG-003")])
    if head[:2] != b"PK":
        raise PackageRefused([Finding(id="PKG-004")])
    listed = read_directory(source, MOST_ENTRIES)
    fatal = [*check_weight(listed), *(finding for entry in listed for finding in check_kind(entry))]
    if fatal:
        raise PackageRefused(fatal)
    check_entries(source, listed)
    opened = zipfile.ZipFile(source)
    infos = opened.infolist()
    if [info.header_offset for info in infos] != [entry.begin for entry in listed]:
        raise ZipBroken("it has two directories")
    entries, findings = _by_name(listed, infos)
    archive = EpubArchive(zip=opened, entries=entries)
    findings = (*_check_mimetype(archive, head), *findings, *_check_names(archive))
    return EpubArchive(zip=opened, entries=entries, findings=findings)


def _by_name(
    listed: tuple[ZipEntry, ...], infos: list[zipfile.ZipInfo]
) -> tuple[dict[str, zipfile.ZipInfo], tuple[Finding, ...]]:
    """Return the files by name. Two of one name are refused; names alike but for case are a finding."""
    entries: dict[str, zipfile.ZipInfo] = {}
    folded: dict[str, str] = {}
    findings: list[Finding] = []
    for entry, info in zip(listed, infos, strict=True):
        name = safe_name(entry)
        if name.endswith("/") and not entry.size:
            continue
        if name in entries or name.endswith("/"):
            raise PackageRefused([Finding(id="OPF-060", path=shown_name(entry), values={"name": name})])
        entries[name] = info
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            findings.append(Finding(id="OPF-060", path=name, values={"name": other}))
    return entries, tuple(findings)


def _check_mimetype(archive: EpubArchive, head: bytes) -> Iterator[Finding]:
    name, extra = LOCAL.unpack_from(head.ljust(LOCAL.size, b"\0"))[9:]
    first = head[LOCAL.size : LOCAL.size + name]
    if MIMETYPE not in archive or first != MIMETYPE.encode():
        yield Finding(id="PKG-006")
    elif extra:
        yield Finding(id="PKG-005", path=MIMETYPE, values={"length": str(extra)})
    if MIMETYPE in archive and not _is_as_it_should(archive):
        yield Finding(id="PKG-007", path=MIMETYPE)


def _is_as_it_should(archive: EpubArchive) -> bool:
    stored = archive.entries[MIMETYPE].compress_type == zipfile.ZIP_STORED
    return stored and archive.size(MIMETYPE) == len(EPUB) and archive.read(MIMETYPE) == EPUB


def _check_names(archive: EpubArchive) -> Iterator[Finding]:
    for name in archive.names:
        forbidden = sorted(set(name) & FORBIDDEN_IN_NAMES)
        if forbidden:
            yield Finding(id="PKG-009", path=name, values={"name": name, "characters": " ".join(forbidden)})
        if any(character.isspace() for character in name):
            yield Finding(id="PKG-010", path=name, values={"name": name})
        if any(part.endswith(".") for part in name.split("/")):
            yield Finding(id="PKG-011", path=name, values={"name": name})


def _unreadable(path: str, error: Exception) -> Finding:
    return Finding(id="PKG-008", path=path, values={"reason": str(error) or type(error).__name__})

"""Hostile archives read within limits: everything is bounded before anything is unpacked.

Names are decoded as UTF-8, as OCF asks. Nothing is written to disk, and no entry leads out of the archive.
"""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from library_core.formats.findings import Finding, PackageRefused

UTF8_NAME: Final = 0x800
ENCRYPTED: Final = 0x1
PACKED_BY: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LONGEST_NAME: Final = 1000
"""Characters of a path; addresses of other servers end at 2000 bytes."""
PIECE: Final = 1 << 18

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
"""What reading a broken archive raises; RuntimeError is how zipfile says that it needs a password."""

_ENTRY: Final = b"PK\x01\x02"
_BYTES_OF_AN_ENTRY: Final = 46
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLimits:
    """What an archive may be: entries; bytes unpacked, altogether and in one entry; how tightly it is packed.

    Entries of at most `small` bytes may have any `ratio`: an empty page is packed a thousandfold.
    """

    entries: int = 20_000
    total: int = 6 * 1024**3
    entry: int = 4 * 1024**3
    ratio: int = 200
    small: int = 1 << 20

    @property
    def directory(self) -> int:
        """Return how many bytes the list of entries may have."""
        return self.entries * (_BYTES_OF_AN_ENTRY + 300)


class _TooManyEntries(Exception):
    """The archive lists more entries than it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive within its limits. `findings` forbid to publish it and not to read it: names that collide.

    Of entries with the same name the first one counts; folders are left out.
    """

    _zip: zipfile.ZipFile
    _entries: Mapping[str, zipfile.ZipInfo]
    findings: tuple[Finding, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the paths of all files, in the archive's own order."""
        return tuple(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """Return how many bytes a file has, unpacked; it never gives more than that."""
        return self._entries[name].file_size

    def is_stored(self, name: str) -> bool:
        """Say whether a file is stored as it is, not compressed."""
        return self._entries[name].compress_type == zipfile.ZIP_STORED

    def open(self, name: str) -> BinaryIO:
        """Open a file. This and reading raise PackageRefused if it is broken."""
        with _named(name):
            return cast(
                BinaryIO, io.BufferedReader(_Unpacking(self._zip.open(self._entries[name]), name), PIECE)
            )

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file. Raises PackageRefused if it is broken or has more than `most`."""
        size = self.size(name)
        if size > most:
            values = {"size": str(size), "most": str(most)}
            raise PackageRefused([Finding(id="LIM-003", path=name, values=values)])
        with self.open(name) as source:
            return source.read(size)


def open_archive(source: BinaryIO, limits: ArchiveLimits) -> Archive:
    """Open an archive; `source` can be sought in, and stays open as long as the archive is read.

    Raises PackageRefused if it is broken, outside of the limits or unsafe to unpack.
    """
    bounded = _BoundedReads(source, limits)
    try:
        with _named(""):
            opened = zipfile.ZipFile(cast(BinaryIO, bounded))
            bounded.is_listed = True
            length = source.seek(0, io.SEEK_END)
    except _TooManyEntries:
        raise PackageRefused([Finding(id="LIM-001", values={"most": str(limits.entries)})]) from None
    infos = opened.infolist()
    names = _decoded_names(infos)
    findings = [*_of_all(infos, length, limits)]
    for name, info in zip(names, infos, strict=True):
        findings.extend(_of_entry(name, info, limits))
    if findings:
        raise PackageRefused(findings)
    entries: dict[str, zipfile.ZipInfo] = {}
    for name, info in zip(names, infos, strict=True):
        if not info.is_dir():
            entries.setdefault(name, info)
    return Archive(_zip=opened, _entries=entries, findings=tuple(_collisions(names)))


def folded_name(name: str) -> str:
    """Return the form under which two names are the same (OCF 3.3, section 4.2.2)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_safe_path(name: str) -> bool:
    """Say whether a path is normal and stays inside: no absolute path, drive, `..`, backslash or control."""
    parts = name.removesuffix("/").split("/")
    return (
        0 < len(name) <= LONGEST_NAME
        and "\\" not in name
        and _CONTROL.search(name) is None
        and not any(part in {"", ".", ".."} for part in parts)
        and re.match(r"[A-Za-z]:", name) is None
    )


def _decoded_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    try:
        return [
            info.orig_filename
            if info.flag_bits & UTF8_NAME
            else info.orig_filename.encode("cp437").decode("utf-8")
            for info in infos
        ]
    except UnicodeError:
        raise PackageRefused([Finding(id="PKG-027")]) from None


def _of_all(infos: list[zipfile.ZipInfo], length: int, limits: ArchiveLimits) -> Iterator[Finding]:
    total = sum(info.file_size for info in infos)
    if total > limits.total:
        yield Finding(id="LIM-002", values={"size": str(total), "most": str(limits.total)})
    if sum(info.compress_size for info in infos) > length:
        yield Finding(id="PKG-008", values={"reason": "entries lie over each other"})


def _of_entry(name: str, info: zipfile.ZipInfo, limits: ArchiveLimits) -> Iterator[Finding]:
    if info.file_size > limits.entry:
        values = {"size": str(info.file_size), "most": str(limits.entry)}
        yield Finding(id="LIM-003", path=name, values=values)
    if info.file_size > max(limits.small, limits.ratio * max(info.compress_size, 1)):
        yield Finding(id="LIM-004", path=name, values={"most": str(limits.ratio)})
    if not is_safe_path(name):
        yield Finding(id="LIM-005", path=_CONTROL.sub("\N{REPLACEMENT CHARACTER}", name[:LONGEST_NAME]))
    if stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        yield Finding(id="LIM-006", path=name)
    if info.flag_bits & ENCRYPTED:
        yield Finding(id="PKG-008", path=name, values={"reason": "a password is needed"})
    elif info.compress_type not in PACKED_BY:
        reason = f"compression method {info.compress_type}"
        yield Finding(id="PKG-008", path=name, values={"reason": reason})


def _collisions(names: list[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in names:
        folded = folded_name(name)
        if folded in seen:
            yield Finding(id="OPF-060", path=name, values={"name": name})
        seen.add(folded)


class _named:
    """Turns what a broken archive raises into PackageRefused with the path."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, BROKEN):
            finding = Finding(id="PKG-008", path=self._path, values={"reason": str(error)})
            raise PackageRefused([finding]) from error


class _BoundedReads:
    """A source whose list of entries can't be read if it is too long."""

    def __init__(self, source: BinaryIO, limits: ArchiveLimits) -> None:
        self._source = source
        self._limits = limits
        self.is_listed = False
        self.seek: Callable[..., int] = source.seek
        self.tell = source.tell
        self.seekable = source.seekable

    def read(self, length: int = -1) -> bytes:
        if self.is_listed:
            return self._source.read(length)
        if length > self._limits.directory:
            raise _TooManyEntries
        content = self._source.read(self._limits.directory if length < 0 else length)
        if content.count(_ENTRY) > self._limits.entries:
            raise _TooManyEntries
        return content


class _Unpacking(io.RawIOBase):
    """One file of an archive as it is unpacked."""

    def __init__(self, source: Any, name: str) -> None:  # noqa: ANN401 (zipfile gives no name to its streams)
        self._source = source
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        with _named(self._name):
            content: bytes = self._source.read(min(len(buffer), PIECE))
        buffer[: len(content)] = content
        return len(content)

    def close(self) -> None:
        self._source.close()
        super().close()

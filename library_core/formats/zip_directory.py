"""The directory of a zip archive, read bytewise before anything is unpacked, and held against its entries.

What two programs could read in two ways is broken: entries that overlap, local headers that say other
than the directory, bytes before the archive.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO, Final

END: Final = struct.Struct("<4s4H2LH")
END_MARK: Final = b"PK\5\6"
LOCATOR_64: Final = struct.Struct("<4sLQL")
END_64: Final = struct.Struct("<4sQ2H2L4Q")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
LOCAL: Final = struct.Struct("<4s5H3L2H")
LONGEST_COMMENT: Final = 0xFFFF
UNKNOWN_16, UNKNOWN_32 = 0xFFFF, 0xFFFFFFFF
SIZES_64: Final = 0x0001
SIZES_FOLLOW: Final = 0x0008
ENCRYPTED: Final = 0x0041
MOST_DIRECTORY_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipEntry:
    """One entry as the directory has it; `name` is raw bytes, `begin` is where its local header stands."""

    name: bytes
    flags: int
    method: int
    packed: int
    size: int
    begin: int
    attributes: int


class ZipBroken(Exception):
    """The archive can't be read, or can be read in more than one way."""


class TooManyEntries(Exception):
    """The archive has more entries than may be."""


def read_directory(source: BinaryIO, most_entries: int) -> tuple[ZipEntry, ...]:
    """Return the entries in the order of the directory. Raises ZipBroken and TooManyEntries."""
    length = source.seek(0, 2)
    count, size, begin = _find_directory(source, length)
    if count > most_entries:
        raise TooManyEntries
    if size > MOST_DIRECTORY_BYTES:
        raise TooManyEntries
    source.seek(begin)
    entries = _read_entries(source.read(size), most_entries)
    if len(entries) != count:
        raise ZipBroken(f"the directory holds {len(entries)} entries and promises {count}")
    return entries


def check_entries(source: BinaryIO, entries: tuple[ZipEntry, ...]) -> None:
    """Hold the local headers against the directory. Raises ZipBroken if they differ or entries overlap."""
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.begin):
        if entry.begin < free_from:
            raise ZipBroken("entries overlap")
        free_from = _end_of(source, entry)
    if entries:
        _, _, directory = _find_directory(source, source.seek(0, 2))
        if free_from > directory:
            raise ZipBroken("an entry reaches into the directory")


def _find_directory(source: BinaryIO, length: int) -> tuple[int, int, int]:
    """Return how many entries there are, and the directory's size and beginning in bytes."""
    tail_begin = max(0, length - END.size - LONGEST_COMMENT)
    source.seek(tail_begin)
    tail = source.read()
    at = tail.rfind(END_MARK)
    if at < 0 or at + END.size > len(tail):
        raise ZipBroken("it has no directory")
    _, _, _, _, count, size, begin, _ = END.unpack_from(tail, at)
    end = tail_begin + at
    if count == UNKNOWN_16 or UNKNOWN_32 in (size, begin):
        count, size, begin, end = _find_large(source, end, (count, size, begin))
    if begin + size != end:
        raise ZipBroken("its directory is not where it should be")
    return count, size, begin


def _find_large(source: BinaryIO, end: int, small: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Read the end record of a ZIP64 archive, if there is one."""
    if end < LOCATOR_64.size:
        return (*small, end)
    source.seek(end - LOCATOR_64.size)
    mark, _, at, _ = LOCATOR_64.unpack(source.read(LOCATOR_64.size))
    if mark != b"PK\6\7":
        return (*small, end)
    if at > end - LOCATOR_64.size - END_64.size:
        raise ZipBroken("its directory is not where it should be")
    source.seek(at)
    record = END_64.unpack(source.read(END_64.size))
    if record[0] != b"PK\6\6":
        raise ZipBroken("its directory is not where it should be")
    return record[7], record[8], record[9], at


def _read_entries(directory: bytes, most_entries: int) -> tuple[ZipEntry, ...]:
    entries: list[ZipEntry] = []
    at = 0
    while at < len(directory):
        if len(entries) == most_entries:
            raise TooManyEntries
        if at + CENTRAL.size > len(directory) or directory[at : at + 4] != b"PK\1\2":
            raise ZipBroken("its directory is damaged")
        entry, at = _read_entry(directory, at)
        entries.append(entry)
    return tuple(entries)


def _read_entry(directory: bytes, at: int) -> tuple[ZipEntry, int]:
    (_, _, _, flags, method, _, _, _, packed, size, name, extra, comment, disk, _, attributes, begin) = (
        CENTRAL.unpack_from(directory, at)
    )
    if disk not in (0, UNKNOWN_16):
        raise ZipBroken("it is one part of several")
    after_name = at + CENTRAL.size + name
    after = after_name + extra + comment
    if after > len(directory):
        raise ZipBroken("its directory is damaged")
    size, packed, begin = _large_sizes(directory[after_name : after_name + extra], (size, packed, begin))
    entry = ZipEntry(
        name=directory[at + CENTRAL.size : after_name],
        flags=flags,
        method=method,
        packed=packed,
        size=size,
        begin=begin,
        attributes=attributes,
    )
    return entry, after


def _large_sizes(extra: bytes, small: tuple[int, int, int]) -> tuple[int, int, int]:
    """Return size, packed size and beginning, with those of a ZIP64 field where the directory has none."""
    if UNKNOWN_32 not in small:
        return small
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == SIZES_64:
            values = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4) // 8}Q", extra, at + 4))
            size, packed, begin = (next(values, value) if value == UNKNOWN_32 else value for value in small)
            return size, packed, begin
        at += 4 + length
    return small


def _end_of(source: BinaryIO, entry: ZipEntry) -> int:
    """Return where the bytes of an entry end, its local header compared with the directory."""
    source.seek(entry.begin)
    header = source.read(LOCAL.size + len(entry.name))
    if len(header) < LOCAL.size + len(entry.name) or header[:4] != b"PK\3\4":
        raise ZipBroken("an entry is not where the directory says")
    _, _, flags, method, _, _, _, packed, size, name, extra = LOCAL.unpack_from(header)
    if header[LOCAL.size :] != entry.name or name != len(entry.name):
        raise ZipBroken("an entry has another name than in the directory")
    if method != entry.method or (flags ^ entry.flags) & ENCRYPTED:
        raise ZipBroken("an entry is packed otherwise than the directory says")
    if not flags & SIZES_FOLLOW and not _agree((packed, size), (entry.packed, entry.size)):
        raise ZipBroken("an entry has another size than in the directory")
    return entry.begin + LOCAL.size + len(entry.name) + int(extra) + entry.packed


def _agree(local: tuple[int, int], central: tuple[int, int]) -> bool:
    return all(here in (there, UNKNOWN_32) for here, there in zip(local, central, strict=True))

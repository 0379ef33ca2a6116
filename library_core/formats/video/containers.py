"""What a film is packed in, told by its bytes, and how long it lasts: MP4 (ISO 14496-12), WebM (RFC 9559)."""

import struct
from dataclasses import dataclass
from typing import BinaryIO, Final, Literal

Container = Literal["mp4", "webm"]

MOST_BOXES: Final = 2000
"""Boxes or elements looked at before a file is given up."""

_EBML: Final = 0x1A45DFA3
_DOCTYPE: Final = 0x4282
_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_SCALE: Final = 0x2AD7B1
_DURATION: Final = 0x4489
_LONGEST_VALUE: Final = 64


class NoFilm(Exception):
    """The bytes are neither MP4 nor WebM, or say nothing of their duration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A container and the duration of what it holds, in milliseconds."""

    container: Container
    milliseconds: int


def read_film(source: BinaryIO) -> Film:
    """Look into a file that can be sought in. Raises NoFilm."""
    head = source.read(12)
    source.seek(0)
    try:
        if head[4:8] == b"ftyp":
            return Film(container="mp4", milliseconds=_of_mp4(source))
        if head[:4] == _EBML.to_bytes(4, "big"):
            return Film(container="webm", milliseconds=_of_webm(source))
    except (struct.error, OverflowError, ValueError) as error:
        raise NoFilm from error
    raise NoFilm


def _of_mp4(source: BinaryIO) -> int:
    length = source.seek(0, 2)
    begin, end = _find_box(source, 0, length, b"moov")
    begin, _ = _find_box(source, begin, end, b"mvhd")
    source.seek(begin)
    (version,) = source.read(1)
    source.seek(begin + (20 if version == 1 else 12))
    scale, duration = struct.unpack(">LQ" if version == 1 else ">LL", source.read(12 if version == 1 else 8))
    return _checked(duration * 1000 / scale if scale else 0)


def _find_box(source: BinaryIO, at: int, end: int, name: bytes) -> tuple[int, int]:
    """Return where the content of the first box of this name begins and ends."""
    for _ in range(MOST_BOXES):
        source.seek(at)
        size, kind = struct.unpack(">L4s", source.read(8))
        begin = at + 8
        if size == 1:
            (size,) = struct.unpack(">Q", source.read(8))
            begin += 8
        elif size == 0:
            size = end - at
        if size < begin - at or at + size > end:
            raise NoFilm
        if kind == name:
            return begin, at + size
        at += size
    raise NoFilm


def _of_webm(source: BinaryIO) -> int:
    length = source.seek(0, 2)
    begin, end = _find_element(source, 0, length, _EBML)
    at, stop = _find_element(source, begin, end, _DOCTYPE)
    if _value(source, at, stop).rstrip(b"\0") != b"webm":
        raise NoFilm
    begin, end = _find_element(source, end, length, _SEGMENT)
    begin, end = _find_element(source, begin, end, _INFO)
    at, stop = _find_element(source, begin, end, _DURATION)
    ticks = struct.unpack(">f" if stop - at == 4 else ">d", _value(source, at, stop))[0]
    try:
        scale = int.from_bytes(_value(source, *_find_element(source, begin, end, _SCALE)), "big")
    except (NoFilm, struct.error):
        scale = 1_000_000
    return _checked(ticks * scale / 1_000_000)


def _find_element(source: BinaryIO, at: int, end: int, wanted: int) -> tuple[int, int]:
    """Return where the content of the first element of this id begins and ends."""
    for _ in range(MOST_BOXES):
        if at >= end:
            break
        source.seek(at)
        identifier, id_length = _variable(source, keep_mark=True)
        size, size_length = _variable(source, keep_mark=False)
        begin = at + id_length + size_length
        # All ones: the length was not known when it was written.
        stop = end if size == (1 << 7 * size_length) - 1 else begin + size
        if stop > end:
            raise NoFilm
        if identifier == wanted:
            return begin, stop
        at = stop
    raise NoFilm


def _variable(source: BinaryIO, *, keep_mark: bool) -> tuple[int, int]:
    """Return a number of variable length (RFC 8794, section 4) and how many bytes it has."""
    (first,) = struct.unpack(">B", source.read(1))
    length = 9 - first.bit_length()
    if length > 8:
        raise NoFilm
    number = int.from_bytes(bytes([first]) + source.read(length - 1), "big")
    return (number if keep_mark else number & ((1 << 7 * length) - 1)), length


def _value(source: BinaryIO, at: int, end: int) -> bytes:
    if end - at > _LONGEST_VALUE:
        raise NoFilm
    source.seek(at)
    return source.read(end - at)


def _checked(milliseconds: float) -> int:
    if not 1 <= milliseconds < 48 * 3600 * 1000:
        raise NoFilm
    return round(milliseconds)

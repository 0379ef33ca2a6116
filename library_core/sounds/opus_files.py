"""Opus in Ogg: how long a file is, and several joined to one by moving their packets: nothing is lost.

RFC 3533 (pages, checksum), RFC 6716 section 3.1 (how long a packet is), RFC 7845 (pre-skip, granules).
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

RATE: Final = 48_000
"""Granules a second, whatever the rate of the samples that were encoded."""

_HEADER: Final = struct.Struct("<4sBBqIIIB")
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_PACKETS_A_PAGE: Final = 50
_SERIAL: Final = 1
_TAGS: Final = b"OpusTags" + struct.pack("<I", 6) + b"Tetrad" + struct.pack("<I", 0)
_FIRST, _LAST = 2, 4


class NotOpus(ValueError):
    """These bytes are no whole Opus file with one stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a file, in milliseconds."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stream:
    head: bytes
    packets: tuple[bytes, ...]
    skipped: int
    samples: int


def duration_of(content: bytes) -> int:
    """Return how long the file plays, in milliseconds. Raises NotOpus."""
    return _milliseconds(_read(content).samples)


def join(files: Sequence[bytes]) -> tuple[bytes, tuple[Stretch, ...]]:
    """Return one file that plays all of them, and where in it each is heard. Raises NotOpus.

    The same files give the same bytes. At least one file; all with one layout of channels.
    """
    streams = [_read(content) for content in files]
    if not streams or any(stream.head[:10] != streams[0].head[:10] for stream in streams):
        raise NotOpus
    stretches = []
    before = 0
    for stream in streams:
        begin = before + stream.skipped - streams[0].skipped
        stretches.append(Stretch(begin=_milliseconds(begin), end=_milliseconds(begin + stream.samples)))
        before += sum(map(_length, stream.packets))
    packets = [packet for stream in streams for packet in stream.packets]
    last = streams[-1]
    unheard = sum(map(_length, last.packets)) - last.skipped - last.samples
    return _write(streams[0].head, packets, before - unheard), tuple(stretches)


def _milliseconds(samples: int) -> int:
    return round(samples * 1000 / RATE)


def _read(content: bytes) -> _Stream:
    packets: list[bytes] = []
    partial = b""
    granule = 0
    for page_granule, segments in _pages(content):
        for whole, segment in segments:
            partial += segment
            if whole:
                packets.append(partial)
                partial = b""
        granule = page_granule if page_granule >= 0 else granule
    if len(packets) < 3 or not packets[0].startswith(b"OpusHead") or len(packets[0]) < 19:
        raise NotOpus
    skipped = int.from_bytes(packets[0][10:12], "little")
    samples = granule - skipped
    if samples <= 0:
        raise NotOpus
    return _Stream(packets[0], tuple(packets[2:]), skipped, samples)


def _pages(content: bytes) -> Iterator[tuple[int, list[tuple[bool, bytes]]]]:
    place = 0
    while place < len(content):
        if len(content) < place + _HEADER.size:
            raise NotOpus
        capture, version, _, granule, _, _, _, count = _HEADER.unpack_from(content, place)
        lacing = content[place + _HEADER.size : place + _HEADER.size + count]
        place += _HEADER.size + count
        if capture != b"OggS" or version != 0 or len(lacing) < count or place + sum(lacing) > len(content):
            raise NotOpus
        segments = []
        for length in lacing:
            segments.append((length < 255, content[place : place + length]))
            place += length
        yield granule, segments


def _length(packet: bytes) -> int:
    """Return how many granules a packet holds."""
    if not packet:
        raise NotOpus
    configuration, code = packet[0] >> 3, packet[0] & 3
    if configuration < 12:
        frame = (480, 960, 1920, 2880)[configuration % 4]
    elif configuration < 16:
        frame = (480, 960)[configuration % 2]
    else:
        frame = (120, 240, 480, 960)[configuration % 4]
    if code == 3 and len(packet) < 2:
        raise NotOpus
    return frame * (packet[1] & 63 if code == 3 else (1, 2, 2)[code])


def _write(head: bytes, packets: Sequence[bytes], samples: int) -> bytes:
    """Return a file; `samples` are all granules that it plays, the pre-skip among them."""
    pages = [_page(0, 0, _FIRST, [head]), _page(0, 1, 0, [_TAGS])]
    granule = 0
    page: list[bytes] = []
    segments = 0
    for number, packet in enumerate(packets, 1):
        page.append(packet)
        granule += _length(packet)
        segments += len(packet) // 255 + 1
        following = len(packets[number]) // 255 + 1 if number < len(packets) else 256
        if len(page) == _PACKETS_A_PAGE or segments + following > 255:
            last = number == len(packets)
            pages.append(_page(samples if last else granule, len(pages), _LAST if last else 0, page))
            page, segments = [], 0
    return b"".join(pages)


def _page(granule: int, number: int, flags: int, packets: Sequence[bytes]) -> bytes:
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    body = lacing + b"".join(packets)

    def with_checksum(checksum: int) -> bytes:
        fields = (b"OggS", 0, flags, granule, _SERIAL, number, checksum, len(lacing))
        return _HEADER.pack(*fields) + body

    return with_checksum(_checksum(with_checksum(0)))


def _checksum(page: bytes) -> int:
    """Return Ogg's CRC-32: bits in the order opposite to zlib's, beginning with 0, ending plainly."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)

"""The smallest films that say how long they last, and descriptions to go with them."""

import struct

DESCRIBED = """\
id: free-fall
title: {en: "Free fall", ru: "Свободное падение"}
subject: physics
section: mechanics
grades: [9]
language: ru
poster: poster.png
captions: {ru: fall.ru.vtt}
chapters:
- {at: "0:00", title: {en: "The drop", ru: "Бросок"}}
- {at: "0:02", title: {en: "The landing", ru: "Падение"}}
"""
CAPTIONS = "WEBVTT\n\n1\n00:00.000 --> 00:02.000 line:0\n<v Учитель>Отпускаем шарик &amp; ждём\n"
PICTURE = b"\x89PNG\r\n\x1a\n"


def box(name: bytes, content: bytes) -> bytes:
    """Return a box of MP4."""
    return struct.pack(">L4s", 8 + len(content), name) + content


def mp4(milliseconds: int) -> bytes:
    """Return an MP4 file without any picture."""
    header = box(b"mvhd", struct.pack(">4xLLLL", 0, 0, 1000, milliseconds) + bytes(80))
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"free", b"") + box(b"moov", header)


def element(identifier: int, content: bytes) -> bytes:
    """Return an element of EBML."""
    name = identifier.to_bytes((identifier.bit_length() + 7) // 8, "big")
    return name + struct.pack(">B", 0x80 | len(content)) + content


def webm(milliseconds: int, *, kind: bytes = b"webm") -> bytes:
    """Return a WebM file without any picture, whose segment has no known length."""
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big")) + element(
        0x4489, struct.pack(">d", milliseconds)
    )
    head = element(0x1A45DFA3, element(0x4282, kind))
    return head + bytes.fromhex("18538067 01ffffffffffffff") + element(0x1549A966, info)

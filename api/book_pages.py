"""Pages that are the same for many but for a few words: made and compressed once, the words put in for each.

What is the same is kept as pieces of raw deflate that end at a byte and look at nothing before them; what is
personal stands between them, stored as it is. Together they are one gzip member (RFC 1952), as browsers read.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END: Final = b"\x03\x00"
"""An empty last block."""

_LONGEST_STORED: Final = 65_535
_LEVEL: Final = 6
"""Dearer than that of other pages: it is paid once for all readers."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A piece as it is, and as raw deflate."""

    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Gap:
    """The place of something personal, by its name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page with gaps; `digest` tells it from others, whatever is put into the gaps."""

    parts: tuple[Fixed | Gap, ...]
    digest: str

    def fill(self, words: Mapping[str, str]) -> bytes:
        """Return the page with the words in their gaps."""
        return b"".join(self._plain(words))

    def fill_packed(self, words: Mapping[str, str]) -> bytes:
        """Return the same compressed by gzip."""
        packed, check, size = [_HEAD], 0, 0
        for part, plain in zip(self.parts, self._plain(words), strict=True):
            packed.append(part.packed if isinstance(part, Fixed) else b"".join(_store(plain)))
            check = zlib.crc32(plain, check)
            size += len(plain)
        return b"".join((*packed, _END, check.to_bytes(4, "little"), (size % 2**32).to_bytes(4, "little")))

    def _plain(self, words: Mapping[str, str]) -> Iterator[bytes]:
        for part in self.parts:
            yield part.plain if isinstance(part, Fixed) else words[part.name].encode()


def make_page(text: str, marks: Mapping[str, str]) -> BookPage:
    """Return a page with a gap at each mark, of the name that it leads to; a mark stands for nothing else."""
    parts: list[str | Gap] = [text]
    for mark, name in marks.items():
        parts = [piece for part in parts for piece in _part(part, mark, name)]
    fixed = (part if isinstance(part, Gap) else _fix(part.encode()) for part in parts if part != "")
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    return BookPage(parts=tuple(fixed), digest=digest)


def _part(part: str | Gap, mark: str, name: str) -> Iterator[str | Gap]:
    if isinstance(part, Gap):
        yield part
        return
    first, *others = part.split(mark)
    yield first
    for other in others:
        yield Gap(name)
        yield other


def _fix(plain: bytes) -> Fixed:
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Fixed(plain, packing.compress(plain) + packing.flush(zlib.Z_FULL_FLUSH))


def _store(plain: bytes) -> Iterator[bytes]:
    """Yield stored blocks: a head of five bytes, and the bytes as they are."""
    for begin in range(0, len(plain), _LONGEST_STORED):
        block = plain[begin : begin + _LONGEST_STORED]
        size = len(block)
        yield b"\x00" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
        yield block

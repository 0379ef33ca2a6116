"""Limits of archives: what a package sent to the library may weigh and how its entries may be called.

Everything is asked before a byte is unpacked. Findings have the identifiers LIM-001 to LIM-007.
"""

import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from library_core.formats.findings import Finding, PackageRefused
from library_core.formats.zip_directory import ENCRYPTED, ZipBroken, ZipEntry

MOST_ENTRIES: Final = 20_000
MOST_BYTES: Final = 6 * 1024**3
MOST_BYTES_OF_ONE: Final = 4 * 1024**3
MOST_RATIO: Final = 200
SMALL_ENOUGH: Final = 16 * 1024**2
"""Below this many bytes unpacked a ratio harms nobody: an empty page is packed a thousandfold."""

LONGEST_NAME: Final = 1_000
DEEPEST_NAME: Final = 64
UTF8_NAME: Final = 0x0800
METHODS: Final = frozenset({0, 8})

_NEVER: Final = re.compile(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:")


def check_weight(entries: Iterable[ZipEntry]) -> Iterator[Finding]:
    """Yield what is too large or packed too well to be honest, entry by entry and all together."""
    total, packed = 0, 0
    for entry in entries:
        total += entry.size
        packed += entry.packed
        if entry.size > MOST_BYTES_OF_ONE:
            yield _too_large("LIM-003", entry.size, MOST_BYTES_OF_ONE, path=shown_name(entry))
        if entry.size > max(SMALL_ENOUGH, MOST_RATIO * entry.packed):
            yield Finding(id="LIM-004", path=shown_name(entry), values={"most": str(MOST_RATIO)})
    if total > MOST_BYTES:
        yield _too_large("LIM-002", total, MOST_BYTES)
    if total > max(SMALL_ENOUGH, MOST_RATIO * packed):
        yield Finding(id="LIM-004", values={"most": str(MOST_RATIO)})


def check_kind(entry: ZipEntry) -> Iterator[Finding]:
    """Yield why an entry can't be taken whatever it is called: a link, a cipher, a rare way of packing."""
    kind = stat.S_IFMT(entry.attributes >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield Finding(id="LIM-006", path=shown_name(entry))
    if entry.flags & ENCRYPTED:
        yield Finding(id="LIM-007", path=shown_name(entry))
    elif entry.method not in METHODS:
        reason = f"`{shown_name(entry)}` is packed by method {entry.method}, not deflated"
        raise PackageRefused([Finding(id="PKG-008", path=shown_name(entry), values={"reason": reason})])


def safe_name(entry: ZipEntry) -> str:
    """Return the name of an entry, normal in path and Unicode (NFC). Raises PackageRefused.

    A name that leads out of the archive, or that systems read in different ways, is refused.
    """
    name = _decode(entry)
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if _NEVER.search(name) or ".." in parts or not parts or _is_long(name, parts):
        raise PackageRefused([Finding(id="LIM-005", path=shown_name(entry))])
    ending = "/" if name.endswith("/") else ""
    return unicodedata.normalize("NFC", "/".join(parts)) + ending


def shown_name(entry: ZipEntry) -> str:
    """Return the name as it can be shown in a message."""
    text = entry.name[:LONGEST_NAME].decode("utf-8", "replace")
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )


def refuse_as_broken(error: ZipBroken) -> PackageRefused:
    """Return the refusal that says why the archive can't be read."""
    return PackageRefused([Finding(id="PKG-008", values={"reason": str(error)})])


def _decode(entry: ZipEntry) -> str:
    try:
        return entry.name.decode("utf-8")
    except UnicodeDecodeError:
        if entry.flags & UTF8_NAME:
            raise PackageRefused([Finding(id="PKG-027", path=shown_name(entry))]) from None
        return entry.name.decode("cp437")


def _is_long(name: str, parts: list[str]) -> bool:
    return len(name) > LONGEST_NAME or len(parts) > DEEPEST_NAME


def _too_large(identifier: str, size: int, most: int, path: str = "") -> Finding:
    return Finding(id=identifier, path=path, values={"size": str(size), "most": str(most)})

"""Names of entries: characters that OCF forbids or that trouble older systems, and names that collide."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from library_core.formats.findings import Finding

FORBIDDEN: Final = frozenset('<>"{}|^`*?:\\')
FORBIDDEN_IN_EPUB2: Final = frozenset('<>"{}|^`*?')
PRIVATE: Final = (
    (0xE000, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFFF0, 0xFFFF),
    (0xE0001, 0xE0001),
    (0xF0000, 0xFFFFF),
    (0x100000, 0x10FFFF),
)
"""Private use, non-characters and specials, as OCF 3.3 lists them in "File paths and file names"."""

UNNAMED: Final = frozenset({"mimetype"})


def check_names(names: Iterable[str], version: str) -> Iterator[Finding]:
    """Yield what is wrong with the names of entries, and names that are one after folding."""
    seen: set[str] = set()
    for name in names:
        folded = folded_name(name)
        if folded in seen:
            yield Finding(id="OPF-060", path=name, values={"name": name})
        seen.add(folded)
        if not name.endswith("/"):
            yield from check_name(name, version)


def folded_name(name: str) -> str:
    """Return the form under which names are the same (OCF 3.3: canonical normalisation, case folding)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def check_name(name: str, version: str) -> Iterator[Finding]:
    """Yield what is wrong with one name."""
    values = {"name": name}
    forbidden = sorted({character for character in name if _is_forbidden(character, version)})
    if forbidden:
        shown = " ".join(f"U+{ord(character):04X}" for character in forbidden)
        yield Finding(id="PKG-009", path=name, values={**values, "characters": shown})
    if any(character.isspace() for character in name):
        yield Finding(id="PKG-010", path=name, values=values)
    if name.endswith("."):
        yield Finding(id="PKG-011", path=name, values=values)
    if not name.isascii():
        yield Finding(id="PKG-012", path=name, values=values)


def _is_forbidden(character: str, version: str) -> bool:
    if version.startswith("2"):
        return character in FORBIDDEN_IN_EPUB2
    code = ord(character)
    return (
        character in FORBIDDEN
        or unicodedata.category(character) == "Cc"
        or any(first <= code <= last for first, last in PRIVATE)
        or (code & 0xFFFE) == 0xFFFE
    )

"""The `prefix` attribute: which prefixes a document declares, and what is wrong with the declaration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from library_core.formats.findings import Finding

NAME: Final = re.compile(r"[^\W\d][\w.\-·]*\Z")
ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+\Z")
DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
DEFAULT_VOCABULARIES: Final = frozenset(
    f"http://idpf.org/epub/vocab/package/{part}/#" for part in ("meta", "item", "itemref", "link")
)
RESERVED_IN_PACKAGE: Final = {
    "a11y": "http://www.idpf.org/epub/vocab/package/a11y/#",
    "dcterms": "http://purl.org/dc/terms/",
    "marc": "http://id.loc.gov/vocabulary/",
    "media": "http://www.idpf.org/epub/vocab/overlays/#",
    "onix": "http://www.editeur.org/ONIX/book/codelists/current.html#",
    "rendition": "http://www.idpf.org/vocab/rendition/#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a declaration stands, and which vocabularies are there without a prefix."""

    path: str
    line: int
    defaults: frozenset[str]


def prefixes_of(declaration: str) -> dict[str, str]:
    """Return the prefixes that a declaration maps; what can't be read is left out."""
    words = declaration.split()
    return {
        word[:-1]: words[place + 1]
        for place, word in enumerate(words[:-1])
        if word.endswith(":") and "/" not in word
    }


def check_prefixes(
    declaration: str | None, path: str, line: int, defaults: frozenset[str] = DEFAULT_VOCABULARIES
) -> Iterator[Finding]:
    """Yield what is wrong with a prefix declaration; `defaults` are the vocabularies that need no prefix."""
    if declaration is None:
        return
    if declaration != declaration.strip():
        yield Finding(id="OPF-004", path=path, line=line)
    words = declaration.split()
    while words:
        prefix, colon, glued = words.pop(0).partition(":")
        values = {"prefix": prefix}
        if not prefix:
            yield Finding(id="OPF-004a", path=path, line=line)
            words[:1] = []
        elif glued:
            yield Finding(id="OPF-004d", path=path, line=line, values=values)
        elif not words:
            yield Finding(id="OPF-005", path=path, line=line, values=values)
        elif not colon:
            yield Finding(id="OPF-004c", path=path, line=line, values=values)
            words[: 1 + (words[0] == ":")] = []
        else:
            address = words.pop(0)
            yield from _check_name(prefix, path, line)
            yield from _check_mapping(prefix, address, Where(path=path, line=line, defaults=defaults))


def _check_name(prefix: str, path: str, line: int) -> Iterator[Finding]:
    if not NAME.match(prefix):
        yield Finding(id="OPF-004b", path=path, line=line, values={"prefix": prefix})


def _check_mapping(prefix: str, address: str, where: Where) -> Iterator[Finding]:
    path, line = where.path, where.line
    values = {"prefix": prefix, "address": address}
    if not ADDRESS.match(address):
        yield Finding(id="OPF-006", path=path, line=line, values=values)
    elif prefix == "_":
        yield Finding(id="OPF-007a", path=path, line=line, values=values)
    elif address == DUBLIN_CORE:
        yield Finding(id="OPF-007c", path=path, line=line, values=values)
    elif address in where.defaults:
        yield Finding(id="OPF-007b", path=path, line=line, values=values)
    elif RESERVED_IN_PACKAGE.get(prefix, address) != address:
        yield Finding(id="OPF-007", path=path, line=line, values=values)

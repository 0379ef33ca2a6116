"""Addresses in a package: from what a document says to a path in the archive and an id; and languages.

Ids in cleaned HTML begin with `b-`, so that they never meet those of the page around it.
"""

import posixpath
import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

ID_PREFIX: Final = "b-"
LONGEST_ADDRESS: Final = 4_000
_SCHEME: Final = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9_-]{1,35}")
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an address leads: `path` in the archive and a `fragment`, or with a `scheme` elsewhere."""

    path: str = ""
    fragment: str = ""
    scheme: str = ""


def resolve_address(written: str, document: str) -> Address:
    """Return where an address written in the document leads; one out of the archive has the scheme `?`."""
    found = _SCHEME.match(_IGNORED.sub("", written[:LONGEST_ADDRESS]))
    if found is not None:
        return Address(scheme=found[0][:-1].lower())
    trimmed = written.strip()
    if trimmed.startswith(("//", "\\")) or len(trimmed) > LONGEST_ADDRESS:
        return Address(scheme="?")
    path, _, fragment = trimmed.partition("#")
    path = unquote(path.partition("?")[0])
    fragment = unquote(fragment)
    if not path:
        return Address(path=document, fragment=fragment)
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
    if inside.startswith(("/", "..")) or "\0" in inside or "\\" in inside:
        return Address(scheme="?")
    return Address(path=unicodedata.normalize("NFC", inside), fragment=fragment)


def language_code(written: str) -> str:
    """Return a language as it may be kept, empty for what can't be one."""
    code = written.strip()
    return code if _LANGUAGE.fullmatch(code) else ""


def shown_id(identifier: str) -> str:
    """Return the id that an element has in cleaned HTML."""
    return ID_PREFIX + identifier if identifier else ""


def object_address(path: str) -> str:
    """Return the address of a resource as it is written, percent-encoded."""
    return f"object:{quote(path)}"


def document_address(path: str, fragment: str) -> str:
    """Return the address of a document of the spine, or a place in it, percent-encoded."""
    return f"document:{quote(path)}" + (f"#{quote(shown_id(fragment))}" if fragment else "")

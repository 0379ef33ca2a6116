"""Addresses in documents: resolved against where they stand, and judged as OCF asks of them.

Inside of the container an address becomes a path; everything else is remote. Nothing is ever fetched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urljoin

from library_core.formats.findings import Finding

SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
UNENCODED: Final = re.compile(r"[\s\"<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})|#.*#", re.DOTALL)
MOST_PORT: Final = 65535
HIERARCHICAL: Final = frozenset({"http", "https", "ftp"})
BAD_HOST: Final = re.compile(r"[\s<>\[\]|%`{}\"\\]")
MEDIA_TYPE_OF_DATA: Final = re.compile(r"data:([^;,]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a reference leads: `path` in the container, or a whole remote address; `fragment` is decoded.

    `fragment` is None where there is none at all, `scheme` is empty inside of the container.
    """

    raw: str
    path: str
    fragment: str | None = None
    scheme: str = ""
    leaks: bool = False
    query: bool = False

    @property
    def is_remote(self) -> bool:
        """Whether the address leads out of the package (data addresses lead nowhere)."""
        return self.scheme not in {"", "data"}


def resolved(base: str, raw: str) -> Address:
    """Resolve an address that stands in `base`: a path in the container, or a remote address."""
    text = "".join(raw.strip(" \t\r\n\f").split("\n")).replace("\t", "").replace("\r", "")
    scheme = SCHEME.match(text)
    if scheme and scheme[0].lower() == "data:":
        return Address(raw=raw, path=text, scheme="data")
    if not scheme and (SCHEME.match(base) or text.startswith("//")):
        text = urljoin(base if SCHEME.match(base) else "https://", text)
        scheme = SCHEME.match(text)
    before, mark, fragment = text.partition("#")
    if scheme:
        return Address(
            raw=raw, path=before, scheme=scheme[0][:-1].lower(), fragment=unquote(fragment) if mark else None
        )
    return _inside(base, raw, before, unquote(fragment) if mark else None)


def _inside(base: str, raw: str, before: str, fragment: str | None) -> Address:
    path, question, _ = before.partition("?")
    if not path:
        return Address(raw=raw, path=base, fragment=fragment, query=bool(question))
    parts = [] if path.startswith("/") else base.split("/")[:-1]
    leaks = path.startswith("/")
    for part in path.split("/"):
        if part == "..":
            leaks = leaks or not parts
            del parts[-1:]
        elif part not in {"", "."}:
            parts.append(unquote(part))
    if path.endswith(("/", "/.", "/..")) or path in {".", ".."}:
        parts.append("")
    return Address(raw=raw, path="/".join(parts), fragment=fragment, leaks=leaks, query=bool(question))


def check_address(address: Address, path: str, line: int) -> Iterator[Finding]:
    """Yield what is wrong with an address as it is written."""
    values = {"address": address.raw[:200]}
    if address.scheme == "file":
        yield Finding(id="RSC-030", path=path, line=line, values=values)
    if is_malformed(address):
        yield Finding(id="RSC-020", path=path, line=line, values=values)
    if address.leaks:
        yield Finding(id="RSC-026", path=path, line=line, values=values)
    if address.query:
        yield Finding(id="RSC-033", path=path, line=line, values=values)


def is_malformed(address: Address) -> bool:
    """Whether the address is no valid URL by the URL standard."""
    text = address.raw.strip(" \t\r\n\f")
    if address.scheme not in HIERARCHICAL:
        return bool(UNENCODED.search(text))
    after = text[len(address.scheme) + 1 :] if SCHEME.match(text) else text
    if not after.startswith("//"):
        return bool(SCHEME.match(text)) or bool(UNENCODED.search(text))
    authority = re.split(r"[/?#]", after[2:], maxsplit=1)[0]
    return bool(UNENCODED.search(after[2 + len(authority) :])) or _is_bad_authority(authority)


def _is_bad_authority(authority: str) -> bool:
    place = authority.rpartition("@")[2]
    if place.startswith("["):
        return "]" not in place
    host, _, port = place.partition(":")
    if port and not (port.isascii() and port.isdigit() and int(port) <= MOST_PORT):
        return True
    return not host or bool(BAD_HOST.search(host))


def media_type_of_data(address: Address) -> str:
    """Return the media type that a data address gives itself."""
    match = MEDIA_TYPE_OF_DATA.match(address.path)
    return (match[1].strip().lower() if match else "") or "text/plain"

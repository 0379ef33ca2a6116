"""What stands at the root of a package: the file `mimetype`, `META-INF/container.xml`, empty folders."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.preflight.documents.parsing import parsed

MIMETYPE: Final = b"application/epub+zip"
MIMETYPE_NAME: Final = b"mimetype"
CONTAINER: Final = "META-INF/container.xml"
PACKAGE_TYPE: Final = "application/oebps-package+xml"
CONTAINER_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:container"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Paths of the package documents, and of all root files and linked mapping documents."""

    packages: tuple[str, ...] = ()
    rootfiles: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()


def check_zip_header(archive: Archive) -> Iterator[Finding]:
    """Yield what is wrong with the first entry, which must be a plain `mimetype` at a fixed place."""
    head = archive.head
    if head[:2] != b"PK":
        return
    name_length = int.from_bytes(head[26:28], "little")
    extra_length = int.from_bytes(head[28:30], "little")
    if name_length != len(MIMETYPE_NAME):
        yield Finding(id="PKG-006")
    elif extra_length:
        yield Finding(id="PKG-005", path="mimetype", values={"length": str(extra_length)})
    elif head[30:38] != MIMETYPE_NAME:
        yield Finding(id="PKG-006")
    elif head[8:10] != b"\0\0" or head[38:58] != MIMETYPE or archive.size("mimetype") != len(MIMETYPE):
        yield Finding(id="PKG-007", path="mimetype")


def read_container(archive: Archive) -> tuple[Container | None, tuple[Finding, ...]]:
    """Read which package documents there are; None with a finding where none can be had."""
    if CONTAINER not in archive:
        return None, (Finding(id="RSC-002"),)
    try:
        document = parsed(archive.read(CONTAINER))
    except UnreadableEntry as unreadable:
        return None, (unreadable.finding,)
    if document.root is None:
        return None, ()
    findings: list[Finding] = []
    packages: list[str] = []
    others: list[str] = []
    for element in document.root.iter(f"{{{CONTAINER_NAMESPACE}}}rootfile"):
        path = element.get("full-path")
        is_package = (element.get("media-type") or "").strip() == PACKAGE_TYPE
        line = element.sourceline or 0
        if path is None or not path.strip():
            id = "OPF-016" if path is None else "OPF-017"
            findings.append(Finding(id=id, path=CONTAINER, line=line))
        else:
            (packages if is_package else others).append(path.strip())
    if not packages:
        return None, (*findings, Finding(id="RSC-003", path=CONTAINER))
    mappings = tuple(
        element.get("href", "")
        for element in document.root.iter(f"{{{CONTAINER_NAMESPACE}}}link")
        if element.get("rel") == "mapping"
    )
    container = Container(packages=tuple(packages), rootfiles=(*packages, *others), mappings=mappings)
    return container, tuple(findings)


def check_folders(archive: Archive) -> Iterator[Finding]:
    """Yield folders that hold nothing."""
    filled = {folder for name in archive.entries if not name.endswith("/") for folder in _folders(name)}
    for name in archive.entries:
        if name.endswith("/") and name not in filled:
            yield Finding(id="PKG-014", path=name, values={"name": name})


def _folders(name: str) -> Iterator[str]:
    at = name.find("/")
    while at >= 0:
        yield name[: at + 1]
        at = name.find("/", at + 1)


def check_extension(name: str, version: str) -> Iterator[Finding]:
    """Yield what is uncommon about the ending of the file's own name; an empty name says nothing."""
    ending = name.rpartition(".")[2] if "." in name else ""
    if not name or ending == "epub":
        return
    if ending.lower() == "epub":
        yield Finding(id="PKG-016", values={"name": name})
    else:
        yield Finding(id="PKG-017" if version.startswith("2") else "PKG-024", values={"name": name})

"""Check a package: limits, archive, container, each rendition. Nothing raises for what was sent."""

import io
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Final

from library_core.formats.findings import Finding
from library_core.preflight.archive.container import (
    CONTAINER,
    Container,
    check_extension,
    check_folders,
    check_zip_header,
    read_container,
)
from library_core.preflight.archive.encryption import ENCRYPTION
from library_core.preflight.archive.names import check_names
from library_core.preflight.archive.opening import Archive, UnreadableEntry, open_archive
from library_core.preflight.asking_models import FAULTS, check_safely, fault_finding
from library_core.preflight.crossing.resource_checks import check_unlisted
from library_core.preflight.documents.parsing import parsed
from library_core.preflight.models.checking import Kind
from library_core.preflight.package.reading import PackageDocument, read_package, version_of
from library_core.preflight.rendition import check_rendition
from library_core.preflight.report import AudioCoverage, Report, report_of
from library_core.textbooks.book import Textbook

SIDE_DOCUMENTS: Final[tuple[tuple[Kind, str], ...]] = (
    ("container", CONTAINER),
    ("encryption", ENCRYPTION),
    ("signatures", "META-INF/signatures.xml"),
)


Source = Path | bytes | BinaryIO


def check_epub(source: Source, earlier: Textbook | None = None) -> Report:
    """Return the report of a package; `earlier` is the edition before, by which stale recordings are known.

    Raises OSError where the file itself can't be opened; nothing for what is in it.
    """
    with _opened(source) as stream:
        archive, findings = open_archive(stream)
        if archive is None:
            return report_of(findings, AudioCoverage())
        name = source.name if isinstance(source, Path) else ""
        collected = list(findings)
        audio = AudioCoverage()
        try:
            for part in _check_archive(archive, name, earlier):
                if isinstance(part, AudioCoverage):
                    audio = part
                else:
                    collected.append(part)
        except FAULTS as fault:
            collected.append(fault_finding(fault))
    return report_of(collected, audio)


def _opened(source: Source) -> AbstractContextManager[BinaryIO]:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return source.open("rb") if isinstance(source, Path) else nullcontext(source)


def _check_archive(
    archive: Archive, name: str, earlier: Textbook | None
) -> Iterator[Finding | AudioCoverage]:
    container, findings = read_container(archive)
    yield from check_zip_header(archive)
    yield from findings
    packages: list[PackageDocument] = []
    if container is not None:
        for path in container.packages:
            package, found = _read_package(archive, path)
            yield from found
            if package is not None:
                packages.append(package)
    version = packages[0].version if packages else "3.0"
    yield from _check_side_documents(archive, version)
    yield from check_names(archive.names, version)
    if container is None or not packages:
        return
    yield from check_folders(archive)
    yield from check_extension(name, version)
    yield from _check_renditions(archive, container, version)
    for package in packages:
        yield from check_rendition(archive, package, earlier)
    yield from check_unlisted(tuple(packages), archive, (*container.rootfiles, *container.mappings))


def _read_package(archive: Archive, path: str) -> tuple[PackageDocument | None, tuple[Finding, ...]]:
    if path not in archive:
        return None, (Finding(id="OPF-002", path=CONTAINER, values={"name": path}),)
    try:
        content = archive.read(path)
    except UnreadableEntry as unreadable:
        return None, (unreadable.finding,)
    document = parsed(content)
    version = None if document.root is None else version_of(document.root)
    if document.root is None or version is None:
        missing = () if document.root is None else (Finding(id="OPF-001", path=path),)
        return None, (*missing, *check_safely("package", content, path, "3.0"))
    findings = check_safely("package", content, path, version)
    if not document.is_whole:
        return None, findings or (Finding(id="RSC-016", path=path, values={"reason": ""}),)
    return read_package(document.root, path, version), findings


def _check_side_documents(archive: Archive, version: str) -> Iterator[Finding]:
    for kind, path in SIDE_DOCUMENTS:
        if path in archive:
            try:
                yield from check_safely(kind, archive.read(path), path, version)
            except UnreadableEntry as unreadable:
                yield unreadable.finding


def _check_renditions(archive: Archive, container: Container, version: str) -> Iterable[Finding]:
    if len(container.packages) < 2:
        return ()
    if version.startswith("2"):
        return (Finding(id="PKG-013", path=CONTAINER),)
    if "META-INF/metadata.xml" not in archive:
        return (Finding(id="RSC-019"),)
    return ()

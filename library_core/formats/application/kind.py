"""The kind `application`: a zip archive is unpacked within limits, and its description read."""

import io
from typing import BinaryIO, Final

from library_core.formats.application.description import (
    DESCRIPTION,
    HtmlApplication,
    read_application_description,
)
from library_core.formats.epub.archive import EpubArchive, open_archive
from library_core.formats.epub.refusals import APPLICATION, say_refusal
from library_core.formats.findings import Finding, PackageRefused
from library_core.formats.scenarios.kind import decode
from library_core.objects import ObjectKey
from library_core.publishing import Described, Sent
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_FILES: Final = 5000
MOST_BYTES: Final = 1 << 30
MOST_DESCRIPTION: Final = 1 << 20


def read_application(sent: Sent) -> Described:
    """Read the one archive of an upload. Raises DocumentRefused."""
    name, source = _open(sent)
    with source:
        try:
            archive = open_archive(source)
            _check_bounds(archive)
            application = _describe(archive)
            unpacked = _unpack(archive, sent)
        except PackageRefused as refused:
            raise DocumentRefused(say_refusal(refused.findings, name, APPLICATION)) from None
    head = application.head
    return Described(
        identifier=head.id,
        title=head.title,
        subject=head.subject,
        section=head.section,
        grades=head.grades,
        languages=application.languages,
        skills=head.skills,
        words=head.metadata.description,
        unpacked=unpacked,
        metadata=head.metadata,
    )


def _open(sent: Sent) -> tuple[str, BinaryIO]:
    upload = sent.upload
    if len(upload.stored) + len(upload.files) != 1:
        message = Text(en="an application is one zip archive", ru="приложение — это один zip-архив")
        raise DocumentRefused(
            [Problem(document=min((*upload.stored, *upload.files), default="?"), message=message)]
        )
    for path, key in upload.stored.items():
        return path, sent.objects.open_seekable(key)
    ((path, content),) = upload.files.items()
    return path, io.BytesIO(content)


def _check_bounds(archive: EpubArchive) -> None:
    """Raise PackageRefused for more than an application needs, and for names alike but for case."""
    total = sum(archive.size(name) for name in archive.names)
    findings = [finding for finding in archive.findings if finding.id == "OPF-060"]
    if len(archive.names) > MOST_FILES:
        findings.append(Finding(id="LIM-001", values={"most": str(MOST_FILES)}))
    if total > MOST_BYTES:
        findings.append(Finding(id="LIM-002", values={"size": str(total), "most": str(MOST_BYTES)}))
    if findings:
        raise PackageRefused(findings)


def _describe(archive: EpubArchive) -> HtmlApplication:
    if DESCRIPTION not in archive:
        message = Text(
            en=f"`{DESCRIPTION}` is missing at the root of the archive",
            ru=f"в корне архива нет файла `{DESCRIPTION}`",
        )
        raise DocumentRefused([Problem(document=DESCRIPTION, message=message)])
    application = read_application_description(
        decode(archive.read(DESCRIPTION, MOST_DESCRIPTION), DESCRIPTION)
    )
    if application.entry not in archive or not application.entry.lower().endswith(
        (".html", ".htm", ".xhtml")
    ):
        message = Text(
            en=f"`entry` names no page of the archive: {application.entry}",
            ru=f"`entry` не называет страницу из архива: {application.entry}",
        )
        raise DocumentRefused([Problem(document=DESCRIPTION, message=message)])
    return application


def _unpack(archive: EpubArchive, sent: Sent) -> dict[str, ObjectKey]:
    unpacked: dict[str, ObjectKey] = {}
    for name in archive.names:
        with archive.open(name) as file:
            unpacked[name] = sent.objects.put(file)
    return unpacked

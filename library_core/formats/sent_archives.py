"""The one zip archive of an upload: opened, held against limits, and unpacked into objects."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, Final

from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.refusals import Called
from library_core.formats.findings import Finding, PackageRefused
from library_core.objects import ObjectKey
from library_core.publishing import Sent
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_FILES: Final = 5000
MOST_BYTES: Final = 1 << 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SentArchive:
    """The archive's name as it was sent, and its bytes; who has it closes it."""

    name: str
    source: BinaryIO


def open_sent(sent: Sent, called: Called) -> SentArchive:
    """Open the one archive of an upload. Raises DocumentRefused if there is none, or more."""
    upload = sent.upload
    if len(upload.stored) + len(upload.files) != 1:
        message = Text(
            en=f"{_with_article(called.format.en or '')} is one zip archive",
            ru=f"{called.format.ru} — это один zip-архив",
        )
        raise DocumentRefused(
            [Problem(document=min((*upload.stored, *upload.files), default="?"), message=message)]
        )
    for path, key in upload.stored.items():
        return SentArchive(name=path, source=sent.objects.open_seekable(key))
    ((path, content),) = upload.files.items()
    return SentArchive(name=path, source=io.BytesIO(content))


def check_bounds(archive: EpubArchive) -> None:
    """Raise PackageRefused for more than is needed to run in a frame, and for names alike but for case."""
    total = sum(archive.size(name) for name in archive.names)
    findings = [finding for finding in archive.findings if finding.id == "OPF-060"]
    if len(archive.names) > MOST_FILES:
        findings.append(Finding(id="LIM-001", values={"most": str(MOST_FILES)}))
    if total > MOST_BYTES:
        findings.append(Finding(id="LIM-002", values={"size": str(total), "most": str(MOST_BYTES)}))
    if findings:
        raise PackageRefused(findings)


def unpack(archive: EpubArchive, names: Iterable[str], sent: Sent) -> dict[str, ObjectKey]:
    """Store the files of these names, and return their objects."""
    unpacked: dict[str, ObjectKey] = {}
    for name in names:
        with archive.open(name) as file:
            unpacked[name] = sent.objects.put(file)
    return unpacked


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"

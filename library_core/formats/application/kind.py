"""The kind `application`: a zip archive is unpacked within limits, and its description read."""

from typing import Final

from library_core.formats.application.description import (
    DESCRIPTION,
    HtmlApplication,
    read_application_description,
)
from library_core.formats.epub.archive import EpubArchive, open_archive
from library_core.formats.epub.refusals import APPLICATION, say_refusal
from library_core.formats.findings import PackageRefused
from library_core.formats.scenarios.kind import decode
from library_core.formats.sent_archives import check_bounds, open_sent, unpack
from library_core.publishing import Described, Sent
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

MOST_DESCRIPTION: Final = 1 << 20


def read_application(sent: Sent) -> Described:
    """Read the one archive of an upload. Raises DocumentRefused."""
    found = open_sent(sent, APPLICATION)
    with found.source:
        try:
            archive = open_archive(found.source)
            check_bounds(archive)
            application = _describe(archive)
            unpacked = unpack(archive, archive.names, sent)
        except PackageRefused as refused:
            raise DocumentRefused(say_refusal(refused.findings, found.name, APPLICATION)) from None
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

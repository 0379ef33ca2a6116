"""Broken and hostile archives: limits first, in words, never an exception."""

import io
import struct
import zipfile

import pytest
from edited_packages import packed, read_book

from library_core.formats.epub.content_documents import MOST_ELEMENTS
from library_core.preflight.checking import check_epub
from library_core.preflight.report import Report


def ids_of(report: Report) -> set[str]:
    return {problem.id for problem in report.problems}


def archive_of(*entries: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "identifier"),
    [
        (b"", "PKG-003"),
        (b"", "PKG-008"),
        (b"\x89PNG" + bytes(100), "PKG-004"),
        (b"PK" + bytes(100), "PKG-008"),
        (archive_of(("../evil", b"x" * 99)), "LIM-005"),
        (archive_of(("zeros", bytes(40_000_000))), "LIM-004"),
        (archive_of(("other", b"x" * 99)), "RSC-002"),
        (archive_of(("other", b"x" * 99)), "PKG-006"),
    ],
)
def test_what_is_no_book_is_told_and_refused(content: bytes, identifier: str) -> None:
    report = check_epub(content)

    assert identifier in ids_of(report)
    assert report.broken
    assert not report.publishable


def test_too_many_entries_are_refused_before_they_are_read() -> None:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 60_000, 60_000, 0, 60, 0)

    report = check_epub(b"PK\3\4" + bytes(56) + end)

    assert "LIM-001" in ids_of(report)


def test_a_compressed_mimetype_is_told() -> None:
    files = [("mimetype", b"application/epub+zip"), *read_book("epub3")]

    report = check_epub(archive_of(*files))

    assert "PKG-007" in ids_of(report)


def test_entities_that_grow_are_never_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    bomb += b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12))
    bomb += b'] ><html xmlns="http://www.w3.org/1999/xhtml"><body>&m;</body></html>'
    files = {**dict(read_book("epub3")), "EPUB/two.xhtml": bomb}

    report = check_epub(packed(files.items()))

    assert report.broken


def test_a_damaged_entry_is_a_finding() -> None:
    content = bytearray(packed(read_book("epub3")))
    at = content.find(b"EPUB/two.xhtml") + 40
    content[at : at + 20] = bytes(20)

    report = check_epub(bytes(content))

    assert report.broken


@pytest.mark.parametrize("end", ["</p></body></html>", ""])
def test_an_element_crowded_with_attributes_is_refused_before_they_are_compared(end: str) -> None:
    crowd = " ".join(f'a{number}="1"' for number in range(60_000))
    crowded = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p {crowd}>x{end}'
    files = {**dict(read_book("epub3")), "EPUB/two.xhtml": crowded.encode()}

    report = check_epub(packed(files.items()))

    assert "RSC-016" in ids_of(report)
    assert len(report.problems) < 20


def test_thousands_of_refinements_are_looked_up_and_not_searched_for() -> None:
    files = dict(read_book("epub3"))
    package = next(path for path in files if path.endswith(".opf"))
    people = "".join(
        f'<dc:creator id="c{number}">A</dc:creator><meta refines="#c{number}" property="role">aut</meta>'
        for number in range(4000)
    )
    files[package] = files[package].replace(b"</metadata>", f"{people}</metadata>".encode())

    assert not check_epub(packed(files.items())).broken


@pytest.mark.parametrize("mark", ["<br/>", "<p></p>"])
def test_a_document_of_too_many_elements_is_told_before_it_is_looked_through(mark: str) -> None:
    body = mark * (MOST_ELEMENTS + 1)
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{body}</body></html>'
    )
    files = {**dict(read_book("epub3")), "EPUB/two.xhtml": page.encode()}

    report = check_epub(packed(files.items()))

    assert "LIM-010" in ids_of(report)
    assert report.broken


def test_all_documents_together_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("library_core.preflight.documents.weighing.MOST_MARKS", 10)

    report = check_epub(packed(read_book("epub3")))

    assert "LIM-010" in ids_of(report)

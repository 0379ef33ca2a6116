"""Archives are opened within limits: what is unsafe is refused in words, what breaks a rule is noted."""

import io
import random
import struct
import zipfile
from collections.abc import Mapping

import pytest
from epub_builders import MIMETYPE, BookPlan, build_epub, package, zip_files

from library_core.formats.epub.archive import open_archive
from library_core.formats.findings import PackageRefused


def refusal(content: bytes) -> set[str]:
    with pytest.raises(PackageRefused) as refused:
        open_archive(io.BytesIO(content))
    return {finding.id for finding in refused.value.findings}


def notes(content: bytes) -> set[str]:
    return {finding.id for finding in open_archive(io.BytesIO(content)).findings}


def with_files(files: Mapping[str, bytes | str]) -> bytes:
    return build_epub(extra=files)


def test_a_valid_archive_opens_without_findings() -> None:
    archive = open_archive(io.BytesIO(build_epub()))

    assert archive.findings == ()
    assert archive.names[0] == "mimetype"
    assert archive.read("mimetype") == MIMETYPE.encode()


@pytest.mark.parametrize(
    ("content", "identifier"), [(b"", "PKG-003"), (b"PK", "PKG-003"), (b"%PDF-1.7", "PKG-004")]
)
def test_what_is_no_archive_is_said_to_be_none(content: bytes, identifier: str) -> None:
    assert refusal(content) == {identifier}


@pytest.mark.parametrize("length", [100, 500, 1000, 1400])
def test_a_truncated_archive_is_refused(length: int) -> None:
    assert refusal(build_epub()[:length]) == {"PKG-008"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "a/../../evil",
        "/etc/passwd",
        "C:/evil",
        "a\\b",
        "a\x01b",
        "..",
        "a/" * 100 + "b",
        "n" * 2000,
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    assert refusal(with_files({name: b"x"})) == {"LIM-005"}


def test_a_link_is_refused() -> None:
    target = io.BytesIO(build_epub())
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("EPUB/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert refusal(target.getvalue()) == {"LIM-006"}


@pytest.mark.slow
def test_300_megabytes_from_300_kilobytes_are_refused() -> None:
    assert "LIM-004" in refusal(with_files({"EPUB/zeros": bytes(300_000_000)}))


def test_many_files_packed_too_well_are_refused_together() -> None:
    assert "LIM-004" in refusal(with_files({f"EPUB/{number}": bytes(4_000_000) for number in range(10)}))


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_refused() -> None:
    assert refusal(with_files({f"{number}": b"" for number in range(100_000)})) == {"LIM-001"}


def test_a_directory_that_hides_entries_from_its_count_is_refused() -> None:
    content = bytearray(with_files({f"{number}": b"" for number in range(30_000)}))
    content[-14:-10] = struct.pack("<2H", 5, 5)

    assert refusal(bytes(content)) == {"LIM-001"}


def test_an_encrypted_entry_is_refused() -> None:
    content = bytearray(build_epub())
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + flags] |= 1

    assert refusal(bytes(content)) == {"LIM-007"}


def test_entries_that_share_their_bytes_are_refused() -> None:
    content = bytearray(with_files({"EPUB/a": b"a" * 50, "EPUB/b": b"b" * 50}))
    first, second = (content.rindex(name) - 46 + 42 for name in (b"EPUB/a", b"EPUB/b"))
    content[second : second + 4] = content[first : first + 4]

    assert refusal(bytes(content)) == {"PKG-008"}


def test_a_local_header_of_another_name_is_refused() -> None:
    content = with_files({"EPUB/aaaa": b"a"})

    assert refusal(content.replace(b"EPUB/aaaa", b"EPUB/bbbb", 1)) == {"PKG-008"}


def test_damaged_bytes_are_refused_when_they_are_read() -> None:
    content = bytearray(with_files({"EPUB/noise": random.Random(1).randbytes(1000)}))
    content[content.index(b"EPUB/noise") + 300] ^= 1
    archive = open_archive(io.BytesIO(content))

    with pytest.raises(PackageRefused) as refused:
        archive.read("EPUB/noise")
    assert refused.value.findings[0].id == "PKG-008"


def test_a_document_that_is_too_long_is_not_read() -> None:
    archive = open_archive(io.BytesIO(build_epub()))

    with pytest.raises(PackageRefused) as refused:
        archive.read("EPUB/one.xhtml", most=10)
    assert refused.value.findings[0].id == "LIM-003"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    target = io.BytesIO(build_epub())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("EPUB/one.xhtml", "other")

    assert refusal(target.getvalue()) == {"OPF-060"}


def test_names_alike_but_for_case_are_noted() -> None:
    assert notes(with_files({"EPUB/ONE.xhtml": b"x"})) == {"OPF-060"}


def test_names_are_brought_to_one_form_of_unicode() -> None:
    archive = open_archive(io.BytesIO(with_files({"EPUB/и\u0306.txt": b"x", "./EPUB/dot": b"y"})))

    assert {"EPUB/й.txt", "EPUB/dot"} <= set(archive.names)


def test_a_mimetype_that_is_not_first_is_noted() -> None:
    files = package(BookPlan())
    kind = files.pop("mimetype")

    assert notes(zip_files({**files, "mimetype": kind})) == {"PKG-006"}


@pytest.mark.parametrize("content", ["application/epub+zip\n", "application/zip", ""])
def test_a_mimetype_that_says_other_is_noted(content: str) -> None:
    assert notes(with_files({"mimetype": content})) == {"PKG-007"}


def test_a_padded_mimetype_is_noted() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo("mimetype")
        entry.extra = struct.pack("<2HI", 0x9999, 4, 0)
        archive.writestr(entry, MIMETYPE)

    assert notes(target.getvalue()) == {"PKG-005"}


@pytest.mark.parametrize(("name", "identifier"), [("a:b", "PKG-009"), ("a b", "PKG-010"), ("a.", "PKG-011")])
def test_names_that_some_systems_refuse_are_noted(name: str, identifier: str) -> None:
    assert notes(with_files({f"EPUB/{name}": b"x"})) == {identifier}


def test_a_zip64_archive_is_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        with archive.open("EPUB/big", "w", force_zip64=True) as entry:
            entry.write(b"x" * 1000)

    assert open_archive(target).read("EPUB/big") == b"x" * 1000

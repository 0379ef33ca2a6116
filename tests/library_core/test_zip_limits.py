"""Hostile archives are refused in words, before anything is unpacked, and never with another error."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_core.formats.findings import PackageRefused
from library_core.formats.zip_limits import Archive, ArchiveLimits, open_archive

LIMITS = ArchiveLimits(entries=50, total=1 << 20, entry=1 << 19, ratio=100, small=1 << 12)


def packed(*files: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in files:
            made.writestr(name, content)
    return target.getvalue()


def repeated(content: bytes, times: int) -> bytes:
    """Return the archive with the list of its one entry repeated, and a count that says nothing of it."""
    start = content.index(b"PK\x01\x02")
    directory = content[start : content.index(b"PK\x05\x06")] * times
    return (
        content[:start] + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(directory), start, 0)
    )


def opened(content: bytes, limits: ArchiveLimits = LIMITS) -> Archive:
    return open_archive(io.BytesIO(content), limits)


def refused(content: bytes, limits: ArchiveLimits = LIMITS) -> set[str]:
    with pytest.raises(PackageRefused) as caught:
        opened(content, limits)
    return {finding.id for finding in caught.value.findings}


def test_files_are_read_by_name_in_the_order_of_the_archive() -> None:
    archive = opened(packed(("b/", b""), ("b/c.txt", b"hello"), ("a.txt", b"")))

    assert archive.names == ("b/c.txt", "a.txt")
    assert archive.read("b/c.txt", most=5) == b"hello"
    assert archive.size("b/c.txt") == 5


def test_names_outside_of_ascii_are_read_with_or_without_the_flag() -> None:
    content = packed(("глава.xhtml", b"1"))
    unflagged = content.replace(b"\x00\x08", b"\x00\x00")

    assert opened(content).names == ("глава.xhtml",)
    assert opened(unflagged).names == ("глава.xhtml",)


def test_a_file_larger_than_asked_for_is_refused() -> None:
    archive = opened(packed(("a.txt", b"hello")))

    with pytest.raises(PackageRefused, match="LIM-003"):
        archive.read("a.txt", most=4)


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "/etc/passwd", "C:/a", "a\\b", "a//b", "./a", "a/./b", "a\nb", "x" * 1001]
)
def test_a_path_that_is_not_normal_or_leads_outside_is_refused(name: str) -> None:
    assert refused(packed((name, b"1"))) == {"LIM-005"}


def test_a_symbolic_link_is_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16

    assert refused(packed((link, b"/etc/passwd"))) == {"LIM-006"}


def test_too_many_entries_are_refused() -> None:
    assert refused(packed(*((f"{number}.txt", b"") for number in range(51)))) == {"LIM-001"}


def test_a_hundred_thousand_entries_behind_a_count_of_one_are_refused_before_they_are_listed() -> None:
    assert refused(repeated(packed(("a", b"")), 100_000), ArchiveLimits()) == {"LIM-001"}


def test_a_bomb_is_refused_for_its_ratio_and_its_size() -> None:
    bomb = packed(("bomb", b"\0" * (1 << 20) + b"\0"))

    assert refused(bomb) == {"LIM-002", "LIM-003", "LIM-004"}


def test_entries_that_lie_over_each_other_are_refused() -> None:
    content = packed(("a", bytes(range(256)) * 8), method=zipfile.ZIP_STORED)

    assert refused(repeated(content, 20)) == {"PKG-008"}


def test_names_that_are_one_after_folding_are_reported_and_the_first_is_read() -> None:
    archive = opened(packed(("Ё.txt", b"1"), ("е\u0308.TXT", b"2"), ("b", b"3")))

    assert [(finding.id, finding.path) for finding in archive.findings] == [("OPF-060", "е\u0308.TXT")]


def test_of_two_files_with_one_name_the_first_counts() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        content = packed(("a", b"first"), ("a", b"second"))

    assert opened(content).read("a", most=10) == b"first"


def test_an_unusual_compression_is_refused() -> None:
    assert refused(packed(("a", b"1" * 100), method=zipfile.ZIP_LZMA)) == {"PKG-008"}


def test_a_damaged_file_is_refused_when_it_is_read() -> None:
    content = packed(("a", b"hello, world"), method=zipfile.ZIP_STORED)
    archive = opened(content.replace(b"hello", b"jello", 1))

    with pytest.raises(PackageRefused, match="PKG-008"):
        archive.read("a", most=100)


def test_a_file_that_says_it_is_smaller_gives_no_more_than_it_said() -> None:
    content = bytearray(packed(("a", b"x" * 1000)))
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = struct.pack("<L", 10)

    with pytest.raises(PackageRefused, match="PKG-008"):
        opened(bytes(content)).read("a", most=100)


@given(st.binary(max_size=200))
def test_noise_is_refused_in_words(noise: bytes) -> None:
    assert refused(noise) == {"PKG-008"}


@given(st.data())
def test_a_broken_archive_is_read_or_refused_in_words(data: st.DataObject) -> None:
    content = bytearray(packed(("a.txt", b"hello" * 20), ("b/c.txt", b"1"), method=zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(PackageRefused):
        archive = opened(bytes(content))
        assert all(len(archive.read(name, most=1 << 20)) == archive.size(name) for name in archive.names)

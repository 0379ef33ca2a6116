"""Books come in with all their features: contents, clips, fallbacks, layouts; wrong ones with findings."""

import hashlib
import io
from dataclasses import replace
from typing import BinaryIO

import pytest
from epub_builders import (
    OPF_PATH,
    BookPlan,
    Chapter,
    Resource,
    build_epub,
    item_id,
    package,
    par,
    xhtml,
    zip_files,
)

from library_core.formats.epub.overlays import clock_value
from library_core.formats.epub.reading import ReadBook, read_epub
from library_core.formats.findings import PackageRefused
from library_core.objects import ObjectKey

PICTURE = Resource(content=b"png", media_type="image/png")
SOUND = Resource(content=b"mp3", media_type="audio/mpeg")
OVERLAID = Chapter(
    overlay='<seq epub:textref="one.xhtml#h" epub:type="chapter">'
    + par("one.xhtml#h", "a.mp3", "0s", "0:01.5")
    + f"<seq>{par('one.xhtml#p1', 'a.mp3', '1500ms', '00:00:03')}"
    + f"{par('one.xhtml#p2', 'a.mp3', '3')}</seq></seq>"
)


def read(content: bytes) -> tuple[ReadBook, dict[str, bytes]]:
    kept: dict[str, bytes] = {}

    def keep(source: BinaryIO) -> ObjectKey:
        found = source.read()
        key = hashlib.sha256(found).hexdigest()
        kept[key] = found
        return ObjectKey(key)

    return read_epub(io.BytesIO(content), keep), kept


def book_of(plan: BookPlan, **extra: str) -> ReadBook:
    return read(build_epub(plan, extra={f"EPUB/{name}": content for name, content in extra.items()}))[0]


@pytest.mark.parametrize("version", ["2.0", "3.0"])
def test_both_versions_come_in_without_findings(version: str) -> None:
    book = book_of(BookPlan(version=version, chapters=(Chapter(), Chapter(name="two.xhtml", title="Two"))))

    assert (book.findings, book.textbook.version, book.textbook.title) == ((), version, "A small book")
    assert [point.title for point in book.textbook.navigation] == ["One", "Two"]
    assert [document.path for document in book.textbook.documents] == ["EPUB/one.xhtml", "EPUB/two.xhtml"]


def test_every_file_is_kept_as_it_was_sent() -> None:
    files = package(BookPlan(chapters=(OVERLAID,), resources={"a.mp3": SOUND}))

    book, kept = read(zip_files(files))

    assert {path: kept[key] for path, key in book.manifest.items()} == {
        path: content.encode() if isinstance(content, str) else content for path, content in files.items()
    }


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [
        ("1:02.5", 62_500),
        ("02:03:04.5", 7_384_500),
        ("7.5s", 7_500),
        ("3.2min", 192_000),
        ("1h", 3_600_000),
        ("500ms", 500),
        ("12", 12_000),
        ("npt=1.5s", 1_500),
        ("", None),
        ("1:99", None),
        ("-1s", None),
        ("9" * 40, None),
    ],
)
def test_clock_values_are_read_in_all_forms(written: str, milliseconds: int | None) -> None:
    assert clock_value(written) == milliseconds


def test_overlays_become_clips_of_the_same_ids_as_passages() -> None:
    book = book_of(BookPlan(chapters=(OVERLAID,), resources={"a.mp3": SOUND})).textbook

    passages = [passage.paragraph for passage in book.documents[0].passages]
    assert [clip.paragraph for clip in book.clips] == passages == ["b-h", "b-p1", "b-p2"]
    assert [(clip.begin, clip.end) for clip in book.clips] == [(0, 1500), (1500, 3000), (3000, None)]
    assert {clip.audio for clip in book.clips} == {"EPUB/a.mp3"}


def test_clips_that_cannot_be_played_are_findings() -> None:
    wrong = (
        par("one.xhtml#h", "none.mp3") + par("one.xhtml#h", "a.mp3", "2s", "1s") + par("no.xhtml#h", "a.mp3")
    )
    book = book_of(BookPlan(chapters=(Chapter(overlay=wrong),), resources={"a.mp3": SOUND}))

    assert book.textbook.clips == ()
    assert sorted(finding.id for finding in book.findings) == ["MED-008", "RSC-007", "RSC-007"]


def test_contents_nest_and_pages_of_print_are_known() -> None:
    nav = xhtml(
        '<nav epub:type="toc"><ol><li><span>Part</span>'
        '<ol><li><a href="one.xhtml#p1">In</a></li></ol></li></ol></nav>'
        '<nav epub:type="page-list"><ol><li><a href="one.xhtml#p2">7</a></li></ol></nav>'
    )
    book = book_of(BookPlan(nav=nav)).textbook

    assert (book.navigation[0].title, book.navigation[0].document) == ("Part", "")
    assert book.navigation[0].children[0].fragment == "b-p1"
    assert (book.pages[0].title, book.pages[0].document) == ("7", "EPUB/one.xhtml")


@pytest.mark.parametrize("nav", ["<html", xhtml("<p>no list</p>")])
def test_a_book_without_contents_is_led_by_its_spine(nav: str) -> None:
    book = book_of(BookPlan(nav=nav)).textbook

    assert [(point.title, point.document) for point in book.navigation] == [("One", "EPUB/one.xhtml")]


def test_the_ncx_is_read_where_the_navigation_document_says_nothing() -> None:
    plan = BookPlan(chapters=(Chapter(title="From NCX"),), version="2.0")

    assert book_of(plan).textbook.navigation[0].title == "From NCX"


def test_pictures_drawings_and_fallbacks_of_the_spine_are_shown() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><text>Hello</text></svg>'
    chapters = (
        Chapter(name="a.png", media_type="image/png", text=b"png"),
        Chapter(name="b.svg", media_type="image/svg+xml", text=svg),
        Chapter(name="c.xyz", media_type="application/x-demo", text="?", fallback=item_id("d.xhtml")),
    )
    plan = BookPlan(
        chapters=chapters,
        resources={
            "d.xhtml": Resource(content=xhtml("<p>D</p>").encode(), media_type="application/xhtml+xml")
        },
    )
    book, kept = read(build_epub(plan))

    shown = [kept[document.html].decode() for document in book.textbook.documents]
    assert 'src="object:EPUB/a.png"' in shown[0]
    assert "<text" in shown[1]
    assert book.textbook.documents[2].path == "EPUB/d.xhtml"


def test_fixed_layout_and_scripts_are_marked() -> None:
    head = '<meta name="viewport" content="width=800, height=600"/>'
    text = xhtml("<p>x</p><script>1</script>", head=head)
    fixed = '<meta property="rendition:layout">pre-paginated</meta>'
    other = Chapter(name="two.xhtml", spine_properties="rendition:layout-reflowable")
    book = book_of(BookPlan(chapters=(Chapter(text=text), other), metadata=fixed)).textbook

    assert book.viewport == (800, 600)
    assert [(each.layout, each.scripted) for each in book.documents] == [
        ("fixed", True),
        ("reflowable", False),
    ]


def test_a_book_from_right_to_left_is_known() -> None:
    assert book_of(BookPlan(spine_attributes=' page-progression-direction="rtl"')).textbook.direction == "rtl"


def test_what_the_package_says_becomes_metadata() -> None:
    said = (
        "<dc:creator>Anna</dc:creator><dc:publisher>House</dc:publisher><dc:date>2026-09-01T00:00:00Z</dc:date>"
        "<dc:rights>All rights reserved</dc:rights><dc:description>&lt;p&gt;Good&lt;/p&gt;</dc:description>"
        '<meta property="media:duration">0:01:30</meta>'
    )
    metadata = book_of(BookPlan(metadata=said)).metadata

    assert (metadata.authors, metadata.publisher, metadata.issued) == (("Anna",), "House", "2026-09-01")
    assert (metadata.licence, metadata.description.en, metadata.minutes) == ("All rights reserved", "Good", 2)


def test_slightly_wrong_books_come_in_with_findings() -> None:
    files = package(BookPlan(chapters=(Chapter(), Chapter(name="gone.xhtml"))))
    del files["EPUB/gone.xhtml"], files["META-INF/container.xml"]

    book, _ = read(zip_files(files))

    assert {"RSC-001", "RSC-002"} <= {finding.id for finding in book.findings}
    assert len(book.textbook.documents) == 1


def locked() -> bytes:
    encryption = (
        '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
        'Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><enc:CipherData>'
        '<enc:CipherReference URI="EPUB/one.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    return build_epub(extra={"META-INF/encryption.xml": encryption})


@pytest.mark.parametrize(
    ("content", "identifier"),
    [
        (locked(), "RSC-004"),
        (build_epub(extra={OPF_PATH: "<package"}), "RSC-016"),
        (build_epub(replace(BookPlan(), chapters=())), "OPF-033"),
        (build_epub(extra={OPF_PATH: "<package/>"}), "OPF-033"),
        (zip_files({"mimetype": "application/epub+zip", "a": "b"}), "RSC-002"),
    ],
)
def test_what_cannot_be_read_is_refused(content: bytes, identifier: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        read(content)

    assert identifier in {finding.id for finding in refused.value.findings}

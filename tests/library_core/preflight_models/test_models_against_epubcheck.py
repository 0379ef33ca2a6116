"""The models and EPUBCheck on the same generated documents: elements in elements, many in a package."""

import json
import random
import zipfile
from pathlib import Path

import pytest
from epubcheck_oracle import Oracle

from library_core.preflight.models.checking import check_document
from library_core.preflight.models.names import HTML
from library_core.preflight.models.notation import grammar

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>%s</body></html>'
NAVIGATION = PAGE.replace("<html", '<html xmlns:epub="http://www.idpf.org/2007/ops"') % (
    '<nav epub:type="toc"><ol><li><a href="nav.xhtml">a</a></li></ol></nav>'
)
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:x:1</dc:identifier>'
    "<dc:title>t</dc:title><dc:language>en</dc:language>"
    '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata><manifest>'
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>%s</manifest>'
    '<spine><itemref idref="n"/>%s</spine></package>'
)
COMPARED = {"RSC-005", "RSC-016", "RSC-017", "CSS-008"}
TOGETHER = 25
"""Pages in a package: EPUBCheck names no more places of one message."""


def nested_elements(count: int) -> list[str]:
    rules = grammar("xhtml5")
    names = sorted(
        name[1]
        for model in map(rules.model, rules._lines.elements)
        if isinstance(name := model.name, tuple) and name[0] == HTML
    )
    inner = [name for name in dict.fromkeys(names) if name not in ("html", "head", "body")]
    chosen = random.Random(5)
    return [
        PAGE % f"<{outer}><{name}>x</{name}></{outer}>"
        for outer, name in (chosen.choices(inner, k=2) for _ in range(count))
    ]


def write_book(pages: list[str], book: Path) -> None:
    items = "".join(
        f'<item id="d{place}" href="d{place}.xhtml" media-type="application/xhtml+xml"/>'
        for place in range(len(pages))
    )
    spine = "".join(f'<itemref idref="d{place}"/>' for place in range(len(pages)))
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("p.opf", PACKAGE % (items, spine))
        archive.writestr("nav.xhtml", NAVIGATION)
        for place, page in enumerate(pages):
            archive.writestr(f"d{place}.xhtml", page)


def verdicts_of_epubcheck(epubcheck: Oracle, pages: list[str], book: Path) -> list[set[str]]:
    write_book(pages, book)
    epubcheck.verdict_of(book)
    found: list[set[str]] = [set() for _ in pages]
    for message in json.loads(Path(f"{book}.json").read_text())["messages"]:
        assert message["additionalLocations"] == 0
        for place in {one["path"] for one in message["locations"]} - {"nav.xhtml"}:
            found[int(place.removeprefix("d").removesuffix(".xhtml"))].add(message["ID"].replace("_", "-"))
    return found


@pytest.mark.slow
def test_elements_in_elements_have_the_verdicts_of_epubcheck(epubcheck: Oracle, tmp_path: Path) -> None:
    documents = nested_elements(250)

    for first in range(0, len(documents), TOGETHER):
        pages = documents[first : first + TOGETHER]

        theirs = verdicts_of_epubcheck(epubcheck, pages, tmp_path / f"{first}.epub")

        for page, named in zip(pages, theirs, strict=True):
            ours = {finding.id for finding in check_document("xhtml", page.encode(), "a", "3.0")} & COMPARED
            assert ours == named & COMPARED, page

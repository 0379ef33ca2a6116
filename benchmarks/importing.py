"""Importing an EPUB: from the bytes of the archive to cleaned documents, passages and clips, in memory."""

import hashlib
import io
import time
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from benchmarks.sizes import Sizes
from library_core.formats.epub.reading import read_epub
from library_core.objects import ObjectKey

PARAGRAPH: Final = (
    "Сила упругости пружины пропорциональна её удлинению и направлена против смещения тела; пока деформация "
    "мала, коэффициент пропорциональности не зависит ни от удлинения, ни от времени. The acceleration of "
    "a body is proportional to the net force acting on it and inversely proportional to its mass. "
)
CONTAINER: Final = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def run(sizes: Sizes) -> Iterator[str]:
    """Yield megabytes of XHTML a second for a book of prose and one of dense markup."""
    chapters = max(2, sizes.requests // 50)
    for name, paragraphs in (("prose", 3), ("dense markup", 1)):
        book, length = _book(chapters, paragraphs)
        rates = []
        for _ in range(3):
            started = time.process_time()
            read = read_epub(io.BytesIO(book), _keep)
            rates.append(length / (time.process_time() - started) / 1e6)
        passages = sum(len(document.passages) for document in read.textbook.documents)
        yield f"{name}, {length / 1e6:.1f} MB of XHTML, {passages} passages: {max(rates):.1f} MB/s"


def _keep(source: BinaryIO) -> ObjectKey:
    return ObjectKey(hashlib.sha256(source.read()).hexdigest())


def _book(chapters: int, paragraphs: int) -> tuple[bytes, int]:
    """Return an EPUB and how many bytes its documents have; sections hold paragraphs this many times long."""
    target = io.BytesIO()
    document = _chapter(paragraphs).encode()
    names = [f"c{number}.xhtml" for number in range(chapters)]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("a.opf", _package(names))
        for name in names:
            archive.writestr(name, document)
    return target.getvalue(), len(document) * chapters


def _package(names: list[str]) -> str:
    items = "".join(f'<item id="{each}" href="{each}" media-type="application/xhtml+xml"/>' for each in names)
    spine = "".join(f'<itemref idref="{each}"/>' for each in names)
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def _chapter(paragraphs: int) -> str:
    text = PARAGRAPH * paragraphs
    sections = "".join(
        f'<section id="s{number}" epub:type="chapter"><h2 id="h{number}">Section {number}</h2>'
        f'<p id="p{number}">{text}<em>{number}</em> <a href="c1.xhtml#p{number}">see</a></p>'
        f'<p class="b">{text}</p><ul><li>{text}</li></ul></section>'
        for number in range(100)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="ru"><head><title>One</title></head>'
        f"<body>{sections}</body></html>"
    )

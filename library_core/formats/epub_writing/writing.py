"""Writing: a publication becomes the bytes of an EPUB 3.3 package, always the same ones."""

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Final

from library_core.formats.epub_writing.archive import write_archive
from library_core.formats.epub_writing.content_documents import (
    NAVIGATION,
    NCX,
    STYLESHEET,
    write_document,
    write_navigation,
    write_ncx,
)
from library_core.formats.epub_writing.overlays import overlay_path, write_overlay
from library_core.formats.epub_writing.package_document import write_package
from library_core.formats.epub_writing.publication import Publication
from library_core.textbooks.book import Clip

FOLDER: Final = "EPUB"
CONTAINER: Final = "META-INF/container.xml"
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">\n'
    '<rootfiles>\n<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>\n'
    "</rootfiles>\n"
    "</container>\n"
)


def write_epub(publication: Publication) -> bytes:
    """Return the publication as a package."""
    clips = _clips_by_document(publication)
    texts = {
        "package.opf": write_package(publication, clips),
        NAVIGATION: write_navigation(publication),
        NCX: write_ncx(publication),
        **{document.path: write_document(publication, document) for document in publication.documents},
        **{overlay_path(path): write_overlay(path, spoken) for path, spoken in clips.items()},
    }
    files = {
        CONTAINER: _CONTAINER.encode(),
        f"{FOLDER}/{STYLESHEET}": stylesheet(),
        **{f"{FOLDER}/{path}": text.encode() for path, text in texts.items()},
        **{f"{FOLDER}/{resource.path}": resource.content for resource in publication.resources},
        **publication.side_files,
    }
    return write_archive(files)


def stylesheet() -> bytes:
    """Return the stylesheet of our books."""
    return resources.files("library_core.formats.epub_writing").joinpath("book.css").read_bytes()


def _clips_by_document(publication: Publication) -> Mapping[str, Sequence[Clip]]:
    clips: dict[str, list[Clip]] = {}
    for document in publication.documents:
        spoken = [clip for clip in publication.clips if clip.document == document.path]
        if spoken:
            clips[document.path] = spoken
    return clips

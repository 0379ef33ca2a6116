"""The package document: metadata, accessibility, manifest with overlays, spine."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from library_core.formats.epub_writing.content_documents import NAVIGATION, NCX, STYLESHEET
from library_core.formats.epub_writing.overlays import clock, duration_of, overlay_path
from library_core.formats.epub_writing.publication import Publication, WrittenDocument
from library_core.textbooks.book import Clip

ACTIVE_CLASS: Final = "-epub-media-overlay-active"
_SUMMARY: Final = {
    "en": "Formulas are MathML with text; figures have descriptions",
    "ru": "Формулы записаны в MathML и текстом; у рисунков есть описания",
}
_SPOKEN: Final = {"en": "the text is spoken in step", "ru": "текст озвучен синхронно"}


def write_package(publication: Publication, clips: Mapping[str, Sequence[Clip]]) -> str:
    """Return the package document; `clips` are those of each document that has any."""
    metadata = "\n".join(
        (*_metadata(publication), *_accessibility(publication), *_durations(publication, clips))
    )
    manifest = "\n".join(_manifest(publication, clips))
    spine = "\n".join(f'<itemref idref="{_id(document.path)}"/>' for document in publication.documents)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id"'
        f' xml:lang="{publication.language}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}\n</metadata>\n'
        f'<manifest>\n{manifest}\n</manifest>\n<spine toc="ncx">\n{spine}\n</spine>\n</package>\n'
    )


def _metadata(publication: Publication) -> Iterator[str]:
    yield f'<dc:identifier id="book-id">{escape(publication.identifier)}</dc:identifier>'
    yield f'<dc:title id="title">{escape(publication.title)}</dc:title>'
    yield '<meta refines="#title" property="title-type">main</meta>'
    if publication.subtitle:
        yield f'<dc:title id="subtitle">{escape(publication.subtitle)}</dc:title>'
        yield '<meta refines="#subtitle" property="title-type">subtitle</meta>'
    yield f"<dc:language>{publication.language}</dc:language>"
    for number, author in enumerate(publication.authors, 1):
        yield f'<dc:creator id="author-{number}">{escape(author)}</dc:creator>'
        yield f'<meta refines="#author-{number}" property="role" scheme="marc:relators">aut</meta>'
    for name, value in (
        ("publisher", publication.publisher),
        ("rights", publication.rights),
        ("date", publication.issued),
        ("description", publication.description),
    ):
        if value:
            yield f"<dc:{name}>{escape(value)}</dc:{name}>"
    yield from (f"<dc:subject>{escape(subject)}</dc:subject>" for subject in publication.subjects)
    yield f'<meta property="dcterms:modified">{publication.modified}</meta>'
    if publication.licence:
        yield f'<meta property="dcterms:license">{escape(publication.licence)}</meta>'
    if publication.cover:
        yield f'<meta name="cover" content="{_id(publication.cover)}"/>'


def _accessibility(publication: Publication) -> Iterator[str]:
    spoken = bool(publication.clips)
    pictured = any(resource.media_type.startswith("image/") for resource in publication.resources)
    maths = any("mathml" in document.properties for document in publication.documents)
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if pictured else []
    features += ["MathML"] if maths else []
    features += ["synchronizedAudioText"] if spoken else []
    features += ["pageNavigation", "pageBreakMarkers"] if publication.pages else []
    language = "ru" if publication.language.startswith("ru") else "en"
    summary = f"{_SUMMARY[language]}{f'; {_SPOKEN[language]}' if spoken else ''}."
    modes = ["textual", *(["visual"] if pictured else []), *(["auditory"] if spoken else [])]
    for mode in modes:
        yield f'<meta property="schema:accessMode">{mode}</meta>'
    yield '<meta property="schema:accessModeSufficient">textual</meta>'
    yield from (f'<meta property="schema:accessibilityFeature">{feature}</meta>' for feature in features)
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    yield f'<meta property="schema:accessibilitySummary">{summary}</meta>'


def _durations(publication: Publication, clips: Mapping[str, Sequence[Clip]]) -> Iterator[str]:
    if not clips:
        return
    total = sum(map(duration_of, clips.values()))
    yield f'<meta property="media:duration">{clock(total)}</meta>'
    for document, spoken in clips.items():
        refined = _id(overlay_path(document))
        yield f'<meta property="media:duration" refines="#{refined}">{clock(duration_of(spoken))}</meta>'
    yield f'<meta property="media:active-class">{ACTIVE_CLASS}</meta>'
    if publication.narrator:
        yield f'<meta property="media:narrator">{escape(publication.narrator)}</meta>'


def _manifest(publication: Publication, clips: Mapping[str, Sequence[Clip]]) -> Iterator[str]:
    yield f'<item id="nav" href="{NAVIGATION}" media-type="application/xhtml+xml" properties="nav"/>'
    yield f'<item id="ncx" href="{NCX}" media-type="application/x-dtbncx+xml"/>'
    yield f'<item id="stylesheet" href="{STYLESHEET}" media-type="text/css"/>'
    for document in publication.documents:
        yield _document_item(document, spoken=document.path in clips)
        if document.path in clips:
            path = overlay_path(document.path)
            yield f'<item id="{_id(path)}" href="{escape(path)}" media-type="application/smil+xml"/>'
    for resource in publication.resources:
        cover = ' properties="cover-image"' if resource.path == publication.cover else ""
        yield (
            f'<item id="{_id(resource.path)}" href="{_href(resource.path)}"'
            f' media-type="{escape(resource.media_type)}"{cover}/>'
        )


def _document_item(document: WrittenDocument, *, spoken: bool) -> str:
    properties = f' properties="{" ".join(document.properties)}"' if document.properties else ""
    overlay = f' media-overlay="{_id(overlay_path(document.path))}"' if spoken else ""
    return (
        f'<item id="{_id(document.path)}" href="{_href(document.path)}"'
        f' media-type="application/xhtml+xml"{properties}{overlay}/>'
    )


def _href(path: str) -> str:
    return escape(path, quote=True)


def _id(path: str) -> str:
    """Return an XML name for a path: letters outside of ASCII are named by their numbers."""
    return "r-" + "".join(
        character
        if character.isascii() and (character.isalnum() or character in ".-")
        else f"_{ord(character):x}"
        for character in path
    )

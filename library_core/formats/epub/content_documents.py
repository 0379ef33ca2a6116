"""Content documents: XHTML, SVG, DTBook or an image of the spine becomes cleaned HTML and passages.

XHTML is read as XML and written as HTML before it is cleaned: an HTML parser would swallow text after
`<a id="x"/>`. What is no XML is read as HTML, with a finding, so that no text is lost.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.epub.addresses import language_code, object_address
from library_core.formats.epub.cleaning import Cleaning, Surroundings, clean_html, clean_tree
from library_core.formats.epub.lenient_html import read_leniently
from library_core.formats.epub.passages import read_passages
from library_core.formats.epub.xml_reading import XmlBroken, decode_xml, read_xml
from library_core.formats.findings import Finding
from library_core.textbooks.book import Passage

MOST_ELEMENTS: Final = 400_000
SVG_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_DEFAULT_NAMESPACE: Final = re.compile(
    rb"""xmlns\s*=\s*(["'])http://www\.w3\.org/(?:1999/xhtml|2000/svg|1998/Math/MathML)\1"""
)
_PIXELS: Final = re.compile(r"(width|height)\s*=\s*([0-9]{1,5})")
_OF_DTBOOK: Final = {
    **{f"level{number}": "section" for number in ("", *range(1, 7))},
    **dict.fromkeys(("frontmatter", "bodymatter", "rearmatter", "imggroup", "linegroup"), "div"),
    **dict.fromkeys(("doctitle", "docauthor", "bridgehead", "line", "prodnote", "author"), "p"),
    **{"list": "ul", "lic": "span", "sidebar": "aside", "note": "aside", "pagenum": "span", "sent": "span"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """One document as read; `viewport` is what a fixed layout says of its page, in pixels."""

    html: str
    title: str = ""
    passages: tuple[Passage, ...] = ()
    language: str = ""
    is_scripted: bool = False
    viewport: tuple[int, int] | None = None
    findings: tuple[Finding, ...] = ()


def read_content_document(content: bytes, path: str, around: Surroundings, language: str) -> ReadDocument:
    """Return the cleaned HTML and the passages of a document; `language` is that of the book."""
    cleaning = Cleaning(path=path, around=around)
    root = _parse_root(content, cleaning)
    # As long as all elements are held, lxml makes each of them and its name once, not once a walk.
    held = [] if root is None else list(itertools.islice(root.iter(), MOST_ELEMENTS + 1))
    if root is None or len(held) > MOST_ELEMENTS:
        cleaning.findings.append(Finding(id="LIM-008", path=path, values={"most": str(MOST_ELEMENTS)}))
        return ReadDocument(html="", findings=tuple(cleaning.findings))
    _make_names_plain(root, held)
    body, is_drawing = _find_body(root)
    said = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    cleaning.is_scripted = next(root.iter("script"), None) is not None
    clean_tree(body, cleaning)
    spoken = body.get("lang") or language_code(said) or language
    passages = read_passages(body, cleaning.unspoken, language=spoken, is_drawing=is_drawing)
    return ReadDocument(
        html=clean_html(body),
        title=_title(root, passages),
        passages=passages,
        language=spoken,
        is_scripted=cleaning.is_scripted,
        viewport=_viewport(root, is_drawing=is_drawing),
        findings=tuple(cleaning.findings),
    )


def picture_document(path: str, title: str) -> ReadDocument:
    """Return a document that shows one image of the package."""
    image = etree.Element("img", src=object_address(path), alt=title)
    figure = etree.Element("figure")
    figure.append(image)
    return ReadDocument(html=clean_html(figure), title=title)


def _parse_root(content: bytes, cleaning: Cleaning) -> etree._Element | None:
    try:
        return read_xml(_DEFAULT_NAMESPACE.sub(b"", content), cleaning.path)
    except XmlBroken as broken:
        cleaning.findings.append(broken.finding)
        return read_leniently(decode_xml(content))


def _make_names_plain(root: etree._Element, elements: list[etree._Element]) -> None:
    """Take namespaces and prefixes from the names of elements; words of DTBook become those of HTML."""
    is_daisy = etree.QName(root).localname in ("dtbook", "dtbook3")
    for element in elements:
        tag = element.tag
        if isinstance(tag, str) and ("{" in tag or ":" in tag):
            tag = tag.rpartition("}")[2].rpartition(":")[2] or "span"
            element.tag = tag
        if is_daisy and tag in _OF_DTBOOK:
            element.tag = _OF_DTBOOK[tag]


def _find_body(root: etree._Element) -> tuple[etree._Element, bool]:
    """Return what is shown, called `div`, and whether the whole document is a drawing."""
    if root.tag == "svg":
        body = etree.Element("div")
        body.append(root)
        return body, True
    body_found = root.find("body")
    body = root if body_found is None else body_found
    if body_found is None:
        found = next(root.iter("body", "book"), None)
        body = root if found is None else found
    body.tag = "div"
    return body, False


def _title(root: etree._Element, passages: tuple[Passage, ...]) -> str:
    """Return the first heading, else the title in the head: files are often called like the whole book."""
    heading = next((passage.text for passage in passages if passage.kind == "heading"), "")
    titles = (" ".join("".join(title.itertext()).split()) for title in root.iter("title"))
    return (heading or next(titles, ""))[:500]


def _viewport(root: etree._Element, *, is_drawing: bool) -> tuple[int, int] | None:
    if is_drawing:
        numbers = re.findall(r"-?[0-9]+(?:\.[0-9]+)?", root.get("viewBox", ""))
        return (round(float(numbers[2])), round(float(numbers[3]))) if len(numbers) == 4 else None
    for meta in root.iter("meta"):
        if meta.get("name", "").lower() == "viewport":
            sides = dict(_PIXELS.findall(meta.get("content", "")))
            if len(sides) == 2:
                return int(sides["width"]), int(sides["height"])
    return None

"""What Markdown has no sign for: figures and tables with captions, notes, pages of a printed edition.

A figure is a paragraph that begins with an image; what follows the image is its caption. The caption of a
table is the paragraph after it that begins with a colon. `{page=12}` on a line of its own begins a page.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.formats.textbook_markdown.markup import EPUB, LINE, XHTML

_X: Final = f"{{{XHTML}}}"
_TYPE: Final = f"{{{EPUB}}}type"
_PAGE: Final = re.compile(r"\s*\{page=(?P<page>[\w.-]{1,20})\}\s*")
_ALIGNED: Final = re.compile(r"text-align:(?P<side>left|center|right)")


def make_figures(body: etree._Element) -> None:
    """Turn paragraphs that begin with an image into figures."""
    for paragraph in list(body.iter(f"{_X}p")):
        if len(paragraph) and paragraph[0].tag == f"{_X}img" and not (paragraph.text or "").strip():
            _make_figure(paragraph)


def _make_figure(paragraph: etree._Element) -> None:
    image, *others = list(paragraph)
    caption_text, image.tail = image.tail, None
    parent = paragraph.getparent()
    if parent is None:
        return
    figure = etree.Element(f"{_X}figure")
    _move(paragraph, figure, (LINE,))
    figure.append(image)
    figure.tail = paragraph.tail
    if others or (caption_text or "").strip():
        caption = etree.SubElement(figure, f"{_X}figcaption")
        caption.text = (caption_text or "").lstrip()
        caption.extend(others)
        _move(paragraph, caption, ("id",))
    parent.replace(paragraph, figure)


def make_captions(body: etree._Element) -> None:
    """Put the paragraph after a table that begins with a colon into the table as its caption."""
    for table in list(body.iter(f"{_X}table")):
        after = table.getnext()
        if after is not None and after.tag == f"{_X}p" and (after.text or "").startswith(": "):
            after.tag = f"{_X}caption"
            after.text = (after.text or "")[2:]
            after.tail = None
            table.insert(0, after)
    for cell in body.iter(f"{_X}td", f"{_X}th"):
        aligned = _ALIGNED.fullmatch(cell.attrib.pop("style", ""))
        if aligned is not None:
            cell.set("class", aligned["side"])
    for cell in body.iter(f"{_X}th"):
        cell.set("scope", "col")


def mark_notes(body: etree._Element) -> None:
    """Say of footnotes and of the signs that lead to them what they are."""
    for element in list(body.iter(f"{_X}sup", f"{_X}section", f"{_X}li", f"{_X}a", f"{_X}hr")):
        match element.get("class"):
            case "footnote-ref":
                element[0].set(_TYPE, "noteref")
                element[0].set("role", "doc-noteref")
            case "footnotes":
                element.set(_TYPE, "footnotes")
                element.set("role", "doc-endnotes")
            case "footnote-item":
                element.set(_TYPE, "footnote")
            case "footnote-backref":
                element.set("role", "doc-backlink")
            case "footnotes-sep":
                element.getparent().remove(element)  # type: ignore[union-attr]


def mark_pages(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Turn page marks into page breaks, and yield the number of each page with the id where it begins."""
    for paragraph in list(body.iter(f"{_X}p")):
        found = _PAGE.fullmatch(paragraph.text or "") if not len(paragraph) else None
        if found is None:
            continue
        page = found["page"]
        identifier = f"page-{page}"
        paragraph.tag, paragraph.text = f"{_X}div", None
        paragraph.set("id", identifier)
        paragraph.set(_TYPE, "pagebreak")
        paragraph.set("role", "doc-pagebreak")
        paragraph.set("aria-label", page)
        yield page, identifier


def drop_lines(body: etree._Element) -> None:
    """Take away the lines that elements carry while a chapter is read."""
    for element in body.iter(etree.Element):
        element.attrib.pop(LINE, None)


def _move(source: etree._Element, target: etree._Element, names: tuple[str, ...]) -> None:
    for name in names:
        value = source.attrib.pop(name, None)
        if value is not None:
            target.set(name, value)

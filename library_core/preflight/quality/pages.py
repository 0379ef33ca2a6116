"""Our own checks of one page: alternatives of images, order of headings, language, scripts, title."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.documents.parsing import line_of, name_of
from library_core.preflight.documents.xhtml_references import SVG, XHTML

XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
LABELS: Final = ("alt", "aria-label", "aria-labelledby", "title")
DECORATIVE: Final = frozenset({"presentation", "none"})
LEVELS: Final = {f"h{level}": level for level in range(1, 7)}


def check_page(root: etree._Element, path: str) -> Iterator[Finding]:
    """Yield what a reader will miss on this page."""
    yield from _check_alternatives(root, path)
    yield from _check_headings(root, path)
    if name_of(root)[1] == "html" and not (root.get("lang") or root.get(XML_LANG)):
        yield Finding(id="LNG-001", path=path, line=line_of(root))


def _check_alternatives(root: etree._Element, path: str) -> Iterator[Finding]:
    for element in root.iter(f"{{{XHTML}}}img", f"{{{XHTML}}}area", f"{{{XHTML}}}input"):
        name = name_of(element)[1]
        if name == "input" and (element.get("type") or "").lower() != "image":
            continue
        if (element.get("role") or "") in DECORATIVE or any(element.get(each) is not None for each in LABELS):
            continue
        if name != "img" or not _is_captioned(element):
            shown = element.get("src") or element.get("href") or ""
            yield Finding(id="ALT-001", path=path, line=line_of(element), values={"name": shown[:200]})
    for element in root.iter(f"{{{SVG}}}svg"):
        if _is_silent(element):
            yield Finding(id="ALT-002", path=path, line=line_of(element))


def _is_captioned(image: etree._Element) -> bool:
    """Whether the image is alone in a figure that has a caption: the caption then speaks for it."""
    figure = next(image.iterancestors(f"{{{XHTML}}}figure"), None)
    if figure is None:
        return False
    caption = figure.find(f"{{{XHTML}}}figcaption")
    return caption is not None and bool("".join(caption.itertext()).strip())


def _is_silent(drawing: etree._Element) -> bool:
    parent = drawing.getparent()
    if parent is None or name_of(parent)[0] == SVG or drawing.get("aria-hidden") == "true":
        return False
    labelled = any(drawing.get(each) for each in LABELS) or (drawing.get("role") or "") in DECORATIVE
    has_words = (
        drawing.find(f".//{{{SVG}}}title") is not None or drawing.find(f".//{{{SVG}}}text") is not None
    )
    in_figure = next(drawing.iterancestors(f"{{{XHTML}}}figure"), None) is not None
    return not labelled and not has_words and not in_figure


def _check_headings(root: etree._Element, path: str) -> Iterator[Finding]:
    last = 0
    for element in root.iter(*(f"{{{XHTML}}}{name}" for name in LEVELS)):
        level = LEVELS[name_of(element)[1]]
        if last and level > last + 1:
            values = {"level": str(level), "before": str(last)}
            yield Finding(id="HDG-001", path=path, line=line_of(element), values=values)
        last = level

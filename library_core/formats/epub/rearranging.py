"""What a document holds in a way that can't be shown is put in another: choices, and text inside drawings.

A choice (`epub:switch` of EPUB 3.0) becomes the first case that can be shown, else its default. HTML inside a
drawing (`foreignObject`) is no safe thing: it comes after the drawing, so that its words are kept.
"""

from typing import Final

from lxml import etree

SHOWN_NAMESPACES: Final = frozenset(
    {
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xhtml",
    }
)


def rearrange(body: etree._Element) -> None:
    """Change the tree, whose elements have no namespaces, in place."""
    for switch in list(body.iter("switch")):
        _choose(switch)
    beside: dict[etree._Element, etree._Element] = {}
    for inside in list(body.iter("foreignObject")):
        drawing = _drawing_around(inside)
        if drawing is not None and drawing.getparent() is not None:
            _put_beside(inside, drawing, beside)


def _choose(switch: etree._Element) -> None:
    """Leave one case of a choice; a choice of SVG has no cases and stays."""
    cases = list(switch.iterchildren("case"))
    if not cases:
        return
    can_be_shown = (case for case in cases if case.get("required-namespace") in SHOWN_NAMESPACES)
    chosen = next(can_be_shown, next(switch.iterchildren("default"), None))
    for child in list(switch):
        if child is not chosen:
            switch.remove(child)
    switch.text = None
    switch.tag = "span"
    if chosen is not None:
        chosen.tag, chosen.tail = "span", None


def _drawing_around(element: etree._Element) -> etree._Element | None:
    """Return the outermost drawing that the element stands in."""
    drawing = None
    for around in element.iterancestors("svg"):
        drawing = around
    return drawing


def _put_beside(
    inside: etree._Element, drawing: etree._Element, beside: dict[etree._Element, etree._Element]
) -> None:
    if drawing not in beside:
        place = beside[drawing] = etree.Element("div")
        place.tail, drawing.tail = drawing.tail, None
        drawing.addnext(place)
    etree.strip_attributes(inside, "x", "y", "width", "height", "transform")
    inside.tag, inside.tail = "div", None
    beside[drawing].append(inside)

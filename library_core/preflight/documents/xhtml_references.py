"""Read an XHTML or SVG document: its references, its identifiers with their kinds, what it contains.

One pass over the elements; a table names the reader of each element.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from library_core.preflight.documents.addresses import Address, resolved
from library_core.preflight.documents.css_references import TOKEN, references_in_css
from library_core.preflight.documents.parsing import ParsedDocument, line_of, name_of
from library_core.preflight.documents.references import Contents, Kind, Reference
from library_core.preflight.documents.source_sets import addresses_in

XHTML: Final = "http://www.w3.org/1999/xhtml"
SVG: Final = "http://www.w3.org/2000/svg"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
OPS: Final = "http://www.idpf.org/2007/ops"
XLINK: Final = "{http://www.w3.org/1999/xlink}href"
XML_BASE: Final = "{http://www.w3.org/XML/1998/namespace}base"
EPUB_TYPE: Final = f"{{{OPS}}}type"
STYLESHEET_INSTRUCTION: Final = re.compile(r"""href\s*=\s*["']([^"']*)["']""")
PAINT: Final = re.compile(r"\s*url\((.*)\)\s*\Z")
NAMES_OF_SCRIPTS: Final = (
    "application/javascript text/javascript application/ecmascript application/x-ecmascript "
    "application/x-javascript text/ecmascript text/jscript text/livescript text/x-ecmascript "
    "text/x-javascript text/javascript1.0 text/javascript1.1 text/javascript1.2 text/javascript1.3 "
    "text/javascript1.4 text/javascript1.5"
)
SCRIPT_TYPES: Final = frozenset(NAMES_OF_SCRIPTS.split())
LEADING: Final = frozenset(
    {"hyperlink", "cite", "link", "stylesheet", "toc", "page list", "landmark", "region"}
)
"""References that fetch no resource into the page; a remote style sheet is forbidden anyway."""

KIND_OF_TARGET: Final = {
    "linearGradient": "paint",
    "radialGradient": "paint",
    "pattern": "paint",
    "clipPath": "clip path",
    "symbol": "symbol",
}
FEATURES_OF_TYPES: Final = {"index": "index", "glossary": "glossary", "dictionary": "dictionary"}


@dataclass(slots=True, kw_only=True)
class Reading:
    """What has been found so far in one document; filled while its elements go by."""

    path: str
    base: str
    has_inner_bases: bool = False
    references: list[Reference] = field(default_factory=list)
    identifiers: dict[str, tuple[str, int]] = field(default_factory=dict)
    features: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    players: dict[etree._Element, int] = field(default_factory=dict)

    def refer(
        self, element: etree._Element, kind: Kind, written: str | None, media_type: str = ""
    ) -> Address | None:
        """Note a reference of an element, if there is one; no address, no reference."""
        if written is None:
            return None
        address = resolved(self.base_at(element), written)
        reference = Reference(
            kind=kind,
            address=address,
            path=self.path,
            line=line_of(element),
            media_type=media_type,
            has_fallback=_has_content(element),
            group=self.group_of(element, kind),
        )
        self.references.append(reference)
        if address.is_remote and kind not in LEADING:
            self.features.add("remote-resources")
        return address

    def base_at(self, element: etree._Element) -> str:
        """Return what addresses in this element stand relative to: `xml:base` may be set anywhere."""
        if not self.has_inner_bases:
            return self.base
        around = [each.get(XML_BASE) for each in (element, *element.iterancestors())][:-1]
        base = self.base
        for inner in reversed([each for each in around if each]):
            base = _as_base(resolved(base, inner))
        return base

    def group_of(self, element: etree._Element, kind: Kind) -> int:
        """Return the number of the player that the element belongs to, or 0."""
        if kind not in {"audio", "video"}:
            return 0
        player = element if name_of(element)[1] in {"audio", "video"} else element.getparent()
        return 0 if player is None else self.players.setdefault(player, len(self.players) + 1)


def _has_content(element: etree._Element) -> bool:
    """Whether the element is an object with something inside that is shown in its stead."""
    if name_of(element) != (XHTML, "object"):
        return False
    inside = [name_of(child)[1] for child in element.iterchildren(etree.Element)]
    return any(name != "param" for name in inside) or bool("".join(element.itertext()).strip())


def contents_of_document(document: ParsedDocument, path: str) -> Contents:
    """Read what an XHTML or SVG document refers to and contains."""
    if document.root is None:
        return Contents(path=path, is_whole=False)
    reading = Reading(
        path=path,
        base=_base_of(document.root, path),
        has_inner_bases=bool(document.root.xpath("boolean(/*//@xml:base)")),
    )
    _read_instructions(document.root, reading)
    for position, element in enumerate(document.root.iter(etree.Element)):
        _read_element(element, reading, position)
    return Contents(
        path=path,
        is_whole=document.is_whole,
        references=tuple(reading.references),
        identifiers=reading.identifiers,
        features=frozenset(reading.features),
        classes=frozenset(reading.classes),
    )


def _base_of(root: etree._Element, path: str) -> str:
    base = root.get(XML_BASE)
    for element in root.iter(f"{{{XHTML}}}base"):
        base = base or element.get("href")
    return path if not base else _as_base(resolved(path, base))


def _as_base(address: Address) -> str:
    return address.path


def _read_instructions(root: etree._Element, reading: Reading) -> None:
    before = root.getprevious()
    while before is not None:
        if isinstance(before, etree._ProcessingInstruction) and before.target == "xml-stylesheet":
            match = STYLESHEET_INSTRUCTION.search(before.text or "")
            if match:
                reading.features.add("styled")
                reading.refer(before, "stylesheet", match[1])
        before = before.getprevious()


def _read_element(element: etree._Element, reading: Reading, position: int) -> None:
    namespace, name = name_of(element)
    identifier = element.get("id")
    if identifier:
        kind = KIND_OF_TARGET.get(name, "generic") if namespace == SVG else "generic"
        reading.identifiers.setdefault(identifier.strip(), (kind, position))
    reader = READERS.get((namespace, name))
    if reader is not None:
        reader(element, reading)
    if namespace == SVG:
        for attribute in ("fill", "stroke", "clip-path"):
            _read_paint(element, reading, attribute)
    elif namespace == OPS and name == "switch":
        reading.features.add("switch")
    _read_attributes(element, reading, namespace)


def _read_attributes(element: etree._Element, reading: Reading, namespace: str) -> None:
    for attribute, value in element.items():
        if attribute.startswith("on") and namespace in {XHTML, SVG} and attribute.isalpha():
            reading.features.add("scripted")
        elif attribute == "style" and "(" in value and namespace == XHTML:
            _read_css(element, value, reading)
        elif attribute == EPUB_TYPE:
            reading.features.update(
                FEATURES_OF_TYPES[word] for word in value.split() if word in FEATURES_OF_TYPES
            )


def _read_css(element: etree._Element, text: str, reading: Reading) -> None:
    found = list(references_in_css(text, reading.base, reading.path, line_of(element)))
    reading.references.extend(found)
    reading.classes.update(match["class"] for match in TOKEN.finditer(text) if match["class"])
    if any(reference.address.is_remote for reference in found):
        reading.features.add("remote-resources")


def _read_paint(element: etree._Element, reading: Reading, attribute: str) -> None:
    match = PAINT.match(element.get(attribute) or "")
    if match:
        kind: Kind = "clip path" if attribute == "clip-path" else "paint"
        reading.refer(element, kind, match[1].strip("\"' "))


def _read_anchor(element: etree._Element, reading: Reading) -> None:
    href = element.get("href") if name_of(element)[0] == XHTML else element.get(XLINK)
    if href is not None and href.strip() not in {"", "."}:
        kind = _kind_of_link(element)
        reading.refer(element, kind, href)
        if kind != "hyperlink" and kind != "region":
            reading.refer(element, "hyperlink", href)


def _kind_of_link(element: etree._Element) -> Kind:
    """Links of the navigation document are known by the `epub:type` of their `nav`."""
    navigation = next(element.iterancestors(f"{{{XHTML}}}nav"), None)
    types = set() if navigation is None else set((navigation.get(EPUB_TYPE) or "").split())
    kinds: dict[str, Kind] = {
        "toc": "toc",
        "page-list": "page list",
        "landmarks": "landmark",
        "region-based": "region",
    }
    return next((kind for word, kind in kinds.items() if word in types), "hyperlink")


def _read_image(element: etree._Element, reading: Reading) -> None:
    in_picture = name_of_parent(element) == "picture"
    kind: Kind = "picture image" if in_picture else "image"
    written = [element.get("src") or "", *addresses_in(element.get("srcset") or "")]
    for address in dict.fromkeys(each for each in written if each.strip()):
        reading.refer(element, kind, address)


def _read_source(element: etree._Element, reading: Reading) -> None:
    parent = name_of_parent(element)
    declared = (element.get("type") or "").strip()
    if parent == "picture":
        written = [element.get("src") or "", *addresses_in(element.get("srcset") or "")]
        for address in dict.fromkeys(each for each in written if each.strip()):
            reading.refer(element, "picture source", address, declared)
    elif parent in {"audio", "video"}:
        reading.refer(element, "audio" if parent == "audio" else "video", element.get("src"), declared)


def name_of_parent(element: etree._Element) -> str:
    """Return the local name of the element around this one."""
    parent = element.getparent()
    return "" if parent is None else name_of(parent)[1]


def _read_media(element: etree._Element, reading: Reading) -> None:
    kind: Kind = "audio" if name_of(element)[1] == "audio" else "video"
    reading.refer(element, kind, element.get("src"))
    reading.refer(element, "image", element.get("poster"))


def _read_object(element: etree._Element, reading: Reading) -> None:
    declared = (element.get("type") or "").strip()
    reading.refer(element, "generic", element.get("data"), declared)
    if declared == "image/svg+xml":
        reading.features.add("svg image")


def _read_embedded(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "generic", element.get("src"), (element.get("type") or "").strip())


def _read_input(element: etree._Element, reading: Reading) -> None:
    if (element.get("type") or "").lower() == "image":
        reading.refer(element, "image", element.get("src"))


def _read_link(element: etree._Element, reading: Reading) -> None:
    words = (element.get("rel") or "").lower().split()
    if "stylesheet" in words:
        reading.features.add("styled")
        reading.refer(element, "stylesheet", element.get("href"))


def _read_script(element: etree._Element, reading: Reading) -> None:
    declared = element.get("type")
    if declared is None or not declared.strip() or declared.strip().lower() in SCRIPT_TYPES:
        reading.features.add("scripted")
        reading.refer(element, "script", element.get("src") or element.get(XLINK))


def _read_style(element: etree._Element, reading: Reading) -> None:
    text = "".join(element.itertext())
    if text.strip():
        reading.features.add("styled")
        _read_css(element, text, reading)


def _read_form(element: etree._Element, reading: Reading) -> None:
    reading.features.add("scripted")


def _read_cited(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "cite", element.get("cite"))


def _read_mathml(element: etree._Element, reading: Reading) -> None:
    reading.features.add("mathml")
    reading.refer(element, "image", element.get("altimg"))


def _read_svg(element: etree._Element, reading: Reading) -> None:
    reading.features.add("svg")


def _read_svg_image(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "image", element.get(XLINK))


def _read_use(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "symbol", element.get(XLINK) or element.get("href"))


def _read_svg_font(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "font", element.get(XLINK) or element.get("href"))


def _read_track(element: etree._Element, reading: Reading) -> None:
    reading.refer(element, "track", element.get("src"))


READERS: Final[dict[tuple[str, str], Callable[[etree._Element, Reading], None]]] = {
    (XHTML, "a"): _read_anchor,
    (XHTML, "area"): _read_anchor,
    (XHTML, "img"): _read_image,
    (XHTML, "source"): _read_source,
    (XHTML, "audio"): _read_media,
    (XHTML, "video"): _read_media,
    (XHTML, "track"): _read_track,
    (XHTML, "object"): _read_object,
    (XHTML, "embed"): _read_embedded,
    (XHTML, "iframe"): _read_embedded,
    (XHTML, "input"): _read_input,
    (XHTML, "link"): _read_link,
    (XHTML, "script"): _read_script,
    (XHTML, "style"): _read_style,
    (XHTML, "form"): _read_form,
    (XHTML, "blockquote"): _read_cited,
    (XHTML, "q"): _read_cited,
    (XHTML, "ins"): _read_cited,
    (XHTML, "del"): _read_cited,
    (MATHML, "math"): _read_mathml,
    (SVG, "svg"): _read_svg,
    (SVG, "a"): _read_anchor,
    (SVG, "image"): _read_svg_image,
    (SVG, "use"): _read_use,
    (SVG, "font-face-uri"): _read_svg_font,
    (SVG, "script"): _read_script,
    (SVG, "style"): _read_style,
}
"""Who reads which element; the rest refer to nothing."""


def references_of(contents: Contents, *kinds: str) -> Iterator[Reference]:
    """Yield the references of these kinds in order."""
    return (reference for reference in contents.references if reference.kind in kinds)

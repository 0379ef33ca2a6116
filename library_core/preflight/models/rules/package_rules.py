"""Rules of the package document of EPUB 3: counts, forms of values, properties that exclude one another."""

import re
from collections import Counter
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.details import Detail, cut
from library_core.preflight.models.names import DC, OPF
from library_core.preflight.models.rules.collection_rules import collection_findings
from library_core.preflight.models.rules.refinement_rules import refinement_findings
from library_core.preflight.models.rules.reporting import Found, broken, said, unique_ids, warning
from library_core.preflight.models.value_kinds import NAMED

P: Final = f"{{{OPF}}}"
D: Final = f"{{{DC}}}"
MODIFIED: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
VIEWPORT: Final = re.compile(r"width=\d+,\s*height=\d+|height=\d+,\s*width=\d+")
CLOCK: Final = NAMED["clock"]
RENDITIONS: Final = {
    "rendition:flow": ("paginated", "scrolled-continuous", "scrolled-doc", "auto"),
    "rendition:layout": ("reflowable", "pre-paginated"),
    "rendition:orientation": ("landscape", "portrait", "auto"),
    "rendition:spread": ("none", "landscape", "portrait", "both", "auto"),
}
EXCLUSIVE: Final = (
    *(tuple(f"{name}-{value}" for value in values) for name, values in RENDITIONS.items()),
    ("page-spread-right", "page-spread-left", "rendition:page-spread-center"),
)
ACTIVE_CLASSES: Final = ("media:active-class", "media:playback-active-class")
NCX_TYPE: Final = "application/x-dtbncx+xml"
XHTML_TYPE: Final = "application/xhtml+xml"
CONTENT_TYPES: Final = (XHTML_TYPE, "image/svg+xml")


def package_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with a package document of EPUB 3 beyond its grammar."""
    yield from unique_ids(root, path)
    yield from _identifier(root, path)
    for metadata in root.iterfind(f"{P}metadata"):
        yield from _counted(metadata, path)
    for meta in root.iter(f"{P}meta"):
        yield from _meta(meta, path)
    for link in root.iter(f"{P}link"):
        yield from _link(link, path)
    yield from refinement_findings(root, path)
    for manifest in root.iter(f"{P}manifest"):
        yield from _manifest(manifest, root, path)
    for spine in root.iter(f"{P}spine"):
        yield from _spine(spine, root, path)
    yield from duplicate_references(root, path)
    for bindings in root.iterfind(f"{P}bindings"):
        detail = Detail(english="<bindings> is no longer used.", russian="<bindings> больше не применяется.")
        yield warning(bindings, path, detail)
    yield from collection_findings(root, path)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _value(element: etree._Element, attribute: str) -> str:
    return " ".join(str(element.get(attribute, "")).split())


def _is_in_collection(element: etree._Element) -> bool:
    return next(element.iterancestors(f"{P}collection"), None) is not None


def _identifier(root: etree._Element, path: str) -> Found:
    if root.tag != f"{P}package" or root.get("unique-identifier") is None:
        return
    wanted = _value(root, "unique-identifier")
    found = root.iterfind(f"{P}metadata/{D}identifier")
    if not any(_value(one, "id") == wanted for one in found if one.get("id") is not None):
        yield broken(
            root,
            path,
            Detail(
                english=f"unique-identifier names “{cut(wanted)}”, which is the id of no <dc:identifier>.",
                russian=f"unique-identifier указывает на «{cut(wanted)}», но такого <dc:identifier> нет.",
                remedy="Give the identifier of the book that id.",
                remedy_russian="Дайте этот id идентификатору книги.",
            ),
        )


def _counted(metadata: etree._Element, path: str) -> Found:
    counts: dict[str, int] = {}
    for meta in metadata.iterfind(f"{P}meta"):
        name = _value(meta, "property")
        if name not in ("dcterms:modified", "rendition:viewport") or meta.get("refines") is None:
            counts[name] = counts.get(name, 0) + 1
    if counts.get("dcterms:modified", 0) != 1:
        yield broken(
            metadata,
            path,
            Detail(
                english="The date of the last change, dcterms:modified, must stand exactly once.",
                russian="Дата последнего изменения dcterms:modified должна быть указана ровно один раз.",
                remedy='Add <meta property="dcterms:modified">2026-01-31T12:00:00Z</meta> with your date.',
                remedy_russian=(
                    'Добавьте <meta property="dcterms:modified">2026-01-31T12:00:00Z</meta> со своей датой.'
                ),
            ),
        )
    for name in (*RENDITIONS, "rendition:viewport", "media:active-class", "media:playback-active-class"):
        if counts.get(name, 0) > 1:
            yield said(
                metadata, path, f"{name} stands more than once.", f"{name} встречается больше одного раза."
            )


def _meta(meta: etree._Element, path: str) -> Found:
    name, value = _value(meta, "property"), _text(meta)
    right = _right_form(name, value, in_collection=_is_in_collection(meta))
    if right:
        yield _bad_value(meta, path, name, value, right)
    is_global = name in RENDITIONS and not _is_in_collection(meta)
    if (is_global or name in ACTIVE_CLASSES) and meta.get("refines") is not None:
        yield said(meta, path, f"{name} must not have refines.", f"У {name} не должно быть атрибута refines.")
    if name == "meta-auth":
        detail = Detail(english="meta-auth is no longer used.", russian="meta-auth больше не применяется.")
        yield warning(meta, path, detail)


def _right_form(name: str, value: str, *, in_collection: bool) -> str:
    """Return how the value should be written where it is written wrongly, else nothing."""
    if name == "media:duration":
        return "" if CLOCK(value) else "0:32:29"
    if name in ACTIVE_CLASSES:
        return "active" if " " in value else ""
    if name == "source-of":
        return "" if value == "pagination" else "pagination"
    if in_collection:
        return ""
    if name in RENDITIONS:
        return "" if value in RENDITIONS[name] else ", ".join(RENDITIONS[name])
    forms = {
        "dcterms:modified": (MODIFIED, "2026-01-31T12:00:00Z"),
        "rendition:viewport": (VIEWPORT, "width=600, height=800"),
    }
    pattern, example = forms.get(name, (None, ""))
    return "" if pattern is None or pattern.fullmatch(value) else example


def _bad_value(element: etree._Element, path: str, name: str, value: str, right: str) -> Finding:
    return broken(
        element,
        path,
        Detail(
            english=f"{name} can't be “{cut(value)}”.",
            russian=f"Значение {name} не может быть «{cut(value)}».",
            remedy=f"Write it like this: {right}.",
            remedy_russian=f"Запишите так: {right}.",
        ),
    )


def _link(link: etree._Element, path: str) -> Found:
    rels = str(link.get("rel", "")).split()
    if "record" in rels and link.get("refines") is not None:
        yield said(
            link,
            path,
            "A record describes the whole book.",
            "Запись record относится ко всей книге: refines лишний.",
        )
    if "voicing" in rels and link.get("refines") is None:
        yield said(link, path, "A voicing link must have refines.", "У ссылки voicing должен быть refines.")


def _properties(element: etree._Element) -> list[str]:
    return str(element.get("properties", "")).split()


def _manifest(manifest: etree._Element, root: etree._Element, path: str) -> Found:
    items = list(manifest.iterfind(f"{P}item"))
    navigation = [item for item in items if "nav" in _properties(item)]
    if len(navigation) != 1:
        yield broken(
            manifest,
            path,
            Detail(
                english=f"Exactly one item must be the navigation document; there are {len(navigation)}.",
                russian=f"Навигационный документ (nav) должен быть ровно один; сейчас их {len(navigation)}.",
                remedy='Give properties="nav" to the item of the table of contents.',
                remedy_russian='Укажите properties="nav" у документа с оглавлением.',
            ),
        )
    for item in navigation:
        if item.get("media-type") != XHTML_TYPE:
            yield said(
                item,
                path,
                "The navigation document must be XHTML.",
                "Навигационный документ должен быть в XHTML.",
            )
    for name in ("data-nav", "cover-image"):
        if sum(name in _properties(item) for item in items) > 1:
            yield said(
                manifest, path, f"{name} stands more than once.", f"{name} встречается больше одного раза."
            )
    if any(_value(item, "media-type") == NCX_TYPE for item in items) and not any(
        spine.get("toc") is not None for spine in root.iter(f"{P}spine")
    ):
        for item in items:
            if _value(item, "media-type") == NCX_TYPE:
                yield said(
                    item,
                    path,
                    "There is an NCX, but <spine> has no toc.",
                    "В книге есть NCX, но у <spine> нет toc.",
                )
    yield from _overlays(items, root, manifest, path)


def _overlays(
    items: list[etree._Element], root: etree._Element, manifest: etree._Element, path: str
) -> Found:
    spoken = [item for item in items if item.get("media-overlay") is not None]
    if not spoken:
        return
    durations = {
        None if meta.get("refines") is None else _value(meta, "refines")
        for meta in root.iter(f"{P}meta")
        if _value(meta, "property") == "media:duration"
    }
    if None not in durations:
        yield said(
            manifest,
            path,
            "The length of the whole recording, media:duration, isn't given.",
            "Не указана длительность всей озвучки media:duration.",
        )
    by_id = {_value(item, "id"): item for item in items}
    for item in spoken:
        name = _value(item, "media-overlay")
        overlay = by_id.get(name)
        if overlay is None or _value(overlay, "media-type") != "application/smil+xml":
            yield said(
                item,
                path,
                "media-overlay names no SMIL document.",
                "media-overlay указывает не на документ SMIL.",
            )
        if _value(item, "media-type") not in CONTENT_TYPES:
            yield said(
                item,
                path,
                "Only XHTML and SVG documents have media overlays.",
                "Озвучка бывает только у документов XHTML и SVG.",
            )
        if f"#{name if overlay is not None else ''}" not in durations:
            yield said(
                item,
                path,
                f"The length of the overlay “{cut(name)}” isn't given.",
                f"Не указана длительность озвучки «{cut(name)}».",
            )


def _spine(spine: etree._Element, root: etree._Element, path: str) -> Found:
    types = {_value(item, "id"): _value(item, "media-type") for item in root.iter(f"{P}item")}
    if spine.get("toc") is not None and types.get(_value(spine, "toc")) != NCX_TYPE:
        yield said(spine, path, "toc of <spine> names no NCX.", "toc у <spine> указывает не на NCX.")
    seen: set[str] = set()
    for reference in spine.iterfind(f"{P}itemref"):
        name = _value(reference, "idref")
        if reference.get("idref") is not None and name not in types:
            yield said(
                reference,
                path,
                f"idref “{cut(name)}” names no item of the manifest.",
                f"idref «{cut(name)}» не указывает ни на один элемент манифеста.",
            )
        if name in seen:
            yield said(
                reference,
                path,
                f"“{cut(name)}” stands twice in the spine.",
                f"«{cut(name)}» стоит в порядке чтения дважды.",
            )
        seen.add(name)
        words = _properties(reference)
        for exclusive in EXCLUSIVE:
            if sum(word in exclusive for word in words) > 1:
                names = ", ".join(exclusive)
                yield said(
                    reference,
                    path,
                    f"Only one of {names} may stand.",
                    f"Может стоять только одно из: {names}.",
                )


def duplicate_references(root: etree._Element, path: str) -> Found:
    """Yield warnings about references of the guide that stand twice."""
    references = list(root.iter(f"{P}reference"))
    keys = [(_value(one, "type").lower(), _value(one, "href").lower()) for one in references]
    counts = Counter(keys)
    for element, key in zip(references, keys, strict=True):
        if counts[key] > 1:
            detail = Detail(
                english="A reference of the guide stands twice.",
                russian="Ссылка в <guide> встречается дважды.",
            )
            yield warning(element, path, detail)

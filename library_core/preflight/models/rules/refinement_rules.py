"""Rules of what refines what in the package document of EPUB 3.

Everything that is asked of all refinements is looked up, never searched for anew: there may be very many.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.details import Detail, cut
from library_core.preflight.models.names import DC, OPF
from library_core.preflight.models.rules.reporting import Found, broken, said, warning

P: Final = f"{{{OPF}}}"
D: Final = f"{{{DC}}}"
SCHEME: Final = re.compile(r"[a-zA-Z]([a-zA-Z0-9]|\+|-|\.)*:")
ONCE: Final = frozenset(
    [
        "collection-type",
        "display-seq",
        "file-as",
        "group-position",
        "identifier-type",
        "source-of",
        "title-type",
    ]
)
REFINED: Final[dict[str, tuple[str, ...]]] = {
    "authority": (f"{D}subject",),
    "term": (f"{D}subject",),
    "identifier-type": (f"{D}identifier", f"{D}source"),
    "role": (f"{D}creator", f"{D}contributor", f"{D}publisher"),
    "source-of": (f"{D}source",),
    "title-type": (f"{D}title",),
}
_COLLECTIONS: Final = ("belongs-to-collection", "collection-type")


def refinement_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with the refinements of a package document."""
    metas = list(root.iter(f"{P}meta"))
    around: dict[etree._Element, _Around] = {}
    for meta in metas:
        parent = meta.getparent()
        if parent is not None:
            if parent not in around:
                around[parent] = _Around.of(parent)
            yield from _refined(meta, around[parent], path)
    yield from _targets(root, path)
    said_of = Counter((_value(meta, "property"), _value(meta, "refines")[1:]) for meta in metas)
    for subject in root.iterfind(f".//{P}metadata/{D}subject"):
        yield from _subject(subject, said_of, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What stands beside a refinement: addresses by tag, ids of collections, and what was met before it."""

    addresses: dict[str, set[str]]
    collections: set[str]
    met: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, parent: etree._Element) -> "_Around":
        addresses: dict[str, set[str]] = {}
        for child in parent.iterchildren("*"):
            addresses.setdefault(str(child.tag), set()).add(f"#{_value(child, 'id')}")
        collections = {
            _value(one, "id")
            for one in parent.iterfind(f"{P}meta")
            if one.get("id") is not None and _value(one, "property") == "belongs-to-collection"
        }
        return cls(addresses=addresses, collections=collections)


def _value(element: etree._Element, attribute: str) -> str:
    return " ".join(str(element.get(attribute, "")).split())


def _refined(meta: etree._Element, around: _Around, path: str) -> Found:
    name, target = _value(meta, "property"), _value(meta, "refines")
    targets = REFINED.get(name)
    if targets is not None and not any(target in around.addresses.get(kind, ()) for kind in targets):
        yield _wrong_target(meta, path, name)
    demanded = name == "collection-type" or meta.get("refines") is not None
    if name in _COLLECTIONS and demanded and target[1:] not in around.collections:
        yield _wrong_target(meta, path, name)
    if name in ONCE and (name, target) in around.met:
        yield said(
            meta,
            path,
            f"{name} stands twice for the same thing.",
            f"{name} указано дважды для одного и того же.",
        )
    around.met.add((name, target))


def _wrong_target(meta: etree._Element, path: str, name: str) -> Finding:
    return broken(
        meta,
        path,
        Detail(
            english=f"{name} refines nothing that it may refine.",
            russian=f"{name} уточняет не то, что может уточнять.",
            remedy="Correct refines: “#” and the id of the element that is meant.",
            remedy_russian="Исправьте refines: «#» и id нужного элемента.",
        ),
    )


def _targets(root: etree._Element, path: str) -> Found:
    ids = {" ".join(str(one).split()) for one in root.xpath("//@id")}
    hrefs = {_value(item, "href") for item in root.iter(f"{P}item")}
    in_collections: dict[etree._Element, set[str]] = {}
    for element in root.iter("*"):
        if element.get("refines") is None:
            continue
        if next(element.iterancestors(f"{P}collection"), None) is not None:
            yield from _target_in_collection(element, in_collections, path)
        else:
            yield from _target(element, (ids, hrefs), path)


def _target(element: etree._Element, known: tuple[set[str], set[str]], path: str) -> Found:
    ids, hrefs = known
    target = _value(element, "refines")
    if SCHEME.search(str(element.get("refines"))):
        yield said(
            element,
            path,
            "refines must be a relative address.",
            "refines должен быть относительным адресом.",
        )
    if target in hrefs:
        detail = Detail(
            english="refines should name the item by its id.",
            russian="refines должен указывать на элемент манифеста через его id.",
        )
        yield warning(element, path, detail)
    if target.startswith("#") and target[1:] not in ids:
        yield said(
            element,
            path,
            f"refines points to “{cut(target)}”, which isn't there.",
            f"refines указывает на «{cut(target)}», а такого id нет.",
        )


def _target_in_collection(
    element: etree._Element, in_collections: dict[etree._Element, set[str]], path: str
) -> Found:
    """The metadata of a collection refine what is in the outermost collection around them."""
    parent = element.getparent()
    grandparent = parent.getparent() if parent is not None else None
    if parent is None or parent.tag != f"{P}metadata" or grandparent is None:
        return
    if grandparent.tag != f"{P}collection":
        return
    outermost = list(element.iterancestors(f"{P}collection"))[-1]
    if outermost not in in_collections:
        in_collections[outermost] = {
            _value(one, "id") for one in outermost.iter("*") if one.get("id") is not None
        }
    target = _value(element, "refines")
    if not target.startswith("#") or target[1:] not in in_collections[outermost]:
        yield said(
            element,
            path,
            "refines must point into its collection.",
            "refines должен указывать внутрь своей коллекции.",
        )


def _subject(subject: etree._Element, said_of: Counter[tuple[str, str]], path: str) -> Found:
    target = _value(subject, "id")
    authorities, terms = said_of["authority", target], said_of["term", target]
    if max(authorities, terms) > 1 or authorities != terms:
        yield said(
            subject,
            path,
            "A subject has authority and term only as one pair.",
            "У темы authority и term указывают вместе и по одному разу.",
        )

"""Rules of collections: what stands in which, and what each kind must hold."""

from typing import Final

from lxml import etree

from library_core.preflight.models.names import DC, OPF
from library_core.preflight.models.rules.reporting import Found, said

P: Final = f"{{{OPF}}}"
COLLECTION: Final = f"{P}collection"


def collection_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with the collections of a package document."""
    for collection in root.iter(COLLECTION):
        for role in str(collection.get("role", "")).split():
            rule = RULES.get(role)
            if rule is not None:
                yield from rule(collection, path)


def _roles_around(collection: etree._Element) -> list[str]:
    parent = collection.getparent()
    return str(parent.get("role", "")).split() if parent is not None and parent.tag == COLLECTION else []


def _manifests_in(collection: etree._Element) -> int:
    return sum("manifest" in str(one.get("role", "")).split() for one in collection.iterfind(COLLECTION))


def _manifest(collection: etree._Element, path: str) -> Found:
    parent = collection.getparent()
    if (
        collection.find(f"{P}metadata") is not None
        or collection.find(COLLECTION) is not None
        or collection.find(f"{P}link") is None
        or parent is None
        or parent.tag != COLLECTION
    ):
        yield said(
            collection,
            path,
            "A manifest collection holds only links and stands in another collection.",
            "Коллекция manifest содержит только ссылки и стоит внутри другой коллекции.",
        )


def _preview(collection: etree._Element, path: str) -> Found:
    if collection.find(f"{P}link") is None or _manifests_in(collection) != 1:
        yield said(
            collection,
            path,
            "A preview holds one manifest collection, and links to its documents.",
            "Коллекция preview содержит одну коллекцию manifest и ссылки на документы фрагмента.",
        )


def _index_group(collection: etree._Element, path: str) -> Found:
    if "index" not in _roles_around(collection):
        yield said(
            collection,
            path,
            "An index-group stands in a collection of the role index.",
            "Коллекция index-group стоит внутри коллекции index.",
        )


def _distributable(collection: etree._Element, path: str) -> Found:
    counts = {
        name: len(collection.findall(f"{P}metadata/{{{DC}}}{name}"))
        for name in ("identifier", "title", "language")
    }
    if counts["identifier"] != 1 or not counts["title"] or not counts["language"]:
        yield said(
            collection,
            path,
            "A distributable object has metadata of its own: one identifier, a title, a language.",
            "У коллекции distributable-object есть свои метаданные: один идентификатор, название, язык.",
        )
    if not _manifests_in(collection):
        yield said(
            collection,
            path,
            "A distributable object holds a manifest collection.",
            "Коллекция distributable-object содержит коллекцию manifest.",
        )


RULES: Final = {
    "manifest": _manifest,
    "preview": _preview,
    "index-group": _index_group,
    "distributable-object": _distributable,
}

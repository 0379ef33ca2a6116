"""Properties in a package document: of metadata, resources, places in the spine, links and their schemes."""

from collections.abc import Iterator, Mapping
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.package.media_types import (
    CORE_IMAGES,
    CSS_TYPE,
    SEARCH_KEYS_TYPE,
    SMIL_TYPE,
    SVG_TYPE,
    XHTML_TYPE,
    essence,
)
from library_core.preflight.package.prefixes import check_prefixes, prefixes_of
from library_core.preflight.package.reading import OPF, Item, PackageDocument
from library_core.preflight.package.vocabularies import (
    ITEM,
    ITEMREF,
    LINK_PROPERTY,
    LINK_RELATION,
    META,
    SCHEME,
    Place,
    Vocabulary,
    check_property,
)

ALLOWED_ON: Final[Mapping[str, frozenset[str]]] = {
    "cover-image": CORE_IMAGES,
    "data-nav": frozenset({XHTML_TYPE}),
    "dictionary": frozenset({XHTML_TYPE, SEARCH_KEYS_TYPE}),
    "glossary": frozenset({XHTML_TYPE, SEARCH_KEYS_TYPE}),
    "index": frozenset({XHTML_TYPE}),
    "mathml": frozenset({XHTML_TYPE}),
    "nav": frozenset({XHTML_TYPE}),
    "remote-resources": frozenset({XHTML_TYPE, SVG_TYPE, SMIL_TYPE, CSS_TYPE}),
    "scripted": frozenset({XHTML_TYPE, SVG_TYPE}),
    "search-key-map": frozenset({SEARCH_KEYS_TYPE}),
    "svg": frozenset({XHTML_TYPE}),
    "switch": frozenset({XHTML_TYPE}),
}


def check_properties(package: PackageDocument) -> Iterator[Finding]:
    """Yield what is wrong with the prefixes and properties of an EPUB 3 package document."""
    declaration = package.root.get("prefix")
    yield from check_prefixes(declaration, package.path, package.root.sourceline or 0)
    declared = prefixes_of(declaration or "")
    for entry in package.metadata:
        if entry.namespace == OPF and entry.name == "meta":
            place = Place(path=package.path, line=entry.line)
            yield from _check_one(entry.attributes.get("property"), META, declared, place)
            yield from _check_one(entry.attributes.get("scheme"), SCHEME, declared, place)
    for link in package.links:
        place = Place(path=package.path, line=link.line)
        yield from _check_all(link.get("rel").split(), LINK_RELATION, declared, place)
        yield from _check_all(link.get("properties").split(), LINK_PROPERTY, declared, place)
    for item in package.items:
        place = Place(path=package.path, line=item.line)
        yield from _check_all(item.properties, ITEM, declared, place)
        yield from _check_types(item, place)
    for itemref in package.spine:
        place = Place(path=package.path, line=itemref.line)
        yield from _check_all(itemref.properties, ITEMREF, declared, place)


def _check_one(
    value: str | None, vocabulary: Vocabulary, declared: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    if value is None or not value.strip():
        return
    words = value.split()
    if len(words) > 1:
        yield Finding(id="OPF-025", path=place.path, line=place.line, values={"property": value})
    else:
        yield from check_property(words[0], vocabulary, declared, place)


def _check_all(
    words: tuple[str, ...] | list[str], vocabulary: Vocabulary, declared: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    for word in words:
        yield from check_property(word, vocabulary, declared, place)


def _check_types(item: Item, place: Place) -> Iterator[Finding]:
    for word in item.properties:
        allowed = ALLOWED_ON.get(word)
        if allowed is not None and essence(item.media_type) not in allowed:
            values = {"property": word, "type": item.media_type}
            yield Finding(id="OPF-012", path=place.path, line=place.line, values=values)

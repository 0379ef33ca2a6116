"""Collections of a package: dictionaries, indexes and previews hold what their specifications allow."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.documents.addresses import Address, resolved
from library_core.preflight.documents.references import Contents
from library_core.preflight.package.media_types import CONTENT_OF_EPUB3, SEARCH_KEYS_TYPE, XHTML_TYPE
from library_core.preflight.package.reading import Collection, PackageDocument

ADDRESS_ROLE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://[^\s/]+\S*\Z")


def check_collections(package: PackageDocument, contents: Mapping[str, Contents]) -> Iterator[Finding]:
    """Yield what is wrong with the collections; `contents` are the documents that were read, by path."""
    for collection in package.collections:
        yield from _check_role(package, collection)
        roles = collection.role.split()
        if "dictionary" in roles:
            yield from _check_dictionary(package, collection, contents)
        if "index" in roles:
            yield from _check_index(package, collection)
        if "preview" in roles:
            yield from _check_preview(package, collection)
    yield from _check_dictionary_type(package, contents)


def _check_role(package: PackageDocument, collection: Collection) -> Iterator[Finding]:
    for role in collection.role.split():
        if ":" in role and not ADDRESS_ROLE.match(role):
            values = {"role": role}
            yield Finding(id="OPF-070", path=package.path, line=collection.line, values=values)


def _addresses(package: PackageDocument, collection: Collection) -> Iterator[tuple[Address, str | None]]:
    for link in collection.links:
        address = resolved(package.path, link.get("href"))
        item = package.by_path.get(address.path)
        yield address, None if item is None else item.media_type


def _check_dictionary(
    package: PackageDocument, collection: Collection, contents: Mapping[str, Contents]
) -> Iterator[Finding]:
    line, maps, has_entries = collection.line, 0, False
    for address, media_type in _addresses(package, collection):
        values = {"name": address.path}
        if media_type is None:
            yield Finding(id="OPF-081", path=package.path, line=line, values=values)
        elif media_type == SEARCH_KEYS_TYPE:
            maps += 1
            if maps > 1:
                yield Finding(id="OPF-082", path=package.path, line=line)
        elif media_type != XHTML_TYPE:
            yield Finding(id="OPF-084", path=package.path, line=line, values=values)
        found = contents.get(address.path)
        has_entries = has_entries or (found is not None and "dictionary" in found.features)
    if not maps:
        yield Finding(id="OPF-083", path=package.path, line=line)
    if not has_entries:
        yield Finding(id="OPF-078", path=package.path, line=line)


def _check_index(package: PackageDocument, collection: Collection) -> Iterator[Finding]:
    for _, media_type in _addresses(package, collection):
        if media_type != XHTML_TYPE:
            yield Finding(id="OPF-071", path=package.path, line=collection.line)
    for inner in collection.collections:
        yield from _check_index(package, inner)


def _check_preview(package: PackageDocument, collection: Collection) -> Iterator[Finding]:
    for address, media_type in _addresses(package, collection):
        if media_type not in CONTENT_OF_EPUB3:
            yield Finding(id="OPF-075", path=package.path, line=collection.line)
        elif (address.fragment or "").startswith("epubcfi("):
            yield Finding(id="OPF-076", path=package.path, line=collection.line)


def _check_dictionary_type(package: PackageDocument, contents: Mapping[str, Contents]) -> Iterator[Finding]:
    declared = "dictionary" in package.values("type")
    found = any("dictionary" in each.features for each in contents.values())
    if found and not declared:
        yield Finding(id="OPF-079", path=package.path)
    elif declared and not found and not any("dictionary" in each.role for each in package.collections):
        yield Finding(id="OPF-078", path=package.path)

"""The resources of the manifest against the archive: missing, unlisted, encrypted, or something else."""

from collections.abc import Iterator
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.archive.encryption import Encryption
from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.preflight.documents.addresses import resolved
from library_core.preflight.package.media_types import (
    BEGINNINGS,
    CORE_FONTS,
    ENDINGS,
    essence,
    media_type_of,
)
from library_core.preflight.package.reading import Collection, Item, PackageDocument

HEADER_BYTES: Final = 16


def check_resources(package: PackageDocument, archive: Archive, encryption: Encryption) -> Iterator[Finding]:
    """Yield listed resources that aren't there, can't be read, or are something else."""
    for item in package.by_path.values():
        if item.address.scheme:
            continue
        values = {"name": item.path, "type": item.media_type}
        if item.path not in archive:
            yield Finding(id="RSC-001", path=item.path, values=values)
        elif item.path in encryption.encrypted:
            yield Finding(id="RSC-004", path=item.path, values=values)
        elif item.path in encryption.obfuscated:
            yield Finding(id="RSC-004", path=item.path, values=values)
            if essence(item.media_type) not in CORE_FONTS:
                yield Finding(id="PKG-026", path=item.path, values=values)
        elif essence(item.media_type) in BEGINNINGS:
            yield from _check_image(item, archive)


def _check_image(item: Item, archive: Archive) -> Iterator[Finding]:
    media_type = essence(item.media_type)
    if media_type not in ENDINGS:
        return
    try:
        beginning = archive.beginning(item.path, HEADER_BYTES)
    except UnreadableEntry as unreadable:
        yield unreadable.finding
        return
    found = media_type_of(beginning)
    values = {"name": item.path, "type": media_type, "found": found or "?"}
    if found != media_type:
        id = "MED-004" if len(beginning) < 4 else "OPF-029"
        yield Finding(id=id, path=item.path, values=values)
    if found is None:
        yield Finding(id="PKG-021", path=item.path, values=values)
    else:
        ending = item.path.rpartition(".")[2].lower()
        if "." in item.path and ending not in ENDINGS.get(found, (ending,)):
            yield Finding(id="PKG-022", path=item.path, values={**values, "ending": ending})


def check_unlisted(
    packages: tuple[PackageDocument, ...], archive: Archive, rootfiles: tuple[str, ...]
) -> Iterator[Finding]:
    """Yield files of the archive that no package document lists."""
    listed = set(rootfiles)
    for package in packages:
        listed.update(item.path for item in package.items)
        listed.update(_linked(package))
    for name in archive.entries:
        if name.endswith("/") or name.startswith("META-INF/") or name == "mimetype" or name in listed:
            continue
        yield Finding(id="OPF-003", path=name, values={"name": name})


def _linked(package: PackageDocument) -> Iterator[str]:
    for link in package.links:
        yield resolved(package.path, link.get("href")).path
    pending: list[Collection] = list(package.collections)
    while pending:
        collection = pending.pop()
        pending.extend(collection.collections)
        for link in collection.links:
            yield resolved(package.path, link.get("href")).path


def check_remote_items(
    package: PackageDocument, referred: frozenset[str], *, has_scripts: bool
) -> Iterator[Finding]:
    """Yield resources listed elsewhere than in the package, where that is not allowed."""
    for item in package.by_path.values():
        kind = essence(item.media_type).partition("/")[0]
        if not item.address.is_remote or kind in {"audio", "video", "font"} or package.is_epub2:
            continue
        if essence(item.media_type) in CORE_FONTS or "x-shockwave-flash" in item.media_type:
            continue
        values = {"name": item.path}
        if package.is_in_spine(item) or (item.path not in referred and not has_scripts):
            yield Finding(id="RSC-006", path=package.path, line=item.line, values=values)
        elif item.path not in referred:
            yield Finding(id="RSC-006b", path=package.path, line=item.line, values=values)

"""Chains of fallbacks in the manifest: where they lead, and whether they come back to themselves."""

from collections.abc import Callable, Iterator
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.package.media_types import is_content, is_core
from library_core.preflight.package.reading import Item, PackageDocument

LONGEST_CHAIN: Final = 100
"""Nobody gives a resource more fallbacks than these."""


def chain_of(package: PackageDocument, item: Item) -> tuple[Item, ...]:
    """Return the resources that stand in for this one, in order; a circle is followed once."""
    chain: list[Item] = []
    seen = {item.id}
    following = package.by_id.get(item.fallback) if item.fallback else None
    while following is not None and following.id not in seen and len(chain) < LONGEST_CHAIN:
        chain.append(following)
        seen.add(following.id)
        following = package.by_id.get(following.fallback) if following.fallback else None
    return tuple(chain)


def has_fallback(package: PackageDocument, item: Item, fits: Callable[[str], bool]) -> bool:
    """Whether something in the chain of fallbacks has a media type that fits."""
    return any(fits(each.media_type) for each in chain_of(package, item))


def has_content_fallback(package: PackageDocument, item: Item) -> bool:
    """Whether a document that may stand in the spine stands in for this resource."""
    return has_fallback(package, item, lambda media_type: is_content(media_type, package.version))


def has_core_fallback(package: PackageDocument, item: Item) -> bool:
    """Whether something that every reading system shows stands in for this resource."""
    return has_fallback(package, item, is_core)


def check_fallbacks(package: PackageDocument) -> Iterator[Finding]:
    """Yield fallbacks that lead nowhere, and circles of them (each circle once)."""
    settled: set[str] = set()
    for item in package.items:
        if item.fallback and item.fallback not in package.by_id:
            values = {"identifier": item.fallback}
            yield Finding(id="OPF-040", path=package.path, line=item.line, values=values)
        if item.fallback_style and item.fallback_style not in package.by_id and package.is_epub2:
            values = {"identifier": item.fallback_style}
            yield Finding(id="OPF-041", path=package.path, line=item.line, values=values)
        if _comes_back(package, item, settled):
            yield Finding(id="OPF-045", path=package.path, line=item.line)


def _comes_back(package: PackageDocument, item: Item, settled: set[str]) -> bool:
    """Whether a new circle begins here; what has been followed once is not followed again."""
    seen: set[str] = set()
    at: Item | None = item
    while at is not None and at.id not in seen and at.id not in settled:
        seen.add(at.id)
        at = package.by_id.get(at.fallback) if at.fallback else None
    settled |= seen
    return at is not None and at.id in seen

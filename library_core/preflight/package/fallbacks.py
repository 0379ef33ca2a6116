"""Chains of fallbacks in the manifest: where they lead, and whether they come back to themselves."""

from collections.abc import Callable, Iterator

from library_core.formats.findings import Finding
from library_core.preflight.package.media_types import is_content, is_core
from library_core.preflight.package.reading import Item, PackageDocument


def chain_of(package: PackageDocument, item: Item) -> tuple[Item, ...]:
    """Return the resources that stand in for this one, in order; a circle is followed once."""
    chain: list[Item] = []
    seen = {item.id}
    following = package.by_id.get(item.fallback) if item.fallback else None
    while following is not None and following.id not in seen:
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
    reported: set[str] = set()
    for item in package.items:
        if item.fallback and item.fallback not in package.by_id:
            values = {"identifier": item.fallback}
            yield Finding(id="OPF-040", path=package.path, line=item.line, values=values)
        if item.fallback_style and item.fallback_style not in package.by_id and package.is_epub2:
            values = {"identifier": item.fallback_style}
            yield Finding(id="OPF-041", path=package.path, line=item.line, values=values)
        circle = _circle(package, item)
        if circle and not circle & reported:
            reported |= circle
            yield Finding(id="OPF-045", path=package.path, line=item.line)


def _circle(package: PackageDocument, item: Item) -> set[str]:
    at, seen = item, [item.id]
    while at.fallback and at.fallback in package.by_id:
        at = package.by_id[at.fallback]
        if at.id in seen:
            return set(seen)
        seen.append(at.id)
    return set()

"""Foreign resources: what not every reading system shows needs a fallback, in the manifest or its element."""

from collections.abc import Iterator

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.documents.addresses import media_type_of_data
from library_core.preflight.documents.references import Contents, Reference
from library_core.preflight.package.fallbacks import has_core_fallback
from library_core.preflight.package.media_types import (
    CORE_AUDIO,
    CORE_IMAGES,
    essence,
    is_core,
    is_font,
    is_video,
)


def check_foreign(book: OpenedBook, contents: Contents) -> Iterator[Finding]:
    """Yield foreign resources that a document shows without a fallback, and types that differ."""
    groups: dict[int, list[Reference]] = {}
    for reference in contents.references:
        if reference.group:
            groups.setdefault(reference.group, []).append(reference)
    played = {group for group, choices in groups.items() if any(_is_played(book, each) for each in choices)}
    for reference in contents.references:
        media_type = _media_type(book, reference)
        if media_type is None:
            continue
        yield from _check_declared(book, reference, media_type)
        wrong = _wrong(book, reference, media_type, has_choice=reference.group in played)
        if wrong:
            values = {"name": reference.address.path[:200], "type": media_type}
            yield Finding(id=wrong, path=reference.path, line=reference.line, values=values)


def _media_type(book: OpenedBook, reference: Reference) -> str | None:
    if reference.address.scheme == "data":
        return media_type_of_data(reference.address)
    item = book.package.by_path.get(reference.address.path)
    return None if item is None else item.media_type


def _is_played(book: OpenedBook, reference: Reference) -> bool:
    return is_core(_media_type(book, reference) or "")


def _check_declared(book: OpenedBook, reference: Reference, media_type: str) -> Iterator[Finding]:
    declared = essence(reference.media_type)
    if declared and declared != essence(media_type) and not book.package.is_epub2:
        values = {"name": reference.address.path[:200], "declared": declared, "type": media_type}
        yield Finding(id="OPF-013", path=reference.path, line=reference.line, values=values)


def _wrong(book: OpenedBook, reference: Reference, media_type: str, *, has_choice: bool) -> str | None:
    if reference.kind == "picture image":
        return None if essence(media_type) in CORE_IMAGES else "MED-003"
    if reference.kind == "picture source":
        return None if reference.media_type or essence(media_type) in CORE_IMAGES else "MED-007"
    if reference.kind == "spoken audio":
        return None if essence(media_type) in CORE_AUDIO else "MED-005"
    if reference.kind not in {"image", "audio", "video", "generic"} or has_choice or reference.has_fallback:
        return None
    if is_core(media_type) or _is_exempt(reference, media_type):
        return None
    item = book.package.by_path.get(reference.address.path)
    return None if item is not None and has_core_fallback(book.package, item) else "RSC-032"


def _is_exempt(reference: Reference, media_type: str) -> bool:
    """Fonts and video need no fallback (EPUB 3.3, "Exempt resources")."""
    return is_video(media_type) or is_font(media_type)

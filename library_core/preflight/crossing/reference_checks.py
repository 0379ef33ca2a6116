"""Every reference of every document: its target is there, declared, of a fitting type, with its fragment."""

import re
from collections.abc import Iterator
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.crossing.foreign_resources import check_foreign
from library_core.preflight.documents.addresses import check_address
from library_core.preflight.documents.references import Reference
from library_core.preflight.package.fallbacks import has_content_fallback
from library_core.preflight.package.media_types import (
    OLD_CONTENT,
    SVG_TYPE,
    XHTML_TYPE,
    essence,
    is_audio,
    is_content,
    is_font,
    is_video,
)
from library_core.preflight.package.reading import Item

NAVIGATION: Final = {"toc": "toc", "page list": "page-list", "landmark": "landmarks"}
NOT_RESOURCES: Final = frozenset({"hyperlink", "cite", "link"})
MAY_BE_REMOTE: Final = frozenset({"audio", "video", "font", "spoken audio"})
SVG_FRAGMENT: Final = re.compile(r"svgView\(.*\)\Z|(?:xywh|xyn|t|track|id)=")
SCHEME_FRAGMENT: Final = re.compile(r"[A-Za-z_][\w.-]*\(.*\)\Z", re.DOTALL)
REGISTERED: Final = frozenset(
    {
        *("about", "acct", "bitcoin", "data", "dav", "dns", "doi", "facetime", "file", "ftp", "geo", "git"),
        *(
            "gopher",
            "http",
            "https",
            "im",
            "imap",
            "info",
            "irc",
            "isbn",
            "jabber",
            "ldap",
            "ldaps",
            "magnet",
        ),
        *("mailto", "maps", "market", "mid", "mms", "news", "nfs", "nntp", "oid", "pres", "proxy", "res"),
        *(
            "resource",
            "rsync",
            "rtmp",
            "rtsp",
            "sftp",
            "sip",
            "sips",
            "skype",
            "sms",
            "snmp",
            "spotify",
            "ssh",
        ),
        *("steam", "svn", "tag", "tel", "telnet", "tftp", "udp", "urn", "view-source", "wais", "webcal"),
        *("ws", "wss", "xmpp", "ymsgr", "javascript", "callto", "feed", "z39.50r", "z39.50s"),
    }
)


def check_references(book: OpenedBook) -> Iterator[Finding]:
    """Yield what is wrong with the references of all documents; an undeclared resource is named once."""
    undeclared: set[str] = set()
    for contents in book.contents.values():
        yield from check_foreign(book, contents)
        for reference in contents.references:
            if reference.kind not in NAVIGATION:
                yield from check_address(reference.address, reference.path, reference.line)
                yield from _check_reference(book, reference, undeclared)
            elif reference.address.is_remote:
                values = {"list": NAVIGATION[reference.kind], "address": reference.address.raw}
                yield _at(reference, "NAV-010", values)


def _at(reference: Reference, id: str, values: dict[str, str] | None = None) -> Finding:
    shown = {"name": _shown(reference), **(values or {})}
    return Finding(id=id, path=reference.path, line=reference.line, values=shown)


def _shown(reference: Reference) -> str:
    address = reference.address
    fragment = "" if address.fragment is None else f"#{address.fragment}"
    return f"{address.path}{fragment}"[:300]


def _check_reference(book: OpenedBook, reference: Reference, undeclared: set[str]) -> Iterator[Finding]:
    address = reference.address
    if address.scheme == "data":
        yield from _check_data(reference)
        return
    item = book.package.by_path.get(address.path)
    if address.is_remote:
        found = tuple(_check_remote(book, reference, item))
        yield from found
        if found and found[-1].id == "RSC-006":
            return
    if item is None:
        yield from _check_undeclared(book, reference, undeclared)
        return
    wrong = _wrong_type(book, reference, item) or _wrong_fragment(book, reference, item)
    if wrong:
        yield _at(reference, wrong)
    elif reference.kind == "spoken text" and address.fragment:
        yield from _check_spoken(reference, item)


def _check_data(reference: Reference) -> Iterator[Finding]:
    if reference.kind in {"hyperlink", "region"}:
        yield _at(reference, "RSC-029")
        yield _at(reference, "RSC-011")


def _check_remote(book: OpenedBook, reference: Reference, item: Item | None) -> Iterator[Finding]:
    kind, address = reference.kind, reference.address
    if kind in {"hyperlink", "cite"} and address.scheme not in REGISTERED:
        yield _at(reference, "HTM-025")
    if kind in NOT_RESOURCES:
        return
    is_epub3 = not book.package.is_epub2
    media = item is not None and (
        is_audio(item.media_type) or is_video(item.media_type) or is_font(item.media_type)
    )
    in_spine = item is not None and book.package.is_in_spine(item)
    if not is_epub3 or not (in_spine or media or kind in MAY_BE_REMOTE):
        yield _at(reference, "RSC-006")
    elif address.scheme not in {"https", "file"}:
        yield _at(reference, "RSC-031")


def _check_undeclared(book: OpenedBook, reference: Reference, undeclared: set[str]) -> Iterator[Finding]:
    path, kind = reference.address.path, reference.kind
    if path == book.package.path and (reference.address.fragment or "").startswith("epubcfi("):
        return
    if not reference.address.is_remote and path not in book.archive:
        weak = kind == "link" and not book.package.is_epub2
        yield _at(reference, "RSC-007w" if weak else "RSC-007")
    elif kind == "link" or (reference.address.is_remote and kind in NOT_RESOURCES):
        return
    elif path not in undeclared:
        undeclared.add(path)
        yield _at(reference, "RSC-008")


def _wrong_type(book: OpenedBook, reference: Reference, item: Item) -> str | None:
    kind, fragment = reference.kind, reference.address.fragment
    media_type, version = item.media_type, book.package.version
    if fragment is not None and fragment.startswith("epubcfi("):
        return None
    if kind == "hyperlink" and not reference.address.is_remote:
        fits = is_content(media_type, version) or media_type in OLD_CONTENT
        if not fits and not has_content_fallback(book.package, item):
            return "RSC-010"
        return None if book.package.is_in_spine(item) or not book.package.has_spine else "RSC-011"
    if kind == "image" and fragment is not None and essence(media_type) != SVG_TYPE:
        return "RSC-009"
    if kind == "spoken text" and not is_content(media_type, version):
        return "RSC-010"
    if kind == "stylesheet" and fragment is not None:
        return "RSC-013"
    return "RSC-015" if kind in {"symbol", "paint", "clip path"} and fragment is None else None


def _wrong_fragment(book: OpenedBook, reference: Reference, item: Item) -> str | None:
    fragment, kind = reference.address.fragment, reference.kind
    contents = book.contents.get(item.path)
    if not fragment or contents is None or reference.address.is_remote:
        return None
    if not is_identifier(fragment, item.media_type):
        return None
    if fragment not in contents.identifiers:
        is_document = essence(item.media_type) in {XHTML_TYPE, SVG_TYPE}
        return "RSC-012" if is_document and contents.is_whole else None
    target = contents.identifiers[fragment][0]
    if kind in {"paint", "clip path"}:
        return None if target == kind else "RSC-014"
    if kind in {"symbol", "hyperlink", "cite", "spoken text"} and target not in {kind, "generic"}:
        return "RSC-014"
    return None


def is_identifier(fragment: str, media_type: str) -> bool:
    """Whether a fragment names an element, rather than a place, a view or a moment."""
    if essence(media_type) == SVG_TYPE and SVG_FRAGMENT.match(fragment):
        return False
    return not SCHEME_FRAGMENT.match(fragment) and not fragment.startswith(":~:")


def _check_spoken(reference: Reference, item: Item) -> Iterator[Finding]:
    fragment = reference.address.fragment or ""
    if essence(item.media_type) == XHTML_TYPE and not is_identifier(fragment, item.media_type):
        yield _at(reference, "MED-017")
    elif essence(item.media_type) == SVG_TYPE and is_strange_view(fragment):
        yield _at(reference, "MED-018")


def is_strange_view(fragment: str) -> bool:
    """Whether a fragment looks like a view of an SVG image and is none."""
    return bool(SCHEME_FRAGMENT.match(fragment)) and not SVG_FRAGMENT.match(fragment)

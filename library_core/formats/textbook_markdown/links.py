"""Links between chapters: `02-forces.md#second-law` leads to the document that the chapter becomes."""

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lxml import etree

from library_core.formats.textbook_markdown.markup import XHTML, line_of
from variants.problems import Problem
from variants.texts import Text

_LINK: Final = f"{{{XHTML}}}a"


def ids_of(body: etree._Element) -> frozenset[str]:
    """Return all ids of a chapter."""
    return frozenset(str(element.get("id")) for element in body.iter(etree.Element) if element.get("id"))


def point_links(
    body: etree._Element, document: str, targets: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Point links to documents of the package; `targets` leads from a chapter's file to its ids."""
    for link in body.iter(_LINK):
        address = link.get("href") or ""
        if address.startswith(("http://", "https://")):
            continue
        path, _, fragment = address.partition("#")
        chapter = posixpath.normpath(posixpath.join(posixpath.dirname(document), path)) if path else document
        if chapter not in targets or (fragment and fragment not in targets[chapter]):
            message = Text(en=f"`{address}` leads nowhere", ru=f"ссылка `{address}` никуда не ведёт")
            yield Problem(document=document, message=message, line=line_of(link), column=1)
        elif path:
            name = posixpath.splitext(posixpath.basename(chapter))[0]
            link.set("href", f"{name}.xhtml" + (f"#{fragment}" if fragment else ""))

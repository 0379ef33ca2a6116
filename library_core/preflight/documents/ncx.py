"""Read an NCX document: its links and its identifier."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.preflight.documents.addresses import resolved
from library_core.preflight.documents.parsing import ParsedDocument, line_of, name_of
from library_core.preflight.documents.references import Contents, Reference

NCX: Final = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(frozen=True, slots=True, kw_only=True)
class NcxDocument:
    """`identifier` is the `dtb:uid` as written, None where there is none."""

    contents: Contents
    identifier: str | None = None
    identifier_line: int = 0


def read_ncx(document: ParsedDocument, path: str) -> NcxDocument:
    """Read an NCX; a broken one gives what could be read."""
    if document.root is None:
        return NcxDocument(contents=Contents(path=path, is_whole=False))
    references = []
    identifier, line = None, 0
    for element in document.root.iter(etree.Element):
        name = name_of(element)[1]
        if name == "content" and element.get("src") is not None:
            address = resolved(path, element.get("src", ""))
            references.append(Reference(kind="hyperlink", address=address, path=path, line=line_of(element)))
        elif name == "meta" and (element.get("name") or "").strip() == "dtb:uid" and identifier is None:
            identifier, line = element.get("content", ""), line_of(element)
    contents = Contents(path=path, is_whole=document.is_whole, references=tuple(references))
    return NcxDocument(contents=contents, identifier=identifier, identifier_line=line)

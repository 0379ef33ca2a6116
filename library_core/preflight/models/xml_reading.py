"""Read a document as XML: its encoding, its declaration, its document type, its tree, and where it breaks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.entities import entitydefs
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.documents.parsing import MOST_ATTRIBUTES, crowded_element, whole_but_for_addresses

XML_DECLARATION: Final = re.compile(rb"\s*<\?xml\s+version\s*=\s*[\"']([^\"']*)[\"']([^?]*)\?>")
ENCODING: Final = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._\-]*)[\"']")
BYTE_ORDER_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "UTF-32BE"),
    (b"\xff\xfe\x00\x00", "UTF-32LE"),
    (b"\xfe\xff", "UTF-16"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xef\xbb\xbf", "UTF-8"),
    (b"\x00\x00\x00\x3c", "UTF-32BE"),
    (b"\x3c\x00\x00\x00", "UTF-32LE"),
    (b"\x00\x3c\x00\x3f", "UTF-16"),
    (b"\x3c\x00\x3f\x00", "UTF-16"),
)
KNOWN_ENTITIES: Final = frozenset(entitydefs) | {"apos"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctype:
    """The document type as declared."""

    name: str
    public: str | None
    system: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """A tree, or what could be read of it up to `broken_at` (a line; 0 where the document is whole)."""

    root: etree._Element | None
    findings: tuple[Finding, ...]
    doctype: Doctype | None
    broken_at: int = 0


def encoding_of(content: bytes) -> str:
    """Return the encoding that the first bytes or the declaration tell; UTF-8 where they say nothing."""
    for mark, name in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return name
    declaration = XML_DECLARATION.match(content[:300])
    declared = ENCODING.search(declaration.group(2)) if declaration else None
    return declared.group(1).decode("ascii").upper() if declared else "UTF-8"


def read(content: bytes, path: str, *, has_known_entities: bool) -> ReadDocument:
    """Parse without network, files and entities. `has_known_entities`: `&nbsp;` and its kin may stand."""
    version = XML_DECLARATION.match(content[:300].removeprefix(b"\xef\xbb\xbf"))
    findings: list[Finding] = []
    if version is not None and version.group(1) == b"1.1":
        findings.append(Finding(id="HTM-001", path=path, line=1, values={"version": "1.1"}))
        return ReadDocument(root=None, findings=tuple(findings), doctype=None, broken_at=1)
    if not content.strip():
        return ReadDocument(root=None, findings=(_broken(path, 1, 1, "empty"),), doctype=None, broken_at=1)
    parser = _parser(recover=False)
    try:
        root: etree._Element | None = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        root = whole_but_for_addresses(content)
        if root is not None:
            return _whole(root, findings, path, has_known_entities=has_known_entities)
        mended = content.decode("utf-8", errors="replace").encode()
        if mended != content and encoding_of(content) == "UTF-8":
            return read(mended, path, has_known_entities=has_known_entities)
        line, column, reason = _place(error)
        fatal = _broken(path, line, column, reason)
        return ReadDocument(
            root=_recovered(content), findings=(*findings, fatal), doctype=None, broken_at=max(line, 1)
        )
    assert root is not None
    return _whole(root, findings, path, has_known_entities=has_known_entities)


def _whole(
    root: etree._Element, findings: list[Finding], path: str, *, has_known_entities: bool
) -> ReadDocument:
    crowded = crowded_element(root)
    if crowded is not None:
        line = crowded.sourceline or 1
        fatal = _broken(path, line, 1, f"more than {MOST_ATTRIBUTES} attributes")
        return ReadDocument(root=None, findings=(*findings, fatal), doctype=None, broken_at=line)
    findings += _entity_findings(root, path, has_known_entities=has_known_entities)
    return ReadDocument(
        root=root,
        findings=tuple(findings),
        doctype=_doctype(root),
        broken_at=min((finding.line for finding in findings if finding.id == "RSC-016"), default=0),
    )


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=False,
    )


def _recovered(content: bytes) -> etree._Element | None:
    try:
        root = etree.fromstring(content, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root is not None and crowded_element(root) is None else None


def _place(error: etree.XMLSyntaxError | ValueError) -> tuple[int, int, str]:
    if isinstance(error, etree.XMLSyntaxError):
        line, column = error.position
        return line or 1, column or 1, str(error.msg).partition(", line ")[0]
    return 1, 1, str(error)


def _broken(path: str, line: int, column: int, reason: str) -> Finding:
    return Finding(id="RSC-016", path=path, line=line, column=column, values={"reason": reason})


def _doctype(root: etree._Element) -> Doctype | None:
    information = root.getroottree().docinfo
    name = information.root_name
    if not information.doctype:
        return None
    return Doctype(name=name or "", public=information.public_id, system=information.system_url)


def _entity_findings(root: etree._Element, path: str, *, has_known_entities: bool) -> Iterable[Finding]:
    subset = root.getroottree().docinfo.internalDTD
    entities = list(subset.iterentities()) if subset is not None else []
    external = [entity.name for entity in entities if entity.content is None]
    if not has_known_entities:
        for name in external:
            yield Finding(id="HTM-003", path=path, line=1, values={"entity": str(name)})
    declared = {entity.name for entity in entities if entity.content is not None or has_known_entities}
    for entity in root.iter(etree.Entity):
        name = str(entity.text).strip("&;")
        if (
            not name.startswith("#")
            and name not in declared
            and not (has_known_entities and name in KNOWN_ENTITIES)
        ):
            yield _broken(path, entity.sourceline or 1, 1, f"Entity '{name}' not defined")
            return

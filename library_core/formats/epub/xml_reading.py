"""XML of a package as trees: nothing is loaded from outside, nothing grows, nothing nests without end.

The encoding is taken from the bytes as XML says; a declared one that is wrong is seen through.
"""

import codecs
import html.entities
import re
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding

MOST_ENTITY_BYTES: Final = 64 * 1024
"""How long a document type with declarations of entities may be."""

MOST_ATTRIBUTES: Final = 1000
"""Attributes that one element may have: looking at each costs a walk past those before it."""

MOST_GROWTH: Final = 1024 * 1024
"""By how many characters entities may make a document longer."""

_CROWDED: Final = etree.XPath(f"//*[@*[{MOST_ATTRIBUTES + 1}]]")
_OWN_NAMES: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
_ENTITY: Final = re.compile(r"<!ENTITY\s+([^\s%\"']+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_KNOWN: Final = re.compile(
    rb"utf-?8|us-ascii|iso-?8859-\d{1,2}|(windows-|cp)125\d|cp866|koi8-[ru]|mac(intosh|-?cyrillic)"
    rb"|gb2312|gbk|gb18030|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
"""Encodings that a declaration is believed; what says that it has two bytes a character can't be read so."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)


class XmlBroken(Exception):
    """The document is no XML; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.values.get("reason", ""))


def read_xml(content: bytes, path: str) -> etree._Element:
    """Return the root of the document; named characters of HTML are known. Raises XmlBroken."""
    if b"&" not in content and b"<!" not in content[:4096] and _is_plain_utf8(content):
        return _parse(content, path)
    return _parse(_without_entities(decode_xml(content)).encode(), path)


def decode_xml(content: bytes) -> str:
    """Return the text of a document: by its mark, else by what it declares, else UTF-8, else Latin."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = _DECLARED.match(content[:1024])
    named = (declared[1].decode(),) if declared and _KNOWN.fullmatch(declared[1]) else ()
    for encoding in (*named, "utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        if "\0" not in text:
            return text
    return content.decode("utf-8", "replace").replace("\0", "")


def _is_plain_utf8(content: bytes) -> bool:
    if content.startswith(tuple(mark for mark, _ in _MARKS)):
        return False
    declared = _DECLARED.match(content[:1024])
    return declared is None or declared[1].lower() == b"utf-8"


def _without_entities(text: str) -> str:
    """Return the document with no document type and no entities but XML's own; lines stay as they are."""
    text = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text)
    declared: dict[str, str] = {}
    doctype = _DOCTYPE.search(text, 0, MOST_ENTITY_BYTES + 4096)
    if doctype is not None:
        for name, double, single in _ENTITY.findall(doctype[1] or ""):
            declared.setdefault(name, double or single)
        lines = "\n" * doctype[0].count("\n")
        text = text[: doctype.start()] + lines + text[doctype.end() :]
    if "&" not in text:
        return text
    known = _bounded(declared, text)
    return _NAMED.sub(lambda found: _replacement(found[1], found[0], known), text)


def _bounded(declared: dict[str, str], text: str) -> dict[str, str]:
    """Return the entities that are put in: plain ones, if they make the document grow but little.

    An entity that holds further ones, or a long one that is named often, could make it grow without end.
    """
    plain = {name: value for name, value in declared.items() if not {"&", "<"} & set(value)}
    growth = sum(len(plain.get(name, "")) for name in _NAMED.findall(text)) if plain else 0
    return plain if growth <= MOST_GROWTH else {}


def _replacement(name: str, written: str, known: dict[str, str]) -> str:
    if name in _OWN_NAMES:
        return written
    return known.get(name) or html.entities.html5.get(f"{name};", written)


def _parse(content: bytes, path: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        values = {"reason": (error.msg or "no XML").partition(", line ")[0]}
        raise XmlBroken(Finding(id="RSC-016", path=path, line=line, column=column, values=values)) from None
    for crowded in _CROWDED(root):
        values = {"reason": f"more than {MOST_ATTRIBUTES} attributes"}
        raise XmlBroken(Finding(id="RSC-016", path=path, line=crowded.sourceline or 1, values=values))
    return root

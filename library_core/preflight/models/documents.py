"""Read one XML document, walk it with the grammar of its kind, then apply the rules of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.css_checking import css_in_document
from library_core.preflight.models.doctypes import doctype_findings
from library_core.preflight.models.notation import grammar
from library_core.preflight.models.rules.container_rules import container_findings, names_a_package
from library_core.preflight.models.rules.epub_types import epub_type_findings
from library_core.preflight.models.rules.html_rules import html_findings
from library_core.preflight.models.rules.navigation_rules import navigation_findings
from library_core.preflight.models.rules.ncx_rules import ncx_findings
from library_core.preflight.models.rules.old_rules import foreign_elements, nested_links, old_package_findings
from library_core.preflight.models.rules.overlay_rules import overlay_findings
from library_core.preflight.models.rules.package_rules import package_findings
from library_core.preflight.models.rules.reporting import Rule, unique_capital_ids, unique_ids
from library_core.preflight.models.structure import StructureWalk
from library_core.preflight.models.xhtml_preparation import (
    XhtmlPreparation,
    as_it_stands,
    ops_preparation,
    svg_preparation,
)
from library_core.preflight.models.xml_reading import ReadDocument, encoding_of, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a kind of document is read: its grammar, what begins it, and its further rules."""

    grammar: str
    start: str
    rules: tuple[Rule, ...] = ()


MODERN: Final[Mapping[str, Reading]] = {
    "xhtml": Reading(
        grammar="xhtml5", start="xhtml", rules=(html_findings, epub_type_findings, css_in_document)
    ),
    "navigation": Reading(
        grammar="navigation",
        start="navigation",
        rules=(html_findings, navigation_findings, epub_type_findings, css_in_document),
    ),
    "svg": Reading(grammar="svg3", start="svg", rules=(unique_ids, epub_type_findings, css_in_document)),
    "package": Reading(grammar="package3", start="package3", rules=(package_findings,)),
    "overlay": Reading(grammar="overlay", start="overlay", rules=(overlay_findings, epub_type_findings)),
    "ncx": Reading(grammar="ncx", start="ncx", rules=(ncx_findings,)),
    "container": Reading(grammar="container", start="container", rules=(container_findings,)),
    "dtbook": Reading(grammar="dtbook", start="dtbook"),
    "encryption": Reading(grammar="encryption", start="encryption", rules=(unique_capital_ids,)),
    "signatures": Reading(grammar="signatures", start="signatures", rules=(unique_capital_ids,)),
}
OLD: Final[Mapping[str, Reading]] = {
    "xhtml": Reading(
        grammar="xhtml11",
        start="xhtml11",
        rules=(unique_ids, nested_links, foreign_elements, css_in_document),
    ),
    "svg": Reading(grammar="svg2", start="svg11", rules=(unique_ids, css_in_document)),
    "package": Reading(grammar="package2", start="package2", rules=(old_package_findings,)),
    "container": Reading(grammar="container2", start="container2"),
}


def checked_document(kind: str, content: bytes, path: str, *, is_modern: bool) -> tuple[Finding, ...]:
    """Return what is wrong with the document."""
    reading = MODERN.get(kind) if is_modern else OLD.get(kind, MODERN.get(kind))
    has_known_entities = not is_modern or kind == "ncx"
    document = read(content, path, has_known_entities=has_known_entities)
    findings = [*_encoding_findings(kind, content, path), *document.findings]
    findings += doctype_findings(document.doctype, kind, path, is_modern=is_modern)
    if reading is None or document.root is None or _is_beyond_reading(kind, document.root):
        return tuple(findings)
    found, root = _structure(kind, reading, document, path, is_modern=is_modern)
    if document.broken_at:
        return (*findings, *(one for one in found if 0 < one.line < document.broken_at))
    findings += found
    for rule in reading.rules:
        findings += rule(root, path)
    return tuple(findings)


def _is_beyond_reading(kind: str, root: etree._Element) -> bool:
    """Whether the document is so broken that only the package's own checks speak (RSC-003, OPF-001)."""
    if kind == "container":
        return not names_a_package(root)
    is_early = str(root.tag).startswith("{http://openebook")
    return kind == "package" and not is_early and root.get("version") not in ("2.0", "3.0")


def _encoding_findings(kind: str, content: bytes, path: str) -> list[Finding]:
    encoding = encoding_of(content)
    if encoding == "UTF-8":
        return []
    if encoding.startswith("UTF-16"):
        return [Finding(id="HTM-058" if kind in ("xhtml", "navigation") else "RSC-027", path=path)]
    return [Finding(id="RSC-028", path=path, values={"encoding": encoding})]


def _structure(
    kind: str, reading: Reading, document: ReadDocument, path: str, *, is_modern: bool
) -> tuple[list[Finding], etree._Element]:
    root = document.root
    assert root is not None
    rules = grammar(reading.grammar)
    if kind in ("xhtml", "navigation") and is_modern:
        preparation = XhtmlPreparation(path)
        found = StructureWalk(rules, reading.start, path, preparation).run(root)
        return [*found, *preparation.findings], root
    if kind == "svg":
        prepare = svg_preparation(keeps_foreign_inside=is_modern)
        return StructureWalk(rules, reading.start, path, prepare).run(root), root
    prepare_old = ops_preparation if kind == "xhtml" else as_it_stands
    return StructureWalk(rules, reading.start, path, prepare_old).run(root), root

"""Document types that may be declared, by kind of document and version of EPUB."""

from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.models.xml_reading import Doctype

XHTML_11: Final = ("-//W3C//DTD XHTML 1.1//EN", "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd")
NCX: Final = ("-//NISO//DTD ncx 2005-1//EN", "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd")
OEB: Final = (
    "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN",
    "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd",
)
ALLOWED: Final = {
    "svg": ("-//W3C//DTD SVG 1.1//EN", "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"),
    "ncx": NCX,
}


def doctype_findings(doctype: Doctype | None, kind: str, path: str, *, is_modern: bool) -> list[Finding]:
    """Return what is wrong with the declared document type."""
    if doctype is None:
        return []
    return _modern(doctype, kind, path) if is_modern else _old(doctype, kind, path)


def _modern(doctype: Doctype, kind: str, path: str) -> list[Finding]:
    if kind in ("xhtml", "navigation"):
        if doctype.name.lower() != "html":
            return []
        if doctype.public or doctype.system not in (None, "", "about:legacy-compat"):
            return [_irregular(doctype, "<!DOCTYPE html>", path)]
        return []
    if doctype.public is None and doctype.system is None:
        return []
    if ALLOWED.get(kind) == (doctype.public, doctype.system):
        return []
    return [Finding(id="OPF-073", path=path, line=1)]


def _old(doctype: Doctype, kind: str, path: str) -> list[Finding]:
    if kind == "package":
        if not doctype.public and not doctype.system:
            return []
        is_allowed = doctype.name == "package" and (doctype.public, doctype.system) == OEB
        return [] if is_allowed else [Finding(id="HTM-009", path=path, line=1)]
    expected = {"xhtml": XHTML_11, "ncx": NCX}.get(kind)
    if expected is None or (kind == "xhtml" and doctype.name != "html"):
        return []
    if (doctype.public or kind == "ncx") and all(
        given in (None, "", right)
        for given, right in zip((doctype.public, doctype.system), expected, strict=True)
    ):
        return []
    name = "html" if kind == "xhtml" else "ncx"
    return [_irregular(doctype, f'<!DOCTYPE {name} PUBLIC "{expected[0]}" "{expected[1]}">', path)]


def _irregular(doctype: Doctype, expected: str, path: str) -> Finding:
    public = f' PUBLIC "{doctype.public}"' if doctype.public else ""
    system = f' "{doctype.system}"' if doctype.system else ""
    found = f"<!DOCTYPE {doctype.name}{public}{system}>"
    return Finding(id="HTM-004", path=path, line=1, values={"found": found, "expected": expected})

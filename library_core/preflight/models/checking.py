"""Check one document of a package: the only door to the models."""

from typing import Literal

from library_core.formats.findings import Finding
from library_core.preflight.models.css_checking import check_css
from library_core.preflight.models.documents import checked_document

Kind = Literal[
    "package",
    "navigation",
    "ncx",
    "xhtml",
    "svg",
    "overlay",
    "css",
    "container",
    "encryption",
    "signatures",
    "dtbook",
]


def check_document(kind: Kind, content: bytes, path: str, version: str) -> tuple[Finding, ...]:
    """Return what is wrong with one document; `version` is the package's (`2.0`, `3.0`)."""
    if kind == "css":
        findings = check_css(content, path)
        if version.strip().startswith(("1", "2")):
            return tuple(finding for finding in findings if finding.id != "CSS-001")
        return findings
    return checked_document(kind, content, path, is_modern=not version.strip().startswith(("1", "2")))

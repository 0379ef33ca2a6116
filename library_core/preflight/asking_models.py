"""Ask the model of one document; a mistake of ours in a check is told beside what the others have found."""

from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.checking import Kind, check_document

FAULTS: Final = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    etree.LxmlError,
)


def check_safely(kind: Kind, content: bytes, path: str, version: str) -> tuple[Finding, ...]:
    """Return what is wrong with one document, or that its check has failed."""
    try:
        return check_document(kind, content, path, version)
    except FAULTS as fault:
        return (fault_finding(fault, path),)


def fault_finding(fault: Exception, path: str = "") -> Finding:
    """Return the finding that says that a check of ours has failed."""
    return Finding(id="CHK-000", path=path, values={"reason": f"{type(fault).__name__}: {fault}"[:200]})

"""Rules of the container document that look around."""

from typing import Final

from lxml import etree

from library_core.preflight.models.details import Detail
from library_core.preflight.models.names import NAMESPACES, OCF
from library_core.preflight.models.rules.reporting import Found, said, warning

C: Final = f"{{{OCF}}}"
PACKAGE_TYPE: Final = "application/oebps-package+xml"


def names_a_package(root: etree._Element) -> bool:
    """Whether any root file is a package document with a path."""
    return any(
        one.get("media-type") == PACKAGE_TYPE and str(one.get("full-path", "")).strip()
        for one in root.iter(f"{C}rootfile")
    )


def container_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with several renditions of one book."""
    for rootfile in list(root.iter(f"{C}rootfile"))[1:]:
        if not any(str(name).startswith(f"{{{NAMESPACES['rendition']}}}") for name in rootfile.attrib):
            detail = Detail(
                english="A further rendition should say when it is to be chosen.",
                russian="У второго варианта книги должно быть указано, когда его выбирать.",
            )
            yield warning(rootfile, path, detail)
    for links in root.iter(f"{C}links"):
        mappings = [
            link for link in links.iterfind(f"{C}link") if str(link.get("rel", "")).strip() == "mapping"
        ]
        if len(mappings) > 1:
            yield said(
                links,
                path,
                "There is more than one mapping document.",
                "Документов соответствия больше одного.",
            )
        for link in mappings:
            if str(link.get("media-type", "")).strip() != "application/xhtml+xml":
                yield said(
                    link,
                    path,
                    "A mapping document must be XHTML.",
                    "Документ соответствия должен быть в XHTML.",
                )

"""Rules of EPUB 2 that look around."""

from typing import Final

from lxml import etree

from library_core.preflight.models.names import EPUB, HTML, SVG, split_name
from library_core.preflight.models.rules.package_rules import duplicate_references
from library_core.preflight.models.rules.reporting import Found, said, unique_ids

H: Final = f"{{{HTML}}}"
KNOWN: Final = frozenset({HTML, SVG, EPUB})


def nested_links(root: etree._Element, path: str) -> Found:
    """Yield links that hold links."""
    for link in root.iter(f"{H}a"):
        if next(link.iterdescendants(f"{H}a"), None) is not None:
            yield said(
                link, path, "A link can't stand inside of a link.", "Ссылка не может стоять внутри ссылки."
            )


def foreign_elements(root: etree._Element, path: str) -> Found:
    """Yield elements that no page of EPUB 2 knows; drawings may hold what they like."""
    for element in root.iterdescendants(etree.Element):
        namespace, parent = split_name(str(element.tag))[0], element.getparent()
        if namespace in KNOWN or parent is None:
            continue
        if split_name(str(parent.tag))[0] == HTML:
            yield said(
                element,
                path,
                f"Elements of {namespace or 'no namespace'} have no place in a page of EPUB 2.",
                f"Элементам из {namespace or 'пустого пространства имён'} нет места на странице EPUB 2.",
            )


def old_package_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with a package document of EPUB 2 beyond its grammar."""
    yield from unique_ids(root, path)
    yield from duplicate_references(root, path)

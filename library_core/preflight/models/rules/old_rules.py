"""Rules of EPUB 2 that look around."""

from typing import Final

from lxml import etree

from library_core.preflight.models.names import HTML
from library_core.preflight.models.rules.package_rules import duplicate_references
from library_core.preflight.models.rules.reporting import Found, said, unique_ids

H: Final = f"{{{HTML}}}"


def nested_links(root: etree._Element, path: str) -> Found:
    """Yield links that hold links."""
    for link in root.iter(f"{H}a"):
        if next(link.iterdescendants(f"{H}a"), None) is not None:
            yield said(
                link, path, "A link can't stand inside of a link.", "Ссылка не может стоять внутри ссылки."
            )


def old_package_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with a package document of EPUB 2 beyond its grammar."""
    yield from unique_ids(root, path)
    yield from duplicate_references(root, path)

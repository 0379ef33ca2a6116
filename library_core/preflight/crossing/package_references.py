"""What the package document refers to: links of the metadata and the guide, in the documents they lead to."""

from collections.abc import Iterator

from library_core.formats.findings import Finding
from library_core.preflight.book import OpenedBook
from library_core.preflight.crossing.reference_checks import is_identifier
from library_core.preflight.documents.addresses import resolved


def check_package_references(book: OpenedBook) -> Iterator[Finding]:
    """Yield entries whose fragment is nowhere, and resources that are both linked and listed."""
    package = book.package
    for entry in (*package.links, *package.guide):
        address = resolved(package.path, entry.get("href"))
        item, contents = package.by_path.get(address.path), book.contents.get(address.path)
        values = {"name": f"{address.path}#{address.fragment}"}
        if item is None or address.path == package.path:
            continue
        if entry.name == "link" and not package.is_in_spine(item):
            yield Finding(id="OPF-067", path=package.path, line=entry.line, values={"name": address.path})
        if not address.fragment or contents is None or not contents.is_whole:
            continue
        if is_identifier(address.fragment, item.media_type) and address.fragment not in contents.identifiers:
            yield Finding(id="RSC-012", path=package.path, line=entry.line, values=values)

"""Metadata of a package: identifiers, dates, languages, roles, properties, links, durations, refinements."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.documents.addresses import check_address, resolved
from library_core.preflight.documents.overlays import seconds_of
from library_core.preflight.package.language_tags import is_language_tag
from library_core.preflight.package.reading import DC, OPF, XML_LANG, Entry, PackageDocument
from library_core.preflight.package.roles import ROLES

UUID: Final = re.compile(r"[0-9a-f]{1,8}(?:-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}\Z", re.IGNORECASE)
DATE: Final = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z"
)
SCHEME: Final = f"{{{OPF}}}scheme"
ROLE: Final = f"{{{OPF}}}role"
TOLERANCE: Final = 1
"""How far the total of the overlays may be from the sum, in seconds."""


def check_metadata(package: PackageDocument) -> Iterator[Finding]:
    """Yield what is wrong with the metadata of a package, apart from its vocabularies."""
    yield from _check_unique_identifier(package)
    for entry in package.metadata:
        if entry.namespace == DC:
            yield from _check_dublin_core(package, entry)
    if not package.is_epub2:
        yield from _check_languages(package)
        yield from _check_durations(package)
        yield from _check_refinements(package)


def _check_unique_identifier(package: PackageDocument) -> Iterator[Finding]:
    wanted = package.unique_identifier
    if not wanted:
        yield Finding(id="OPF-048", path=package.path, line=package.root.sourceline or 0)
        return
    found = any(
        entry.namespace == DC
        and entry.name == "identifier"
        and entry.attributes.get("id") in {wanted, wanted.strip()}
        for entry in package.metadata
    )
    if not found:
        yield Finding(id="OPF-030", path=package.path, values={"identifier": wanted})


def _check_dublin_core(package: PackageDocument, entry: Entry) -> Iterator[Finding]:
    where = {"path": package.path, "line": entry.line}
    if entry.name == "identifier":
        urn = entry.text.lower().startswith("urn:uuid:")
        scheme = (entry.get(SCHEME) or entry.get("scheme")).lower() == "uuid"
        text = entry.text[9:] if urn else entry.text
        if (urn or scheme) and not UUID.match(text):
            yield Finding(id="OPF-085", values={"value": entry.text}, path=package.path, line=entry.line)
    elif entry.name == "date":
        yield from _check_date(package, entry)
    elif entry.name == "title" and package.is_epub2 and not entry.text:
        yield Finding(id="OPF-055", values={"element": "dc:title"}, path=package.path, line=entry.line)
    elif entry.name in {"creator", "contributor"} and package.is_epub2:
        role = entry.get(ROLE)
        if role and role not in ROLES and not role.startswith("oth."):
            yield Finding(id="OPF-052", values={"role": role}, path=package.path, line=entry.line)
    if not entry.text and entry.name not in {"identifier", "title", "language", "date"}:
        values = {"element": f"dc:{entry.name}"}
        yield Finding(id="OPF-072", path=str(where["path"]), line=entry.line, values=values)


def _check_date(package: PackageDocument, entry: Entry) -> Iterator[Finding]:
    values = {"value": entry.text}
    if not _is_date(entry.text):
        id = "OPF-054" if package.is_epub2 or not entry.text else "OPF-053"
        yield Finding(id=id, values=values, path=package.path, line=entry.line)


def _is_date(text: str) -> bool:
    match = DATE.match(text)
    if match is None:
        return False
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups())
    try:
        date(max(year or 1, 1), month or 1, day or 1)
    except ValueError:
        return False
    return (hour or 0) < 24 and (minute or 0) < 60 and (second or 0) < 60


def _check_languages(package: PackageDocument) -> Iterator[Finding]:
    for entry in package.metadata:
        if entry.namespace == DC and entry.name == "language" and entry.text:
            yield from _check_language(package, entry.text, entry.line)
    for link in package.links:
        if link.attributes.get("hreflang"):
            yield from _check_language(package, link.attributes["hreflang"], link.line)
    for element in package.root.iter():
        language = element.get(XML_LANG) if isinstance(element.tag, str) else None
        if language:
            yield from _check_language(package, language, element.sourceline or 0)


def _check_language(package: PackageDocument, tag: str, line: int) -> Iterator[Finding]:
    if not is_language_tag(tag):
        yield Finding(id="OPF-092", path=package.path, line=line, values={"language": tag})


def _check_durations(package: PackageDocument) -> Iterator[Finding]:
    total, parts, line = None, [], 0
    for entry in package.metadata:
        if entry.name == "meta" and entry.get("property") == "media:duration":
            seconds = seconds_of(entry.text)
            if seconds is None:
                return
            if entry.get("refines"):
                parts.append(seconds)
            else:
                total, line = seconds, entry.line
    if total is not None and parts and abs(sum(parts) - total) > TOLERANCE:
        values = {"total": f"{float(total):g}", "sum": f"{float(sum(parts)):g}"}
        yield Finding(id="MED-016", path=package.path, line=line, values=values)


def _check_refinements(package: PackageDocument) -> Iterator[Finding]:
    """Follow what refines what: nobody may come back to where they began."""
    refines = {
        entry.get("id"): entry.get("refines")[1:]
        for entry in package.metadata
        if entry.get("id") and entry.get("refines").startswith("#")
    }
    settled: set[str] = set()
    for start in refines:
        seen: set[str] = set()
        at = start
        while at in refines and at not in seen and at not in settled:
            seen.add(at)
            at = refines[at]
        settled |= seen
        if at in seen:
            yield Finding(id="OPF-065", path=package.path)
            return


def check_links(package: PackageDocument, archived: frozenset[str]) -> Iterator[Finding]:
    """Yield what is wrong with the `link` elements of the metadata; `archived` are the paths there are."""
    for link in package.links:
        href = link.attributes.get("href")
        if href is None:
            continue
        address = resolved(package.path, href)
        where = {"path": package.path, "line": link.line}
        yield from check_address(address, package.path, link.line)
        if address.path == package.path and address.fragment is not None and not address.scheme:
            yield Finding(id="OPF-098", values={"address": href}, path=package.path, line=link.line)
            continue
        relations = link.get("rel").split()
        if "alternate" in relations and len(relations) > 1:
            yield Finding(id="OPF-089", path=package.path, line=link.line)
        yield from _check_link_type(package, link, is_remote=bool(address.scheme))
        if not address.scheme and address.path not in archived:
            yield Finding(
                id="RSC-007w", path=str(where["path"]), line=link.line, values={"name": address.path}
            )


def _check_link_type(package: PackageDocument, link: Entry, *, is_remote: bool) -> Iterator[Finding]:
    relations = set(link.get("rel").split())
    media_type = link.get("media-type")
    if not media_type:
        needed = relations & {"record", "voicing"}
        for relation in sorted(needed):
            yield Finding(id="OPF-094", values={"relation": relation}, path=package.path, line=link.line)
        if not is_remote and not needed:
            yield Finding(id="OPF-093", path=package.path, line=link.line)
    elif "voicing" in relations and not media_type.startswith("audio/"):
        yield Finding(id="OPF-095", values={"type": media_type}, path=package.path, line=link.line)

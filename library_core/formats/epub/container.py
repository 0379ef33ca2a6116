"""The container: which package documents an archive holds, and what in it is encrypted."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from library_core.formats.epub.addresses import resolve_address
from library_core.formats.epub.archive import EpubArchive
from library_core.formats.epub.xml_reading import XmlBroken, read_xml
from library_core.formats.findings import Finding, PackageRefused

CONTAINER: Final = "META-INF/container.xml"
ENCRYPTION: Final = "META-INF/encryption.xml"
PACKAGE_TYPE: Final = "application/oebps-package+xml"
FONT_ALGORITHMS: Final = frozenset(
    {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """`rootfiles` are paths of package documents, the first is the one to read; `obfuscated` are fonts."""

    rootfiles: tuple[str, ...]
    obfuscated: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def read_container(archive: EpubArchive) -> Container:
    """Return what the container says; where it is missing or wrong, the only package document is taken.

    Raises PackageRefused if there is no package document, or what is to be read is encrypted.
    """
    findings: list[Finding] = []
    named = _named_rootfiles(archive, findings)
    present = tuple(path for path in named if path in archive)
    findings.extend(_missing(path) for path in named if path not in archive)
    if not present:
        present = tuple(name for name in archive.names if name.lower().endswith(".opf"))[:1]
    if not present:
        raise PackageRefused(findings or [Finding(id="RSC-003", path=CONTAINER)])
    return Container(rootfiles=present, obfuscated=_read_encryption(archive), findings=tuple(findings))


def _named_rootfiles(archive: EpubArchive, findings: list[Finding]) -> tuple[str, ...]:
    if CONTAINER not in archive:
        findings.append(Finding(id="RSC-002", path=CONTAINER))
        return ()
    try:
        root = read_xml(archive.read(CONTAINER), CONTAINER)
    except XmlBroken as broken:
        findings.append(broken.finding)
        return ()
    found = [
        resolve_address(element.get("full-path", ""), "").path
        for element in root.iter("{*}rootfile")
        if element.get("media-type", PACKAGE_TYPE).strip() == PACKAGE_TYPE
    ]
    if not any(found):
        findings.append(Finding(id="RSC-003", path=CONTAINER))
    return tuple(dict.fromkeys(path for path in found if path))


def _read_encryption(archive: EpubArchive) -> frozenset[str]:
    """Return the fonts that are obfuscated. Raises PackageRefused for any other encryption."""
    if ENCRYPTION not in archive:
        return frozenset()
    try:
        root = read_xml(archive.read(ENCRYPTION), ENCRYPTION)
    except XmlBroken as broken:
        raise PackageRefused([broken.finding]) from None
    fonts: set[str] = set()
    locked: list[Finding] = []
    for entry in root.iter("{*}EncryptedData"):
        paths = [resolve_address(each.get("URI", ""), "").path for each in entry.iter("{*}CipherReference")]
        if _algorithm(entry) in FONT_ALGORITHMS:
            fonts.update(paths)
        else:
            locked.extend(Finding(id="RSC-004", path=path, values={"path": path}) for path in paths)
    if locked:
        raise PackageRefused(locked[:20])
    return frozenset(fonts)


def _algorithm(entry: etree._Element) -> str:
    return next((method.get("Algorithm", "").strip() for method in entry.iter("{*}EncryptionMethod")), "")


def _missing(path: str) -> Finding:
    return Finding(id="OPF-002", path=CONTAINER, values={"path": path})

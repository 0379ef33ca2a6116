"""What `META-INF/encryption.xml` says: which entries can't be read, which fonts are only obfuscated."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from library_core.preflight.archive.opening import Archive, UnreadableEntry
from library_core.preflight.documents.parsing import parsed

ENCRYPTION: Final = "META-INF/encryption.xml"
XMLENC: Final = "{http://www.w3.org/2001/04/xmlenc#}"
IDPF_FONTS: Final = "http://www.idpf.org/2008/embedding"
ADOBE_FONTS: Final = "http://ns.adobe.com/pdf/enc#RC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """Paths of entries that are encrypted, and of those that are obfuscated in a known way."""

    encrypted: frozenset[str] = frozenset()
    obfuscated: frozenset[str] = frozenset()


def unreadable_paths(encryption: Encryption) -> frozenset[str]:
    """Return the paths whose entries can't be read as they stand."""
    return encryption.encrypted | encryption.obfuscated


def read_encryption(archive: Archive) -> Encryption:
    """Read what is encrypted; a document that can't be read says nothing here, its own check says why."""
    if ENCRYPTION not in archive:
        return Encryption()
    try:
        root = parsed(archive.read(ENCRYPTION)).root
    except UnreadableEntry:
        return Encryption()
    if root is None:
        return Encryption()
    encrypted: set[str] = set()
    obfuscated: set[str] = set()
    for entry in root.iter(f"{XMLENC}EncryptedData"):
        method = entry.find(f"{XMLENC}EncryptionMethod")
        algorithm = "" if method is None else (method.get("Algorithm") or "").strip()
        known = algorithm in {IDPF_FONTS, ADOBE_FONTS}
        for reference in entry.iter(f"{XMLENC}CipherReference"):
            path = unquote((reference.get("URI") or "").strip())
            (obfuscated if known else encrypted).add(path)
    return Encryption(encrypted=frozenset(encrypted - obfuscated), obfuscated=frozenset(obfuscated))

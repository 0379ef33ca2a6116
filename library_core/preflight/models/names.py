"""Namespaces of EPUB, by the short names that our grammars and messages use."""

from typing import Final

NAMESPACES: Final = {
    "none": "",
    "html": "http://www.w3.org/1999/xhtml",
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "oeb": "http://openebook.org/namespaces/oeb-package/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dc10": "http://purl.org/dc/elements/1.0/",
    "dcterms": "http://purl.org/dc/terms/",
    "smil": "http://www.w3.org/ns/SMIL",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "dtb": "http://www.daisy.org/z3986/2005/dtbook/",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xlink": "http://www.w3.org/1999/xlink",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "ev": "http://www.w3.org/2001/xml-events",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ocf": "urn:oasis:names:tc:opendocument:xmlns:container",
    "rendition": "http://www.idpf.org/2013/rendition",
    "custom": "http://n.validator.nu/custom-elements/",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
    "compression": "http://www.idpf.org/2016/encryption#compression",
}
SHORT: Final = {address: short for short, address in NAMESPACES.items()}
HTML: Final = NAMESPACES["html"]
SVG: Final = NAMESPACES["svg"]
MATH: Final = NAMESPACES["math"]
EPUB: Final = NAMESPACES["epub"]
OPF: Final = NAMESPACES["opf"]
DC: Final = NAMESPACES["dc"]
SMIL: Final = NAMESPACES["smil"]
NCX: Final = NAMESPACES["ncx"]
XML: Final = NAMESPACES["xml"]
XLINK: Final = NAMESPACES["xlink"]
SSML: Final = NAMESPACES["ssml"]
OCF: Final = NAMESPACES["ocf"]
CUSTOM: Final = NAMESPACES["custom"]
EVENTS: Final = NAMESPACES["ev"]


def split_name(tag: str) -> tuple[str, str]:
    """Return namespace and local name of a name as lxml writes it."""
    if tag[:1] == "{":
        namespace, _, local = tag[1:].partition("}")
        return namespace, local
    return "", tag


def shown(name: tuple[str, str], *, home: str = "") -> str:
    """Return a name as a person reads it: with the short name of a foreign namespace."""
    namespace, local = name
    if namespace in (home, "", HTML, OPF, NCX, SMIL, OCF, CUSTOM):
        return local
    short = SHORT.get(namespace)
    return f"{short}:{local}" if short else f"{local} ({namespace})"

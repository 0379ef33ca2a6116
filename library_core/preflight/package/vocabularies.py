"""Vocabularies of the package document: which properties are defined where, and how a value names one.

From EPUB 3.3, appendix D ("Vocabularies"), EPUB Accessibility 1.1, and the EPUB 3 satellite specifications.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from library_core.formats.findings import Finding
from library_core.preflight.package.prefixes import RESERVED_IN_PACKAGE

ANY: Final = frozenset({"*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Defined words by prefix; the empty prefix is the default vocabulary. `*` stands for all words."""

    words: Mapping[str, frozenset[str]]
    deprecated: Mapping[str, str]


def _vocabulary(default: str, deprecated: Mapping[str, str] | None = None, **others: str) -> Vocabulary:
    words = {prefix: frozenset(text.split()) for prefix, text in others.items()}
    empty = {"a11y", "media", "rendition"} - set(words)
    free = {"dcterms", "marc", "onix", "schema", "xsd"}
    return Vocabulary(
        words={
            "": frozenset(default.split()),
            **words,
            **{prefix: frozenset() for prefix in empty},
            **{prefix: ANY for prefix in free},
        },
        deprecated=deprecated or {},
    )


META: Final = _vocabulary(
    "alternate-script authority belongs-to-collection collection-type display-seq file-as group-position "
    "identifier-type meta-auth pageBreakSource role source-of term title-type",
    a11y="certifiedBy certifierCredential certifierReport exemption contactInformation refs",
    media="active-class duration narrator playback-active-class",
    rendition="flow layout orientation spread viewport",
)
ITEM: Final = _vocabulary(
    "cover-image data-nav dictionary glossary index mathml nav remote-resources scripted "
    "search-key-map svg switch"
)
ITEMREF: Final = _vocabulary(
    "page-spread-left page-spread-right",
    rendition="align-x-center flow-auto flow-paginated flow-scrolled-continuous flow-scrolled-doc "
    "layout-pre-paginated layout-reflowable orientation-auto orientation-landscape orientation-portrait "
    "page-spread-center page-spread-left page-spread-right spread-auto spread-both spread-landscape "
    "spread-none spread-portrait",
)
LINK_RELATION: Final = _vocabulary(
    "acquire alternate marc21xml-record mods-record onix-record record voicing xml-signature xmp-record",
    {
        "marc21xml-record": "record",
        "mods-record": "record",
        "onix-record": "record",
        "xmp-record": "record",
        "xml-signature": "META-INF/signatures.xml",
    },
    a11y="certifierReport",
)
LINK_PROPERTY: Final = _vocabulary("onix")
SCHEME: Final = _vocabulary("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a property stands."""

    path: str
    line: int


def check_property(
    word: str, vocabulary: Vocabulary, declared: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Yield what is wrong with one property: malformed, of an undeclared prefix, undefined, deprecated."""
    values = {"property": word}
    prefix, colon, reference = word.rpartition(":") if "://" not in word else ("", "", word)
    if colon and (not prefix or not reference or ":" in prefix):
        yield Finding(id="OPF-026", path=place.path, line=place.line, values=values)
        return
    if prefix in declared and declared[prefix] != RESERVED_IN_PACKAGE.get(prefix):
        return
    known = vocabulary.words.get(prefix)
    if known is None:
        yield Finding(id="OPF-028", path=place.path, line=place.line, values={**values, "prefix": prefix})
    elif known is not ANY and reference not in known:
        yield Finding(id="OPF-027", path=place.path, line=place.line, values=values)
    elif not prefix and reference in vocabulary.deprecated:
        other = vocabulary.deprecated[reference]
        yield Finding(id="OPF-086", path=place.path, line=place.line, values={**values, "other": other})

"""Semantic types of elements (`epub:type`): prefixes that are declared, words of the vocabularies of EPUB."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from library_core.formats.findings import Finding
from library_core.preflight.models.names import EPUB, SVG
from library_core.preflight.models.rules.reporting import Found
from library_core.preflight.package.prefixes import check_prefixes, prefixes_of

TYPE: Final = f"{{{EPUB}}}type"
PREFIX: Final = f"{{{EPUB}}}prefix"
RESERVED: Final = frozenset({"msv", "prism"})
DEPRECATED_WORDS: Final = """
annoref annotation biblioentry bridgehead endnote help marginalia note rearnote rearnotes sidebar
subchapter warning
"""
DEPRECATED: Final = frozenset(DEPRECATED_WORDS.split())
NOT_IN_CONTENT_WORDS: Final = """
aside figure list list-item table table-cell table-row
"""
NOT_IN_CONTENT: Final = frozenset(NOT_IN_CONTENT_WORDS.split())
KNOWN_WORDS: Final = """
abstract acknowledgments afterword annoref annotation antonym-group appendix aside assessment
assessments backlink backmatter balloon biblioentry bibliography biblioref bodymatter bridgehead
chapter colophon concluding-sentence conclusion condensed-entry contributors copyright-page cover
covertitle credit credits dedication def dictentry dictionary division endnote endnotes epigraph
epilogue errata etymology example figure fill-in-the-blank-problem footnote footnotes foreword
frontmatter fulltitle general-problem glossary glossdef glossref glossterm gram-info halftitle
halftitlepage help idiom imprimatur imprint index index-editor-note index-entry index-entry-list
index-group index-headnotes index-legend index-locator index-locator-list index-locator-range index-
term index-term-categories index-term-category index-xref-preferred index-xref-related introduction
keyword landmarks learning-objective learning-objectives learning-outcome learning-outcomes
learning-resource learning-resources learning-standard learning-standards list list-item loa loi lot
lov marginalia match-problem multiple-choice-problem note noteref notice ordinal other-credits page-
list pagebreak panel panel-group part part-of-speech part-of-speech-group part-of-speech-list
phonetic-transcription phrase-group phrase-list practice practices preamble preface prologue
pullquote qna question rearnote rearnotes region-based related revision-history seriespage sense-
group sense-list sidebar sound-area subchapter subtitle synonym-group table table-cell table-row
text-area tip title titlepage toc toc-brief topic-sentence tran tran-info true-false-problem volume
answer answers feedback label warning
"""
KNOWN: Final = frozenset(KNOWN_WORDS.split())


def epub_type_findings(root: etree._Element, path: str) -> Found:
    """Yield what is wrong with the semantic types of a document."""
    declaration = root.get(PREFIX)
    declared = RESERVED
    if declaration is not None and root.tag != f"{{{SVG}}}svg":
        yield from check_prefixes(declaration, path, root.sourceline or 1, frozenset())
        declared |= frozenset(prefixes_of(str(declaration)))
    for element in root.xpath("//*[@epub:type]", namespaces={"epub": EPUB}):
        line = element.sourceline or 0
        for word in str(element.get(TYPE)).split():
            yield from _word(word, declared, path, line)


def _word(word: str, declared: frozenset[str], path: str, line: int) -> Iterable[Finding]:
    prefix, colon, name = word.partition(":")
    if colon:
        if not prefix or not name:
            yield Finding(id="OPF-026", path=path, line=line, values={"property": word, "value": word})
        elif prefix not in declared:
            yield Finding(id="OPF-028", path=path, line=line, values={"property": word, "prefix": prefix})
    elif word in DEPRECATED:
        yield Finding(id="OPF-086b", path=path, line=line, values={"value": word})
    elif word in NOT_IN_CONTENT:
        yield Finding(id="OPF-087", path=path, line=line, values={"value": word})
    elif word not in KNOWN:
        yield Finding(id="OPF-088", path=path, line=line, values={"value": word})

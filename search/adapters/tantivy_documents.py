"""Records as Tantivy keeps them: terms in fields, with spaces between, and a row that is given back.

Every term of a work that a school keeps to itself opens with the mark of the school: a query for terms of the
library finds nothing of a school's own, and no query has to leave out what may not be read.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from tantivy import Document, Filter, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from library_core.people import LIBRARY, SchoolKey
from search.adapters.beginnings import BEGINNINGS, Remembered
from search.adapters.record_json import record_to_json
from search.adapters.tantivy_joints import GROUPS, joint_value
from search.queries import FILTERS, filter_values
from search.records import Record
from search.terms import BETWEEN, terms_of

FEED: Final = "feed"
# No word holds it, nor does anything that a person types.
_MARK: Final = "\x1f"


@lru_cache(maxsize=1_000)
def scope_of(school: SchoolKey) -> str:
    """Return what the terms of a school's own works open with; nothing opens those of the library."""
    return "" if school == LIBRARY else f"{_MARK}{school.encode().hex()}{_MARK}"


def schema() -> Schema:
    """Return the fields of the index."""
    builder = SchemaBuilder()
    # A number as key would be no help: deleting by a numeric term silently does nothing.
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("school", tokenizer_name="raw", index_option="basic")
    for name in ("title", "words"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("beginnings", "title_beginnings"):
        # Tantivy passes over what cannot be among the best only in fields that keep frequencies.
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("forms", "title_forms", "formulas"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in FILTERS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in GROUPS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("newest", "assigned"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_bytes_field("record", stored=True)
    return builder.build()


def document_of(record: Record, fields: Schema) -> Document:
    """Return the document of a record; every word of its title stands among its words as well."""
    terms = terms_of(record)
    scope = scope_of(record.school)
    title_forms = set(terms.title)
    forms = title_forms.union(terms.words)
    title = _joined(scope, map(_STEMS.__getitem__, terms.title))
    between = scope + BETWEEN
    values = filter_values(record)
    document: dict[str, Any] = {
        "key": record.key,
        "school": record.school,
        "title": title,
        "words": f"{title} {between} {_joined(scope, map(_STEMS.__getitem__, terms.words))}",
        "forms": _joined(scope, forms),
        "title_forms": _joined(scope, title_forms),
        "beginnings": _joined(scope, map(BEGINNINGS.__getitem__, forms)),
        "title_beginnings": _joined(scope, map(BEGINNINGS.__getitem__, title_forms)),
        "formulas": _joined(scope, terms.formulas),
        "newest": terms.newest,
        "assigned": terms.assigned,
        "record": record_to_json(record).encode(),
    }
    for group in GROUPS:
        document[group] = joint_value(group, values)
    for name, several in values.items():
        if several:
            document[name] = [scope + value for value in several] if scope else list(several)
    return Document.from_dict(document, fields)


def feed_document(sequence: int, fields: Schema) -> Document:
    """Return the document that says how far the feed has been followed."""
    return Document.from_dict({"key": FEED, "record": str(sequence).encode()}, fields)


def _joined(scope: str, terms: Iterable[str]) -> str:
    """Return all terms, each opened by the scope; several may stand in one text already."""
    joined = " ".join(terms)
    return " ".join([scope + term for term in joined.split()]) if scope else joined


def _stems() -> Remembered:
    """Return the stems of plain forms: each stemmer leaves words of the other's letters alone.

    Tantivy's stemmers give what `library_core.wording.stem_of` gives, thirty times as quickly.
    """
    words = TextAnalyzerBuilder(Tokenizer.raw())
    analyzer: TextAnalyzer = words.filter(Filter.stemmer("russian")).filter(Filter.stemmer("english")).build()
    return Remembered(lambda form: analyzer.analyze(form)[0])


_STEMS: Final = _stems()

"""What is wanted as Tantivy asks for it; its own query language is never given what people type."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Final

from tantivy import Occur, Schema
from tantivy import Query as Asked

from library_core.people import LIBRARY
from search.queries import Filter, Query
from search.wanted import SHORTEST_BEGINNING, Wanted, WantedPhrase, WantedWord

LONGEST_BEGINNING: Final = 4
"""Beginnings of words up to this length are terms of their own; a longer one begins few words."""

TITLE_WEIGHT: Final = 3.0
FORMULA_WEIGHT: Final = 16.0


@lru_cache(maxsize=200_000)
def beginnings_of(form: str) -> str:
    """Return the short beginnings of a word that are terms of the index, with spaces between."""
    longest = min(len(form), LONGEST_BEGINNING)
    return " ".join(form[:length] for length in range(SHORTEST_BEGINNING, longest + 1))


def words_queries(
    schema: Schema, wanted: Sequence[Wanted], *, titles_only: bool, weighed: bool
) -> Sequence[Asked]:
    """Return the queries for each of what is wanted; `weighed`, if the best are to come first."""
    field = "title" if titles_only else "words"
    queries = [_query_of(schema, each, field) for each in wanted]
    if not weighed or titles_only:
        return queries
    return [
        Asked.boolean_query([(Occur.Must, query), (Occur.Should, in_title)])
        for query, in_title in zip(queries, (_in_title(schema, each) for each in wanted), strict=True)
    ]


def filtered(
    schema: Schema,
    words: Sequence[Asked],
    query: Query,
    filters: Mapping[Filter, str],
    kinds: tuple[str, ...] | None = None,
) -> Asked:
    """Return the query for all the words within the filters, among what the school may read.

    `kinds`, those of the query if not given, hold while no kind is asked for.
    """
    kinds = query.kinds if kinds is None else kinds
    conditions = [_one_of(schema, "school", sorted({query.school, LIBRARY}))]
    if kinds and "kind" not in query.filters:
        conditions.append(_one_of(schema, "kind", kinds))
    conditions += [Asked.term_query(schema, name, value, "basic") for name, value in filters.items()]
    return _all([*words, *(Asked.const_score_query(condition, 0.0) for condition in conditions)])


def _one_of(schema: Schema, field: str, values: Sequence[str]) -> Asked:
    return _any([Asked.term_query(schema, field, value, "basic") for value in values])


def _query_of(schema: Schema, wanted: Wanted, field: str) -> Asked:
    if isinstance(wanted, WantedWord):
        return _word(schema, wanted, field)
    if isinstance(wanted, WantedPhrase):
        return Asked.phrase_query(schema, field, list(wanted.stems))
    formula = Asked.term_query(schema, "formulas", wanted.spelling, "basic")
    weighed = Asked.boost_query(formula, FORMULA_WEIGHT)
    word = partial(_word, schema, field=field)
    return _any([weighed, _all([word(each) for each in wanted.words])]) if wanted.words else weighed


def _in_title(schema: Schema, wanted: Wanted) -> Asked:
    """Return what makes a record better: that it stands in the title."""
    if isinstance(wanted, WantedPhrase):
        found = Asked.phrase_query(schema, "title", list(wanted.stems))
    else:
        words = (wanted,) if isinstance(wanted, WantedWord) else wanted.words
        found = _any([Asked.term_query(schema, "title", word.stem, "freq") for word in words])
    return Asked.boost_query(found, TITLE_WEIGHT)


def _word(schema: Schema, wanted: WantedWord, field: str) -> Asked:
    stem = Asked.term_query(schema, field, wanted.stem, "freq")
    return _any([stem, _beginning(schema, wanted.beginning, field)]) if wanted.beginning else stem


def _beginning(schema: Schema, beginning: str, field: str) -> Asked:
    prefix = "title_" if field == "title" else ""
    if len(beginning) <= LONGEST_BEGINNING:
        found = Asked.term_query(schema, f"{prefix}beginnings", beginning, "basic")
        return Asked.const_score_query(found, 1.0)
    return Asked.regex_query(schema, f"{prefix}forms", f"{re.escape(beginning)}.*")


def _all(queries: Sequence[Asked]) -> Asked:
    return queries[0] if len(queries) == 1 else Asked.boolean_query([(Occur.Must, each) for each in queries])


def _any(queries: Sequence[Asked]) -> Asked:
    return (
        queries[0] if len(queries) == 1 else Asked.boolean_query([(Occur.Should, each) for each in queries])
    )

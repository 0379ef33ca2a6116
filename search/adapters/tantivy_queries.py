"""What is wanted as Tantivy asks for it; its own query language is never given what people type."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from tantivy import Occur, Schema
from tantivy import Query as Asked

from library_core.people import LIBRARY
from search.queries import Filter, Query
from search.wanted import Wanted, WantedPhrase, WantedWord

EVERYWHERE: Final = ("title", "words")
TITLES: Final = ("title",)
WEIGHTS: Final = {"title": 3.0, "words": 1.0}
FORMULA_WEIGHT: Final = 16.0


def words_query(schema: Schema, wanted: Sequence[Wanted], *, titles_only: bool) -> Asked:
    """Return the query that asks for all of what is wanted; without anything wanted everything fits."""
    if not wanted:
        return Asked.all_query()
    fields = TITLES if titles_only else EVERYWHERE
    return _all([_query_of(schema, each, fields) for each in wanted])


def filtered(schema: Schema, words: Asked, query: Query, filters: Mapping[Filter, str]) -> Asked:
    """Return the query for the words within the filters, among what the school may read.

    `kinds` hold while no kind is asked for, whatever `filters` are left of those in the query.
    """
    conditions = [Asked.term_set_query(schema, "school", sorted({query.school, LIBRARY}))]
    if query.kinds and "kind" not in query.filters:
        conditions.append(Asked.term_set_query(schema, "kind", list(query.kinds)))
    conditions += [Asked.term_query(schema, name, value, "basic") for name, value in filters.items()]
    return _all([words, *(Asked.const_score_query(condition, 0.0) for condition in conditions)])


def _query_of(schema: Schema, wanted: Wanted, fields: tuple[str, ...]) -> Asked:
    if isinstance(wanted, WantedWord):
        return _word(schema, wanted, fields)
    if isinstance(wanted, WantedPhrase):
        words: list[str | tuple[int, str]] = list(wanted.stems)
        return _any([_weighed(field, Asked.phrase_query(schema, field, words)) for field in fields])
    formula = Asked.term_query(schema, "formulas", wanted.spelling, "basic")
    weighed = Asked.boost_query(formula, FORMULA_WEIGHT)
    word = partial(_word, schema, fields=fields)
    return _any([weighed, _all([word(each) for each in wanted.words])]) if wanted.words else weighed


def _word(schema: Schema, wanted: WantedWord, fields: tuple[str, ...]) -> Asked:
    choices = [_weighed(field, Asked.term_query(schema, field, wanted.stem, "freq")) for field in fields]
    if wanted.beginning:
        field = "title_forms" if fields == TITLES else "forms"
        choices.append(Asked.regex_query(schema, field, f"{re.escape(wanted.beginning)}.*"))
    return _any(choices)


def _weighed(field: str, query: Asked) -> Asked:
    return Asked.boost_query(query, WEIGHTS[field])


def _all(queries: Sequence[Asked]) -> Asked:
    return queries[0] if len(queries) == 1 else Asked.boolean_query([(Occur.Must, each) for each in queries])


def _any(queries: Sequence[Asked]) -> Asked:
    return Asked.boolean_query([(Occur.Should, each) for each in queries])

"""What is wanted as Whoosh asks for it; its own query language is never given what people type."""

from collections.abc import Sequence
from typing import Final

from whoosh import query

from search.wanted import Wanted, WantedFormula, WantedPhrase, WantedWord

EVERYWHERE: Final = ("title", "words")
TITLES: Final = ("title",)
FORMULA_WEIGHT: Final = 16.0


def query_for(wanted: Sequence[Wanted], *, titles_only: bool) -> query.Query:
    """Return the query that asks for all of it; without anything wanted every record fits."""
    if not wanted:
        return query.Every("school")
    fields = TITLES if titles_only else EVERYWHERE
    return query.And([_query_of(each, fields) for each in wanted])


def _query_of(wanted: Wanted, fields: tuple[str, ...]) -> query.Query:
    if isinstance(wanted, WantedWord):
        return _word(wanted, fields)
    if isinstance(wanted, WantedPhrase):
        return query.Or([query.Phrase(field, list(wanted.stems)) for field in fields])
    formula: query.Query = query.Term("formulas", wanted.spelling, boost=FORMULA_WEIGHT)
    return query.Or([formula, _all_words(wanted, fields)]) if wanted.words else formula


def _all_words(wanted: WantedFormula, fields: tuple[str, ...]) -> query.Query:
    return query.And([_word(word, fields) for word in wanted.words])


def _word(wanted: WantedWord, fields: tuple[str, ...]) -> query.Query:
    choices: list[query.Query] = [query.Term(field, wanted.stem) for field in fields]
    if wanted.beginning:
        choices.append(query.Prefix("title_forms" if fields == TITLES else "forms", wanted.beginning))
    return query.Or(choices)

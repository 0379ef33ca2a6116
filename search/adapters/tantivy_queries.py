"""What is wanted as Tantivy asks for it; its own query language is never given what people type.

Queries are of one scope: of the works of the library, or of those that one school keeps to itself.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tantivy import Occur, Schema, Searcher
from tantivy import Query as Asked

from library_core.people import LIBRARY, SchoolKey
from search.adapters.beginnings import LONGEST_BEGINNING
from search.adapters.tantivy_documents import scope_of
from search.queries import Filter, Query
from search.wanted import Wanted, WantedPhrase, WantedWord, read_wanted

TITLE_WEIGHT: Final = 3.0
FORMULA_WEIGHT: Final = 16.0


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks for the works of one school in one state of the index; `titles_only`, if titles alone count."""

    schema: Schema
    searcher: Searcher
    school: SchoolKey
    titles_only: bool = False

    @property
    def scope(self) -> str:
        """What the terms of these works open with."""
        return scope_of(self.school)

    @property
    def field(self) -> str:
        """The field that holds the stems that are looked for."""
        return "title" if self.titles_only else "words"

    def term(self, field: str, value: str) -> Asked:
        """Return the query for one term; how often it stands in a text counts nothing."""
        return Asked.term_query(self.schema, field, self.scope + value, "basic")

    def everything(self) -> Asked:
        """Return the query for all works of the school."""
        return Asked.term_query(self.schema, "school", self.school, "basic")

    def stem(self, field: str, stem: str) -> Asked:
        """Return the query for a stem; it weighs the same in works of the library and in a school's own."""
        found = Asked.term_query(self.schema, field, self.scope + stem, "freq")
        return Asked.boost_query(found, self._rarity(field, stem)) if self.scope else found

    def _rarity(self, field: str, stem: str) -> float:
        """Return how much less a stem says than its rarity among the school's own works makes of it."""
        own = self.searcher.doc_freq(field, self.scope + stem)
        in_library = self.searcher.doc_freq(field, stem) or own
        return self._weight(in_library) / self._weight(own)

    def _weight(self, documents: int) -> float:
        # BM25: https://www.staff.city.ac.uk/~sbrp622/papers/foundations_bm25_review.pdf, as Tantivy has it.
        others = max(self.searcher.num_docs - documents, 0)
        return math.log(1 + (others + 0.5) / (documents + 0.5))


def askings(schema: Schema, searcher: Searcher, query: Query) -> Sequence[Asking]:
    """Return what a query has to ask: of the library, and of the school if it has works of its own."""
    library = Asking(schema, searcher, LIBRARY, query.titles_only)
    own = query.school != LIBRARY and searcher.doc_freq("school", query.school)
    return (library, replace(library, school=query.school)) if own else (library,)


def fitting(asking: Asking, query: Query, filters: Mapping[Filter, str], kinds: tuple[str, ...]) -> Asked:
    """Return the query for all the words within the filters and the kinds, whatever is better."""
    words = [_query_of(asking, wanted) for wanted in read_wanted(query.words)]
    return _all([*words, *_conditions(asking, filters, kinds)] or [asking.everything()])


def weighed(asking: Asking, query: Query) -> Asked:
    """Return the query for what fits, by which the best comes first."""
    asked = read_wanted(query.words)
    kinds = () if "kind" in query.filters else query.kinds
    conditions = _conditions(asking, query.filters, kinds)
    titles = [] if query.titles_only else [_in_title(asking, wanted) for wanted in asked]
    if len(asked) == 1 and isinstance(asked[0], WantedWord) and not conditions:
        # What stands in a title stands among the words; a plain union lets Tantivy pass over most of it.
        return _any([*_choices(asking, asked[0]), *titles])
    words = [_query_of(asking, wanted) for wanted in asked]
    must = [*words, *(Asked.const_score_query(condition, 0.0) for condition in conditions)]
    return Asked.boolean_query(
        [*((Occur.Must, each) for each in must), *((Occur.Should, title) for title in titles)]
    )


def _conditions(asking: Asking, filters: Mapping[Filter, str], kinds: tuple[str, ...]) -> list[Asked]:
    conditions = [asking.term(name, value) for name, value in filters.items()]
    return [*conditions, _any([asking.term("kind", kind) for kind in kinds])] if kinds else conditions


def _query_of(asking: Asking, wanted: Wanted) -> Asked:
    if isinstance(wanted, WantedWord):
        return _any(_choices(asking, wanted))
    if isinstance(wanted, WantedPhrase):
        return _phrase(asking, wanted, asking.field)
    formula = Asked.boost_query(asking.term("formulas", wanted.spelling), FORMULA_WEIGHT)
    words = [_any(_choices(asking, word)) for word in wanted.words]
    return _any([formula, _all(words)]) if words else formula


def _phrase(asking: Asking, wanted: WantedPhrase, field: str) -> Asked:
    return Asked.phrase_query(asking.schema, field, [asking.scope + stem for stem in wanted.stems])


def _in_title(asking: Asking, wanted: Wanted) -> Asked:
    """Return what makes a record better: that it stands in the title."""
    if isinstance(wanted, WantedPhrase):
        found = _phrase(asking, wanted, "title")
    else:
        words = (wanted,) if isinstance(wanted, WantedWord) else wanted.words
        found = _any([asking.stem("title", word.stem) for word in words])
    return Asked.boost_query(found, TITLE_WEIGHT)


def _choices(asking: Asking, wanted: WantedWord) -> list[Asked]:
    stem = asking.stem(asking.field, wanted.stem)
    return [stem, _beginning(asking, wanted.beginning)] if wanted.beginning else [stem]


def _beginning(asking: Asking, beginning: str) -> Asked:
    prefix = "title_" if asking.titles_only else ""
    if len(beginning) <= LONGEST_BEGINNING:
        return asking.stem(f"{prefix}beginnings", beginning)
    pattern = f"{re.escape(asking.scope + beginning)}.*"
    return Asked.regex_query(asking.schema, f"{prefix}forms", pattern)


def _all(queries: Sequence[Asked]) -> Asked:
    return queries[0] if len(queries) == 1 else Asked.boolean_query([(Occur.Must, each) for each in queries])


def _any(queries: Sequence[Asked]) -> Asked:
    return (
        queries[0] if len(queries) == 1 else Asked.boolean_query([(Occur.Should, each) for each in queries])
    )

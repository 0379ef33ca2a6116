"""What is wanted as Whoosh asks for it; its own query language is never given what people type."""

from dataclasses import dataclass
from typing import Final

from whoosh import query

from search.adapters.beginnings import LONGEST_BEGINNING
from search.wanted import Wanted, WantedPhrase, WantedWord

EVERYWHERE: Final = ("title", "words")
TITLES: Final = ("title",)
FORMULA_WEIGHT: Final = 16.0


@dataclass(frozen=True, slots=True)
class Choices:
    """What fits any of these is found, by the weights of `weighed` queries and by 1 for a `plain` one."""

    weighed: tuple[query.Query, ...]
    plain: tuple[query.Query, ...] = ()


def choices_for(wanted: Wanted, *, titles_only: bool) -> Choices:
    """Return the queries for one thing that is wanted."""
    fields = TITLES if titles_only else EVERYWHERE
    if isinstance(wanted, WantedWord):
        plain = (_beginning(wanted.beginning, fields),) if wanted.beginning else ()
        return Choices(_stems(wanted, fields), plain)
    if isinstance(wanted, WantedPhrase):
        return Choices(tuple(query.Phrase(field, list(wanted.stems)) for field in fields))
    formula = query.Term("formulas", wanted.spelling, boost=FORMULA_WEIGHT)
    words = [query.Or(list(_stems(word, fields))) for word in wanted.words]
    return Choices((formula, query.And(words)) if words else (formula,))


def _stems(wanted: WantedWord, fields: tuple[str, ...]) -> tuple[query.Query, ...]:
    return tuple(query.Term(field, wanted.stem) for field in fields)


def _beginning(beginning: str, fields: tuple[str, ...]) -> query.Query:
    prefix = "title_" if fields == TITLES else ""
    if len(beginning) <= LONGEST_BEGINNING:
        return query.Term(f"{prefix}beginnings", beginning)
    return query.Prefix(f"{prefix}forms", beginning)

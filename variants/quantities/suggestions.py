"""Suggest the unit that a misspelled one was meant to be: in another case, or with a letter more or less."""

import difflib
from functools import cache, lru_cache
from typing import Final

from variants.quantities.unit_table import (
    find_unit,
    plain_spellings,
    prefix_spellings,
    spellings_in_any_case,
)

_LONGEST: Final = 20
_SHORTEST_MISSPELLED: Final = 3


@lru_cache(maxsize=512)
def similar_unit(typed: str) -> str:
    """Return a known unit much like the typed one; empty if there is none."""
    folded = typed.lower()
    if len(folded) > _LONGEST:
        return ""
    for spelling in spellings_in_any_case(folded):
        return spelling
    for prefix in ("", *prefix_spellings()):
        if folded.startswith(prefix):
            rest = folded[len(prefix) :]
            close = difflib.get_close_matches(rest, _likely(rest), n=1, cutoff=0.75)
            if close and find_unit(prefix + close[0]) is not None:
                return prefix + close[0]
    return ""


def _likely(typed: str) -> list[str]:
    """Return the words of the table that are worth comparing: of about this length, beginning alike."""
    if len(typed) < _SHORTEST_MISSPELLED:
        return []
    return [word for word in _by_first_letter().get(typed[0], ()) if abs(len(word) - len(typed)) < 3]


@cache
def _by_first_letter() -> dict[str, list[str]]:
    words: dict[str, list[str]] = {}
    for spelling in plain_spellings():
        if len(spelling) >= _SHORTEST_MISSPELLED and spelling.islower():
            words.setdefault(spelling[0], []).append(spelling)
    return words

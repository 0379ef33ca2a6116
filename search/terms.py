"""The terms under which a record is found: every adapter keeps the same, so all of them find the same."""

import re
from dataclasses import dataclass
from typing import Final

from library_core.wording import LONGEST_WORD, WORD, formulas_of, plain_form
from search.records import Record
from variants.texts import Text

BETWEEN: Final = "¶"
"""Stands between texts as a word that nobody can type, so that no phrase reaches from one into the next."""

HIGHEST_POPULARITY: Final = (1 << 22) - 1
_TIME_BITS: Final = 42
_WORD: Final = re.compile(f"{WORD.pattern}|{BETWEEN}")


@dataclass(frozen=True, slots=True)
class Terms:
    """Plain forms of the title and of all else, in order, to be kept by their stems; formulas, each once.

    `newest` and `assigned` are whole numbers below 2^64 by which the records are sorted, the highest first.
    """

    title: list[str]
    words: list[str]
    formulas: tuple[str, ...]
    newest: int
    assigned: int


def terms_of(record: Record) -> Terms:
    """Return the terms of a record."""
    title = _together(record.title)
    texts = [*filter(None, (_together(record.words), _together(record.description), record.passages))]
    names = (record.name, record.section, record.subject, record.publisher, *record.skills, *record.authors)
    rest = f" {BETWEEN} ".join([*texts, " ".join(names)])
    published = min(max(record.published_at, 0), (1 << _TIME_BITS) - 1)
    return Terms(
        title=_forms(title),
        words=_forms(rest),
        formulas=formulas_of("\n".join((title, *texts))),
        newest=published,
        assigned=min(record.popularity, HIGHEST_POPULARITY) << _TIME_BITS | published,
    )


def _forms(text: str) -> list[str]:
    """Return the plain forms of the words, and what stands between texts, in order."""
    forms: list[str] = _WORD.findall(plain_form(text))
    if max(map(len, forms), default=0) <= LONGEST_WORD:
        return forms
    return [form for form in forms if len(form) <= LONGEST_WORD]


def _together(text: Text) -> str:
    if text.en is None or text.ru is None:
        return text.en or text.ru or ""
    return f"{text.en} {BETWEEN} {text.ru}"

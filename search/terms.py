"""The terms under which a record is found: every adapter keeps the same, so all of them find the same."""

from dataclasses import dataclass
from typing import Final

from library_core.wording import forms_of, formulas_of, stem_of
from search.records import Record
from variants.texts import Text

BETWEEN: Final = "¶"
"""Stands between texts as a word that nobody can type, so that no phrase reaches from one into the next."""

HIGHEST_POPULARITY: Final = (1 << 22) - 1
_TIME_BITS: Final = 42


@dataclass(frozen=True, slots=True)
class Terms:
    """Stems of the title and of all else, in order; plain forms (also of the title alone) and formulas, once.

    `newest` and `assigned` are whole numbers below 2^64 by which the records are sorted, the highest first.
    """

    title: list[str]
    words: list[str]
    forms: list[str]
    title_forms: list[str]
    formulas: list[str]
    newest: int
    assigned: int


def terms_of(record: Record) -> Terms:
    """Return the terms of a record."""
    title = _together(record.title)
    rest = f" {BETWEEN} ".join(_rest(record))
    title_forms, forms = forms_of(title), forms_of(rest)
    published = min(max(record.published_at, 0), (1 << _TIME_BITS) - 1)
    return Terms(
        title=_stems(title),
        words=_stems(rest),
        forms=list({*title_forms, *forms}),
        title_forms=list(set(title_forms)),
        formulas=list(formulas_of(f"{title} {BETWEEN} {rest}")),
        newest=published,
        assigned=min(record.popularity, HIGHEST_POPULARITY) << _TIME_BITS | published,
    )


def _rest(record: Record) -> list[str]:
    names = (record.name, record.section, record.subject, record.publisher, *record.skills, *record.authors)
    texts = (_together(record.words), _together(record.description), record.passages, " ".join(names))
    return [text for text in texts if text]


def _stems(text: str) -> list[str]:
    if BETWEEN not in text:
        return [stem_of(form) for form in forms_of(text)]
    parts = ([stem_of(form) for form in forms_of(part)] for part in text.split(BETWEEN))
    first, *others = parts
    return [*first, *(stem for part in others for stem in (BETWEEN, *part))]


def _together(text: Text) -> str:
    return f" {BETWEEN} ".join(text.in_language(language) for language in text.languages)

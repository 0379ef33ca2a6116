"""Suggestions while somebody types: words and titles that go on like it, of what the school may read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from library_core.wording import words_of
from search.index import Index
from search.queries import Query
from search.records import Record
from search.wanted import read_wanted

SHORTEST: Final = 2
LOOKED_AT: Final = 40
MOST_WORDS: Final = 3
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the box would hold: the typed words with the last one gone on, or the title of a work."""

    kind: Literal["words", "work"]
    text: str
    record: Record | None = None


def suggest(index: Index, query: Query, most: int = MOST) -> tuple[Suggestion, ...]:
    """Return how the words of the query may go on: words first, then works, the most assigned ones."""
    typed = query.words.strip()
    if len(typed) < SHORTEST or not read_wanted(typed):
        return ()
    asked = replace(
        query, words=typed, titles_only=True, counted=False, sort="assigned", page=1, size=LOOKED_AT
    )
    records = index.find(asked).records
    words = [Suggestion("words", text) for text in _completed(typed, records)]
    works = [Suggestion("work", title, record) for title, record in _titles(typed, records)]
    return (*words[:MOST_WORDS], *works[: most - min(len(words), MOST_WORDS)])


def _completed(typed: str, records: Iterable[Record]) -> list[str]:
    """Return the typed text with its last word completed, by the most frequent words of the titles."""
    words = list(words_of(typed))
    if not words or words[-1].end != len(typed):
        return []
    last = words[-1]
    counted: Counter[str] = Counter()
    for record in records:
        for language in record.title.languages:
            forms = (word.form for word in words_of(record.title.in_language(language)))
            counted.update({form for form in forms if form.startswith(last.form) and form != last.form})
    best = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [typed[: last.start] + form for form, _ in best]


def _titles(typed: str, records: Sequence[Record]) -> list[tuple[str, Record]]:
    """Return the titles in the language in which they are typed, those that begin with it first."""
    beginning = typed.lower()
    titles: dict[str, Record] = {}
    for record in records:
        wanted = {word.stem for word in words_of(typed)}
        title = max(
            (record.title.in_language(language) for language in record.title.languages),
            key=lambda title: len(wanted & {word.stem for word in words_of(title)}),
        )
        titles.setdefault(title, record)
    return sorted(titles.items(), key=lambda pair: not pair[0].lower().startswith(beginning))

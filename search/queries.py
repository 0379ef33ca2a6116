"""Queries: what somebody looks for in the catalogue of their school, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from library_core.people import SchoolKey
from search.records import Record

Filter = Literal[
    "kind", "subject", "section", "grade", "language", "publisher", "licence", "duration", "audio"
]
FILTERS: Final[tuple[Filter, ...]] = (
    "kind",
    "subject",
    "section",
    "grade",
    "language",
    "publisher",
    "licence",
    "duration",
    "audio",
)
Sort = Literal["relevance", "newest", "assigned"]
SORTS: Final[tuple[Sort, ...]] = ("relevance", "newest", "assigned")
Band = Literal["to-15", "to-45", "over-45"]
BANDS: Final[Mapping[Band, int | None]] = {"to-15": 15, "to-45": 45, "over-45": None}
"""How long something takes: the most minutes of each band."""

WITH_AUDIO: Final = "yes"
LARGEST_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All words (in any form) and all filters have to fit; without words everything does.

    Words in quotes have to stand together, in order. `kinds` are looked through while no kind is asked for
    (all, if empty). With `titles_only` what stands in titles alone counts. `audio` is "yes" or not asked for.
    Without words relevance is what is most assigned. Pages count from 1 and hold `size` records.
    """

    school: SchoolKey
    words: str = ""
    kinds: tuple[str, ...] = ()
    kind: str | None = None
    subject: str | None = None
    section: str | None = None
    grade: int | None = None
    language: str | None = None
    publisher: str | None = None
    licence: str | None = None
    duration: str | None = None
    audio: str | None = None
    sort: Sort = "relevance"
    titles_only: bool = False
    counted: bool = True
    page: int = 1
    size: int = 20

    def __post_init__(self) -> None:
        if self.page < 1 or not 1 <= self.size <= LARGEST_PAGE:
            raise ValueError(f"pages count from 1 and hold at most {LARGEST_PAGE} records")

    @property
    def filters(self) -> Mapping[Filter, str]:
        """The filters that are set, as text."""
        values = {name: getattr(self, name) for name in FILTERS}
        return {name: str(value) for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of records, best first, and how many there are in all.

    `counts` says for each filter how many records each of its values would leave, all else unchanged; it is
    empty if the query is not `counted`.
    """

    records: tuple[Record, ...]
    total: int
    counts: Mapping[Filter, Mapping[str, int]]


def filter_values(record: Record) -> Mapping[Filter, tuple[str, ...]]:
    """Return the values by which a record is found, for each filter."""
    return {
        "kind": (record.kind,),
        "subject": _known(record.subject),
        "section": _known(record.section),
        "grade": tuple(str(grade) for grade in record.grades),
        "language": record.languages,
        "publisher": _known(record.publisher),
        "licence": _known(record.licence),
        "duration": () if record.minutes is None else (band_of(record.minutes),),
        "audio": (WITH_AUDIO,) if record.has_audio else (),
    }


def band_of(minutes: int) -> Band:
    """Return the band that so many minutes fall into."""
    return next(band for band, most in BANDS.items() if most is None or minutes <= most)


def _known(value: str) -> tuple[str, ...]:
    return (value,) if value else ()

"""Queries: what somebody looks for in the catalogue of their school, and what is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from library_core.people import SchoolKey
from search.records import Record

Filter = Literal["kind", "subject", "section", "grade", "language"]
FILTERS: Final[tuple[Filter, ...]] = ("kind", "subject", "section", "grade", "language")
LARGEST_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All words (in any form) and all filters have to fit; without words everything does.

    Pages count from 1 and hold `size` records.
    """

    school: SchoolKey
    words: str = ""
    kind: str | None = None
    subject: str | None = None
    section: str | None = None
    grade: int | None = None
    language: str | None = None
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

    `counts` says for each filter how many records each of its values would leave, all else unchanged.
    """

    records: tuple[Record, ...]
    total: int
    counts: Mapping[Filter, Mapping[str, int]]

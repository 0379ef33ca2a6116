"""Suggestions go on with what is typed, from what the school may read."""

from pathlib import Path

import pytest
from test_index import INCLINE, OURS, PRIVATE, SALTS

from search.adapters.whoosh_index import WhooshIndex
from search.index import Index
from search.queries import Query
from search.suggesting import suggest


@pytest.fixture
def index(tmp_path: Path) -> Index:
    index = WhooshIndex(tmp_path)
    index.take_in([INCLINE, SALTS, PRIVATE], [], after=0, sequence=3)
    return index


def suggested(index: Index, words: str, **wanted: object) -> list[str]:
    query = Query(school=OURS, words=words, **wanted)  # type: ignore[arg-type]
    return [each.text for each in suggest(index, query)]


def test_the_word_goes_on_and_works_with_it_are_named(index: Index) -> None:
    assert suggested(index, "Движение по накл") == [
        "Движение по наклонной",
        "Движение по наклонной плоскости",
    ]
    assert suggested(index, "motion") == ["Motion on an inclined plane"]


def test_works_keep_their_record_so_that_the_page_can_lead_there(index: Index) -> None:
    (work,) = [each for each in suggest(index, Query(school=OURS, words="соле")) if each.record]

    assert (work.kind, work.record and work.record.key) == ("work", SALTS.key)


@pytest.mark.parametrize("words", ["", "x", "нетакого", "!!"])
def test_nothing_is_suggested_for_nothing(index: Index, words: str) -> None:
    assert suggested(index, words) == []


def test_filters_hold_for_suggestions_too(index: Index) -> None:
    assert suggested(index, "соле", subject="physics") == []

"""Searchers are lent to one thread at a time, and never show an index that is past."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from test_index import OURS, SALTS

from library_core.editions import EditionKey
from search.adapters.whoosh_index import WhooshIndex
from search.queries import Query


def test_threads_that_search_at_once_all_find_what_was_taken_in_before(tmp_path: Path) -> None:
    index = WhooshIndex(tmp_path)
    found = []

    with ThreadPoolExecutor(6) as threads:
        for sequence in range(4):
            added = replace(SALTS, key=EditionKey(str(sequence)), name=str(sequence))
            index.take_in([added], [], after=sequence, sequence=sequence + 1)
            query = Query(school=OURS, words="кисл")
            found.append([each.total for each in threads.map(index.find, [query] * 12)])

    assert found == [[count] * 12 for count in (1, 2, 3, 4)]

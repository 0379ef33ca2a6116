"""An index on the disk: made anew beside the old one, damaged, written to by several, watched by others."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest
from tantivy import Index as TantivyFolder
from test_index import FRICTION, INCLINE, INDEXES, PRIVATE, SALTS, names
from whoosh.index import open_dir

from search.adapters import tantivy_index, whoosh_index
from search.adapters.tantivy_index import TantivyIndex
from search.adapters.whoosh_index import WhooshIndex
from search.index import Index, IndexBusy

LAYOUTS = {"whoosh": whoosh_index.LAYOUT, "tantivy": tantivy_index.LAYOUT}


@pytest.fixture(params=INDEXES)
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def index(how: str, tmp_path: Path) -> Index:
    index = INDEXES[how](tmp_path)
    index.take_in([INCLINE, SALTS, FRICTION, PRIVATE], [], after=0, sequence=4)
    return index


def test_an_index_made_anew_is_fed_from_the_beginning_and_then_takes_its_place(index: Index) -> None:
    with index.made_anew() as fresh:
        began, meanwhile = fresh.sequence(), (index.sequence(), len(names(index)))
        fresh.take_in([SALTS], [], after=0, sequence=1)

    assert (began, meanwhile) == (0, (4, 3))
    assert (index.sequence(), names(index)) == (1, ["salts"])


def test_an_index_that_is_being_made_anew_is_fed_as_ever(index: Index) -> None:
    with suppress(KeyError), index.made_anew() as fresh:
        fresh.take_in([SALTS], [], after=0, sequence=1)
        index.take_in([], [INCLINE.key], after=4, sequence=5)
        raise KeyError

    assert index.sequence() == 5
    assert sorted(names(index)) == ["friction", "salts"]


def test_nothing_stays_of_what_an_index_took_the_place_of(how: str, tmp_path: Path) -> None:
    index = INDEXES[how](tmp_path)
    for number in range(4):
        with suppress(KeyError), index.made_anew() as fresh:
            fresh.take_in([SALTS], [], after=0, sequence=1)
            if number == 3:
                raise KeyError

    place, folder = sorted(tmp_path.iterdir(), key=lambda path: path.name != LAYOUTS[how])
    assert (place.name, place.is_symlink(), folder.is_dir()) == (LAYOUTS[how], True, True)


def test_an_index_of_an_earlier_version_gives_way(how: str, tmp_path: Path) -> None:
    index = INDEXES[how](tmp_path)
    index.take_in([INCLINE], [], after=0, sequence=1)
    place = tmp_path / LAYOUTS[how]
    folder = place.resolve()
    place.unlink()
    folder.rename(place)
    before = names(INDEXES[how](tmp_path))

    with index.made_anew() as fresh:
        fresh.take_in([SALTS], [], after=0, sequence=1)

    assert (before, names(index), place.is_symlink()) == (["incline"], ["salts"], True)


@pytest.mark.slow
def test_every_search_is_answered_while_indexes_take_each_other_s_place(how: str, tmp_path: Path) -> None:
    index, searched = INDEXES[how](tmp_path), INDEXES[how](tmp_path)
    index.take_in([INCLINE], [], after=0, sequence=1)
    made = threading.Event()

    def make() -> None:
        for _ in range(20):
            with index.made_anew() as fresh:
                fresh.take_in([INCLINE], [], after=0, sequence=1)
        made.set()

    thread = threading.Thread(target=make)
    thread.start()
    found = [names(searched) for _ in iter(made.is_set, True)]
    thread.join()

    assert found
    assert all(each == ["incline"] for each in found)


def test_counts_follow_an_index_that_was_made_anew_elsewhere(how: str, tmp_path: Path) -> None:
    first, second = INDEXES[how](tmp_path), INDEXES[how](tmp_path)
    first.take_in([INCLINE, PRIVATE], [], after=0, sequence=1)
    assert names(second) == ["incline"]

    with first.made_anew() as fresh:
        fresh.take_in([PRIVATE, INCLINE], [], after=0, sequence=1)

    assert names(second) == ["incline"]


def test_a_damaged_index_is_replaced(how: str, tmp_path: Path) -> None:
    index = INDEXES[how](tmp_path)
    index.take_in([INCLINE], [], after=0, sequence=1)
    for file in (tmp_path / LAYOUTS[how]).iterdir():
        file.write_bytes(b"damaged")

    index = INDEXES[how](tmp_path)
    with index.made_anew():
        pass

    assert (index.sequence(), names(index)) == (0, [])


def test_a_writer_of_whoosh_that_waits_too_long_is_told_so(tmp_path: Path) -> None:
    first, second = WhooshIndex(tmp_path), WhooshIndex(tmp_path, patience=0.05)
    first.take_in([INCLINE], [], after=0, sequence=1)

    with open_dir(tmp_path / LAYOUTS["whoosh"]).writer(), pytest.raises(IndexBusy):
        second.take_in([SALTS], [], after=1, sequence=2)

    assert names(first) == ["incline"]


def test_a_writer_of_tantivy_that_waits_too_long_is_told_so(tmp_path: Path) -> None:
    first, second = TantivyIndex(tmp_path), TantivyIndex(tmp_path, patience=0.05)
    first.take_in([INCLINE], [], after=0, sequence=1)
    other = TantivyFolder.open(str(tmp_path / LAYOUTS["tantivy"])).writer(15_000_000, 1)

    with pytest.raises(IndexBusy):
        second.take_in([SALTS], [], after=1, sequence=2)

    other.rollback()
    assert names(first) == ["incline"]


def test_another_process_s_changes_are_seen(how: str, tmp_path: Path) -> None:
    first, second = INDEXES[how](tmp_path), INDEXES[how](tmp_path)
    assert second.sequence() == 0

    first.take_in([INCLINE], [], after=0, sequence=1)

    assert second.sequence() == 1
    assert names(second) == ["incline"]

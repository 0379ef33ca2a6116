"""The index follows the library: what is published is found, what left the catalogue is not."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from databases import DATABASES, lent_database

from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.editions import EditionKey
from library_core.library import Act, Library
from library_core.people import LIBRARY, School, SchoolKey
from library_core.publishing import Described, FindUsed, Press, Upload, publish
from library_core.releasing import Reason
from library_core.review import withdraw
from search.adapters.whoosh_index import WhooshIndex
from search.following import catch_up, fill, refresh
from search.popularity import PAUSE, Popularity
from search.queries import Query
from variants.texts import Text

OURS = SchoolKey("ours")


def read_leaflet(files: Mapping[str, bytes], _find_used: FindUsed) -> Described:
    (path, content), *_ = files.items()
    return Described(
        identifier=path,
        title=Text(en=path),
        subject="physics",
        section="mechanics",
        grades=(9,),
        languages=("en",),
        words=Text(en=content.decode()),
    )


def add_schools(library: Library) -> None:
    for school in (LIBRARY, OURS):
        library.people.add_school(School(key=school, name=school))


@pytest.fixture(params=DATABASES)
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Press]:
    with lent_database(request, tmp_path) as database:
        store, numbers = SqlLibraryStore(database), count()
        store.write(add_schools)
        yield Press(
            readers={"leaflet": read_leaflet},
            objects=FolderObjects(tmp_path / "objects"),
            library=store,
            new_key=lambda: f"key-{next(numbers)}",
        )


@pytest.fixture
def index(tmp_path: Path) -> WhooshIndex:
    return WhooshIndex(tmp_path / "index")


def leaflet(press: Press, name: str, text: str, school: SchoolKey = LIBRARY) -> str:
    upload = Upload(kind="leaflet", files={name: text.encode()})
    return publish(press, upload, Act(school=school, at=1)).key


def found(index: WhooshIndex, words: str = "") -> list[str]:
    return [record.name for record in index.find(Query(school=OURS, words=words)).records]


def test_what_was_published_is_found_after_catching_up(press: Press, index: WhooshIndex) -> None:
    leaflet(press, "a", "pulleys")
    leaflet(press, "b", "levers", school=OURS)

    assert catch_up(index, press.library) == 2

    assert (found(index, "pulley"), found(index, "lever")) == (["library/a"], ["ours/b"])


def test_a_second_catching_up_has_nothing_to_do(press: Press, index: WhooshIndex) -> None:
    leaflet(press, "a", "pulleys")
    catch_up(index, press.library)

    assert catch_up(index, press.library) == 0


def test_only_the_newest_edition_is_found(press: Press, index: WhooshIndex) -> None:
    leaflet(press, "a", "pulleys")
    catch_up(index, press.library)

    leaflet(press, "a", "levers")
    catch_up(index, press.library)

    assert (found(index, "pulley"), found(index, "lever")) == ([], ["library/a"])


def test_a_withdrawn_edition_is_found_no_more(press: Press, index: WhooshIndex) -> None:
    key = EditionKey(leaflet(press, "a", "pulleys", school=OURS))
    catch_up(index, press.library)

    press.library.write(lambda library: withdraw(library, key, Act(school=OURS, at=2), Reason("Old.")))
    catch_up(index, press.library)

    assert found(index) == []


def test_a_long_feed_is_taken_in_portion_by_portion(press: Press, index: WhooshIndex) -> None:
    for number in range(5):
        leaflet(press, f"leaflet-{number}", "levers")

    assert catch_up(index, press.library, at_once=2) == 5

    assert len(found(index)) == 5


def test_followers_side_by_side_take_in_everything_once(press: Press, tmp_path: Path) -> None:
    for number in range(4):
        leaflet(press, f"leaflet-{number}", "levers")
    indexes = [WhooshIndex(tmp_path / "index") for _ in range(3)]

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(lambda index: catch_up(index, press.library, at_once=1), indexes))

    assert [len(found(index)) for index in indexes] == [4, 4, 4]


def test_an_index_is_made_anew_from_the_feed(press: Press, index: WhooshIndex) -> None:
    leaflet(press, "a", "pulleys")
    catch_up(index, press.library)

    with index.made_anew() as fresh:
        taken = fill(fresh, press.library)

    assert taken == 1

    assert found(index) == ["library/a"]


def test_what_is_assigned_more_comes_first_once_it_is_refreshed(press: Press, index: WhooshIndex) -> None:
    for name in ("a", "b", "c"):
        leaflet(press, name, "levers")
    catch_up(index, press.library)

    work = press.library.read(lambda library: library.works.find_named(OURS, "library/a"))
    assert work is not None
    press.library.write(lambda library: library.usage.count(work.key, OURS, "assigned", 20_000))
    refresh(index, press.library, ["library/a", "library/gone"])

    assert [record.popularity for record in index.find(Query(school=OURS)).records] == [1, 0, 0]
    assert catch_up(index, press.library) == 0


class Clock:
    """Stands still until it is set."""

    seconds = 20_000 * 24 * 3600.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds


def assign(press: Press, name: str, day: int = 20_000) -> None:
    def use(library: Library) -> None:
        work = library.works.find_named(OURS, name)
        assert work is not None
        library.usage.count(work.key, OURS, "assigned", day)

    press.library.write(use)


def popularities(index: WhooshIndex) -> dict[str, int]:
    return {record.name: record.popularity for record in index.find(Query(school=OURS)).records}


def test_what_was_assigned_lately_moves_up_after_a_pause(press: Press, index: WhooshIndex) -> None:
    for name in ("a", "b"):
        leaflet(press, name, "levers")
    catch_up(index, press.library)
    clock = Clock()
    popularity = Popularity(index, press.library, clock)
    assign(press, "library/b")
    assign(press, "library/a", day=19_000)

    early = popularity.follow()
    clock.seconds += PAUSE
    late = popularity.follow()

    assert (early, late, popularities(index)) == (0, 1, {"library/b": 1, "library/a": 0})


def test_only_what_was_assigned_since_is_refreshed_again(press: Press, index: WhooshIndex) -> None:
    leaflet(press, "a", "levers")
    catch_up(index, press.library)
    clock = Clock()
    popularity = Popularity(index, press.library, clock)
    looks = []
    for times in (1, 0, 2):
        for _ in range(times):
            assign(press, "library/a")
        clock.seconds += PAUSE
        looks.append(popularity.follow())

    assert (looks, popularities(index)) == ([1, 0, 1], {"library/a": 3})


def test_what_moved_most_is_refreshed_first(press: Press, index: WhooshIndex) -> None:
    for name in ("a", "b"):
        leaflet(press, name, "levers")
    catch_up(index, press.library)
    for name in ("library/a", "library/b", "library/b"):
        assign(press, name)
    clock = Clock()
    popularity = Popularity(index, press.library, clock, most=1)
    looks = []
    for _ in range(2):
        clock.seconds += PAUSE
        popularity.follow()
        looks.append(popularities(index))

    assert looks == [{"library/b": 2, "library/a": 0}, {"library/b": 2, "library/a": 1}]


def test_progress_is_told_portion_by_portion(press: Press, index: WhooshIndex) -> None:
    for number in range(5):
        leaflet(press, f"leaflet-{number}", "levers")
    told: list[tuple[int, int]] = []

    fill(index, press.library, progress=lambda done, total: told.append((done, total)), at_once=2)

    assert told == [(2, 5), (4, 5), (5, 5)]

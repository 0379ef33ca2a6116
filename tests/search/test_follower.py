"""A node's index follows by itself: little at once, much beside; processes take turns, killed or not."""

import multiprocessing
import multiprocessing.synchronize
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from databases import DATABASES, lent_database

from library_core.adapters.database import Database
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.library import Act, Library
from library_core.people import LIBRARY, School
from library_core.publishing import Described, FindUsed, Press, Upload, publish
from search.adapters.tantivy_index import TantivyIndex
from search.follower import Follower
from search.index import IndexBusy
from search.popularity import Popularity
from search.queries import Query
from search.turns import Turn
from variants.texts import Text


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


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with lent_database(request, tmp_path) as database:
        yield database


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    store, numbers = SqlLibraryStore(database), count()
    store.write(lambda library: library.people.add_school(School(key=LIBRARY, name="Library")))
    return Press(
        readers={"leaflet": read_leaflet},
        objects=FolderObjects(tmp_path / "objects"),
        library=store,
        new_key=lambda: f"key-{next(numbers)}",
    )


def follower_in(folder: Path, press: Press) -> tuple[TantivyIndex, Follower]:
    index = TantivyIndex(folder)
    return index, Follower(index, press.library, Popularity(index, press.library), Turn(folder / "lock"))


def leaflets(press: Press, first: int, number: int) -> None:
    for at in range(first, first + number):
        publish(press, Upload(kind="leaflet", files={f"leaflet-{at}": b"levers"}), Act(school=LIBRARY, at=1))


def crowd(press: Press, times: int) -> None:
    """Let the feed say so often that something changed."""

    def repeat(library: Library) -> None:
        for _ in range(times):
            library.changes.add("edition", LIBRARY, "key-0")

    press.library.write(repeat)


def total(index: TantivyIndex) -> int:
    return index.find(Query(school=LIBRARY, size=1)).total


def test_a_little_that_is_new_is_taken_in_before_a_search(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 2)

    follower.glance()

    assert (total(index), follower.percent) == (2, 100)


def test_much_is_left_to_the_background_and_said(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 1)
    crowd(press, 600)

    follower.glance()
    before = (total(index), follower.percent)
    follower.follow(threading.Event())
    follower.glance()

    assert (before, total(index), follower.percent) == ((0, 0), 1, 100)


def test_who_is_told_to_leave_stops_between_portions(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 1)
    leaving = threading.Event()
    leaving.set()

    follower.follow(leaving)

    assert index.sequence() == 0


def test_an_index_ahead_of_the_database_is_made_anew(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 2)
    follower.catch_up()
    index.take_in([], [], after=index.sequence(), sequence=90)

    follower.follow(threading.Event())

    assert (index.sequence(), total(index)) == (2, 2)


def hold(folder: Path, held: "multiprocessing.synchronize.Event") -> None:
    with Turn(folder / "lock").taken(5):
        held.set()
        time.sleep(600)


@pytest.mark.slow
def test_a_search_does_not_wait_for_another_process_that_writes(press: Press, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    other = context.Process(target=hold, args=(tmp_path / "index", held))
    other.start()
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 1)
    assert held.wait(60)

    follower.glance(patience=0.1)
    busy = total(index), follower.percent
    other.kill()
    other.join()
    follower.glance()

    assert (busy, total(index), follower.percent) == ((0, 0), 1, 100)


def test_a_turn_that_is_taken_is_refused_after_a_while(tmp_path: Path) -> None:
    with Turn(tmp_path / "lock").taken(1), pytest.raises(IndexBusy), Turn(tmp_path / "lock").taken(0.1):
        pass


def test_searches_are_answered_and_news_taken_in_all_through_a_rebuild(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    _, worker = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 3)
    follower.catch_up()
    seen = []

    def look(_done: int, _all: int) -> None:
        leaflets(press, 3, 1)
        follower.glance(patience=0)
        seen.append((total(index), follower.percent))

    worker.rebuild(look)

    assert seen[0] == (4, 100)
    assert (total(index), index.sequence()) == (4, press.library.read(lambda library: library.changes.last()))


def test_a_rebuild_is_given_up_when_the_process_ends(press: Press, tmp_path: Path) -> None:
    index, follower = follower_in(tmp_path / "index", press)
    leaflets(press, 0, 2)
    follower.catch_up()
    index.take_in([], [], after=index.sequence(), sequence=90)
    leaving = threading.Event()
    leaving.set()

    follower.follow(leaving)

    assert (index.sequence(), follower.percent) == (90, 0)


def test_rebuilding_beside_a_follower_loses_nothing(press: Press, tmp_path: Path) -> None:
    leaflets(press, 0, 5)
    index, follower = follower_in(tmp_path / "index", press)
    _, worker = follower_in(tmp_path / "index", press)
    follower.catch_up()
    leaving = threading.Event()

    def keep_following() -> None:
        while not leaving.is_set():
            follower.follow(leaving)

    thread = threading.Thread(target=keep_following)
    thread.start()
    counts = [worker.rebuild() for _ in range(3)]
    leaving.set()
    thread.join()

    assert (counts, total(index), index.sequence()) == ([5, 5, 5], 5, 5)


def die_rebuilding(folder: Path, rows: str) -> None:
    with closing(Database(rows)) as database:
        store, index = SqlLibraryStore(database), TantivyIndex(folder)
        follower = Follower(index, store, Popularity(index, store), Turn(folder / "lock"))
        follower.rebuild(lambda _done, _all: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.slow
def test_a_kill_in_a_rebuild_leaves_the_old_index_to_serve(
    database: Database, press: Press, tmp_path: Path
) -> None:
    leaflets(press, 0, 2)
    crowd(press, 6_000)
    folder, rows = tmp_path / "index", database.engine.url.render_as_string(hide_password=False)
    index, follower = follower_in(folder, press)
    follower.catch_up()
    dying = multiprocessing.get_context("spawn").Process(target=die_rebuilding, args=(folder, rows))
    dying.start()
    dying.join()

    left = index.sequence(), total(index)
    again = follower.rebuild()

    assert (dying.exitcode, left) == (-signal.SIGKILL, (6_002, 2))
    assert (again, index.sequence(), total(index)) == (6_002, 6_002, 2)

"""Whoever changes the library at the same moment as another comes before or after: nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from interleaving import interleave
from press_of_toys import AUTHOR, OURS, REVIEWER, card, open_press, our_act

from library_core.adapters.database import Database
from library_core.adapters.folder_parts import FolderParts
from library_core.adapters.leased_database import Transactions
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.editions import Edition, EditionKey
from library_core.publishing import Press, publish, upload_draft
from library_core.quotas import QuotaExceeded
from library_core.reading.places import Place, keep_newest
from library_core.releasing import Reason
from library_core.review import WrongState, accept, send_back, submit
from library_core.uploading import Dock, begin_upload
from library_core.works import WorkKey
from library_core.writing import Beginning, begin, save
from library_core.written import WrittenElsewhere

T = TypeVar("T")
U = TypeVar("U")


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


def at_once(
    press: Press, database: Database, first: Callable[[Press], T], second: Callable[[Press], U]
) -> tuple[T, "Future[U]"]:
    """Return what both came to; the second begins before the first commits."""

    def begin_first(one: Transactions) -> T:
        return first(replace(press, library=SqlLibraryStore(one)))

    return interleave(database, begin_first, lambda _: second(press))


def number_of(press: Press, key: EditionKey) -> tuple[int | None, str]:
    edition = press.library.read(lambda library: library.editions.find(OURS, key))
    assert edition is not None
    return edition.number, edition.state


def test_of_two_reviewers_who_decide_at_once_the_second_is_told(press: Press, database: Database) -> None:
    draft = upload_draft(press, card("one"), our_act())
    press.library.write(lambda library: submit(library, draft.key, our_act()))
    act = our_act(2, REVIEWER)

    first, second = at_once(
        press,
        database,
        lambda one: one.library.write(lambda library: accept(library, draft.key, act)),
        lambda one: one.library.write(lambda library: send_back(library, draft.key, act, Reason("why"))),
    )

    assert first.state == "published"
    with pytest.raises(WrongState):
        second.result()


def test_of_two_tabs_that_save_at_once_the_second_is_told_the_first_text(
    press: Press, database: Database
) -> None:
    beginning = Beginning(kind="card", title="T", content="words")
    begun = press.library.write(lambda library: begin(library, our_act(), press.new_key, beginning))

    def type_in(one: Press, text: str) -> None:
        one.library.write(lambda library: save(library, our_act(2), replace(begun, content=text)))

    _, second = at_once(press, database, lambda one: type_in(one, "here"), lambda one: type_in(one, "there"))

    with pytest.raises(WrittenElsewhere) as told:
        second.result()
    assert told.value.saved.content == "here"


def test_two_uploads_that_begin_at_once_share_the_room_there_is(
    press: Press, database: Database, tmp_path: Path
) -> None:
    def upload(one: Press) -> str:
        parts = FolderParts(tmp_path / "parts")
        dock = Dock(
            library=one.library, objects=one.objects, parts=parts, new_key=one.new_key, largest=90, quota=100
        )
        try:
            return begin_upload(dock, "book.epub", 60, our_act()).state
        except QuotaExceeded:
            return "refused"

    first, second = at_once(press, database, upload, upload)

    assert sorted((first, second.result())) == ["coming", "refused"]


def test_the_same_card_published_twice_at_once_is_one_edition(press: Press, database: Database) -> None:
    def release(one: Press) -> Edition:
        return publish(one, card("one"), our_act())

    first, second = at_once(press, database, release, release)

    assert second.result().key == first.key


def test_two_editions_of_a_work_published_at_once_follow_each_other(press: Press, database: Database) -> None:
    first, second = at_once(
        press,
        database,
        lambda one: publish(one, card("one", "here"), our_act()),
        lambda one: publish(one, card("one", "there"), our_act()),
    )

    assert number_of(press, first.key) == (1, "superseded")
    assert number_of(press, second.result().key) == (2, "published")


def test_a_place_that_was_left_earlier_does_not_take_the_place_of_a_later_one(
    press: Press, database: Database
) -> None:
    edition = publish(press, card("one"), our_act())

    def leave(one: Press, paragraph: str, at: int) -> Place:
        place = Place(
            person=AUTHOR,
            school=OURS,
            work=WorkKey(edition.work.key),
            edition=edition.key,
            document="1",
            paragraph=paragraph,
            milliseconds=0,
            changed_at=at,
        )
        return one.library.write(lambda library: keep_newest(library.places, place))

    _, second = at_once(press, database, lambda one: leave(one, "later", 2), lambda one: leave(one, "p", 1))

    assert second.result().paragraph == "later"

from collections.abc import Iterator
from dataclasses import replace

import pytest
from press_of_toys import AUTHOR, OURS, REVIEWER, THEIRS, our_act, populate
from sqlalchemy import Connection

from library_core.adapters.database import Database
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.adapters.sql_written import SqlWrittenDocuments
from library_core.written import (
    WrittenDocument,
    WrittenDocuments,
    WrittenElsewhere,
    WrittenKey,
    WrittenMissing,
)

PAGE = WrittenDocument(
    key=WrittenKey("page"), school=OURS, person=AUTHOR, kind="card", title="T", content="ё\n", changed_at=5
)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    SqlLibraryStore(database).write(populate)
    with database.engine.begin() as connection:
        yield connection


@pytest.fixture(params=[SqlWrittenDocuments])
def written(request: pytest.FixtureRequest, connection: Connection) -> WrittenDocuments:
    found: WrittenDocuments = request.param(connection)
    found.add(PAGE)
    return found


def test_a_document_is_found_as_it_was_kept(written: WrittenDocuments) -> None:
    assert written.find(OURS, AUTHOR, PAGE.key) == PAGE


def test_nobody_finds_what_another_writes(written: WrittenDocuments) -> None:
    assert written.find(OURS, REVIEWER, PAGE.key) is None
    assert written.find(THEIRS, AUTHOR, PAGE.key) is None
    assert written.list(THEIRS, AUTHOR) == written.list(OURS, REVIEWER) == ()


def test_the_last_changed_is_listed_first(written: WrittenDocuments) -> None:
    later = replace(PAGE, key=WrittenKey("later"), changed_at=6)
    written.add(later)

    assert written.list(OURS, AUTHOR) == (later, PAGE)


def test_a_change_makes_the_next_revision(written: WrittenDocuments) -> None:
    saved = written.change(replace(PAGE, content="more"))

    assert saved == replace(PAGE, content="more", revision=2)
    assert written.find(OURS, AUTHOR, PAGE.key) == saved


def test_an_earlier_revision_is_never_saved_over_a_later_one(written: WrittenDocuments) -> None:
    saved = written.change(replace(PAGE, content="first tab"))

    with pytest.raises(WrittenElsewhere) as refused:
        written.change(replace(PAGE, content="second tab"))

    assert refused.value.saved == saved
    assert written.find(OURS, AUTHOR, PAGE.key) == saved


def test_nobody_changes_what_another_writes(written: WrittenDocuments) -> None:
    with pytest.raises(WrittenMissing):
        written.change(replace(PAGE, person=REVIEWER, content="mine now"))


def test_what_was_deleted_is_not_listed_and_can_be_found(written: WrittenDocuments) -> None:
    deleted = written.change(replace(PAGE, deleted_at=our_act().at))

    assert written.list(OURS, AUTHOR) == ()
    assert written.find(OURS, AUTHOR, PAGE.key) == deleted


def test_what_was_deleted_long_ago_is_forgotten(written: WrittenDocuments) -> None:
    kept = replace(PAGE, key=WrittenKey("kept"), deleted_at=9)
    written.add(kept)
    written.change(replace(PAGE, deleted_at=7))

    written.forget(OURS, AUTHOR, before=9)

    assert written.find(OURS, AUTHOR, PAGE.key) is None
    assert written.find(OURS, AUTHOR, kept.key) == kept

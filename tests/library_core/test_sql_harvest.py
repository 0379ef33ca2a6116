"""Who harvests again from the moment of the last answer misses nothing, however late a change came."""

from pathlib import Path

import pytest
from interleaving import interleave
from press_of_toys import card, library_act, open_press

from library_core.adapters.database import Database
from library_core.adapters.leased_database import Transactions
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.editions import EditionKey
from library_core.harvesting import Harvested, Wanted
from library_core.publishing import Press, publish
from library_core.releasing import Reason
from library_core.review import withdraw

ALL = Wanted()


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


def harvest(database: Transactions, wanted: Wanted = ALL) -> tuple[int, tuple[Harvested, ...]]:
    """Return the moment that an answer names, and what stands in it."""
    store = SqlLibraryStore(database)
    asked = store.write(lambda library: library.harvest.settle())
    return asked, store.read(lambda library: library.harvest.after(0, wanted, 10))


def take_back(database: Transactions, edition: EditionKey) -> None:
    """Withdraw an edition, by a request that came long ago."""
    SqlLibraryStore(database).write(
        lambda library: withdraw(library, edition, library_act(at=5), Reason("Old."))
    )


def test_a_change_that_was_asked_for_long_before_it_was_committed_is_stamped_then(
    database: Database, press: Press
) -> None:
    edition = publish(press, card("apple"), library_act(at=1))
    before, _ = harvest(database)

    take_back(database, edition.key)

    _, found = harvest(database, Wanted(since=before))
    assert [(one.edition, one.at > before) for one in found] == [(None, True)]


def test_a_change_that_is_under_way_is_waited_for(database: Database, press: Press) -> None:
    edition = publish(press, card("apple"), library_act(at=1))

    _, second = interleave(database, lambda slow: take_back(slow, edition.key), harvest)

    _, found = second.result()
    assert [one.edition for one in found] == [None]


def test_no_second_that_was_asked_for_gets_another_change(database: Database, press: Press) -> None:
    publish(press, card("apple"), library_act(at=1))
    asked, _ = harvest(database)

    publish(press, card("pear"), library_act(at=1))

    _, found = harvest(database)
    assert found[-1].at > (asked // 1000) * 1000 + 999


def test_what_a_program_of_before_has_kept_without_a_stamp_is_harvested(
    database: Database, press: Press
) -> None:
    publish(press, card("apple"), library_act(at=7))
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE trail SET stamp = NULL")

    _, found = harvest(database, Wanted(since=7, until=8))

    assert [one.at for one in found] == [7]

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from press_of_toys import AUTHOR, OURS, REVIEWER, card, library_act, open_press, our_act

from library_core.adapters.database import Database
from library_core.editions import Edition, State
from library_core.library import Act, Library, LibraryStore
from library_core.people import LIBRARY
from library_core.publishing import Press, Upload, publish
from library_core.writing import (
    LONGEST_DOCUMENT,
    MOST_DOCUMENTS,
    Beginning,
    IdentifierTaken,
    TooLongDocument,
    TooManyDocuments,
    begin,
    delete,
    name_is_free,
    offer_written,
    own,
    publish_written,
    restore,
    save,
)
from library_core.written import WrittenDocument, WrittenElsewhere, WrittenMissing

NUMBERS = count(1)
T = TypeVar("T")
WAITING: tuple[State, ...] = ("submitted",)


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


@pytest.fixture
def document(press: Press) -> WrittenDocument:
    return write(press)


def write(press: Press, content: str = "words") -> WrittenDocument:
    beginning = Beginning(kind="card", title="T", content=content)
    return press.library.write(
        lambda library: begin(library, our_act(), lambda: f"w{next(NUMBERS)}", beginning)
    )


def again(press: Press, document: WrittenDocument) -> WrittenDocument:
    return press.library.read(lambda library: own(library, our_act(), document.key))


def test_what_is_saved_is_the_next_revision(press: Press, document: WrittenDocument) -> None:
    changed = replace(document, content="more words")

    saved = press.library.write(lambda library: save(library, our_act(at=9), changed))

    assert (saved.content, saved.revision, saved.changed_at) == ("more words", 2, 9)


def test_saving_what_is_saved_changes_nothing(press: Press, document: WrittenDocument) -> None:
    saved = press.library.write(lambda library: save(library, our_act(at=9), document))

    assert saved == document


def test_a_second_tab_is_told(press: Press, document: WrittenDocument) -> None:
    press.library.write(lambda library: save(library, our_act(), replace(document, content="first")))

    with pytest.raises(WrittenElsewhere):
        press.library.write(lambda library: save(library, our_act(), replace(document, content="second")))


def test_a_deleted_document_comes_back_whole(press: Press, document: WrittenDocument) -> None:
    press.library.write(lambda library: delete(library, our_act(), document.key))
    with pytest.raises(WrittenMissing):
        again(press, document)

    press.library.write(lambda library: restore(library, our_act(), document.key))

    assert again(press, document).content == document.content


def test_nobody_saves_deletes_or_restores_for_another(press: Press, document: WrittenDocument) -> None:
    other = our_act(person=REVIEWER)

    for use in (lambda x: own(x, other, document.key), lambda x: restore(x, other, document.key)):
        with pytest.raises(WrittenMissing):
            press.library.write(use)


def test_sizes_and_numbers_are_bounded(press: Press, document: WrittenDocument) -> None:
    with pytest.raises(TooLongDocument):
        write(press, "x" * (LONGEST_DOCUMENT + 1))
    for _ in range(MOST_DOCUMENTS - 1):
        write(press)

    with pytest.raises(TooManyDocuments):
        write(press)


def test_publishing_again_makes_the_next_edition(press: Press, document: WrittenDocument) -> None:
    first = publish_written(press, document, card("cart"), our_act())

    second = publish_written(press, again(press, document), card("cart", "others"), our_act())

    assert (first.number, second.number) == (1, 2)
    assert again(press, document).edition == second.key
    trail = press.library.read(lambda library: library.trail.of(OURS, second.key))
    assert [(step.what, step.who) for step in trail] == [("published", AUTHOR)]


def test_a_document_never_replaces_the_work_of_another(press: Press, document: WrittenDocument) -> None:
    publish_written(press, document, card("cart"), our_act())

    with pytest.raises(IdentifierTaken):
        publish_written(press, write(press), card("cart", "others"), our_act())


def test_an_offer_waits_for_the_reviewers_of_the_library(press: Press, document: WrittenDocument) -> None:
    offered = offer_written(press, document, card("cart"), our_act())

    waiting = press.library.read(lambda library: library.editions.in_states(LIBRARY, WAITING))
    assert [edition.key for edition in waiting] == [offered.key]
    assert (offered.work.name, offered.publisher) == ("library/cart", AUTHOR)
    assert again(press, document).offered == offered.key


def test_an_offer_never_replaces_what_the_library_has(press: Press, document: WrittenDocument) -> None:
    publish(press, card("cart"), library_act())

    with pytest.raises(IdentifierTaken):
        offer_written(press, document, card("cart", "others"), our_act())


def test_a_name_is_free_until_the_school_or_the_library_has_it(press: Press) -> None:
    publish(press, card("cart"), library_act())

    free = press.library.read(
        lambda library: [name_is_free(library, our_act(), name) for name in ("cart", "cart-2")]
    )

    assert free == [False, True]


class Died(Exception):
    """The process ended here."""


@dataclass(slots=True)
class Dying:
    """A store whose process dies after its first write."""

    store: LibraryStore
    left: int = 1

    def read(self, work: Callable[[Library], T]) -> T:
        return self.store.read(work)

    def write(self, work: Callable[[Library], T]) -> T:
        if not self.left:
            raise Died
        self.left -= 1
        return self.store.write(work)


@pytest.mark.parametrize(("give", "name"), [(publish_written, "edition"), (offer_written, "offered")])
def test_a_crash_after_publishing_leaves_the_document_with_its_edition(
    press: Press,
    document: WrittenDocument,
    give: Callable[[Press, WrittenDocument, Upload, Act], Edition],
    name: str,
) -> None:
    with pytest.raises(Died):
        give(replace(press, library=Dying(press.library)), document, card("cart"), our_act())

    linked = again(press, document)

    made = give(press, linked, card("cart"), our_act())
    assert getattr(linked, name) == made.key
    assert again(press, document) == linked

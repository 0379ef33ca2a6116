"""Places and annotations are one person's own; the newest place wins; what is deleted comes back."""

from pathlib import Path

import pytest
from press_of_toys import OURS, card, open_press

from library_core.adapters.database import Database
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.library import Act
from library_core.objects import ObjectKey
from library_core.people import LIBRARY, Person, PersonKey, School, SchoolKey
from library_core.publishing import Press, publish, upload_draft
from library_core.reading.access import Shelved
from library_core.reading.anchoring import Anchor
from library_core.reading.annotations import (
    LONGEST_NOTE,
    Annotation,
    AnnotationMissing,
    Own,
    Remark,
    TooManyAnnotations,
    annotate,
    delete,
    restore,
    rewrite,
)
from library_core.reading.places import Place, keep_newest
from library_core.textbooks.book import BookDocument, Textbook
from library_core.works import WorkKey

BOOK = Textbook(title="Physics", documents=(BookDocument(path="one", title="One", html=ObjectKey("0" * 64)),))
HERE = Remark(kind="highlight", anchor=Anchor(document="one", paragraph="p1", quotation="force"))
ME, OTHER = PersonKey("me"), PersonKey("other")


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    press = open_press(database, tmp_path)
    for key in (ME, OTHER):
        person = Person(key=key, school=OURS, display_name="N", roles=frozenset({"student"}), language="ru")
        press.library.write(lambda library, person=person: library.people.add(person))  # type: ignore[misc]
    return press


@pytest.fixture
def own(press: Press) -> Own:
    edition = publish(press, card("one"), Act(school=OURS, at=1))
    press.library.write(lambda library: library.textbooks.keep(edition.key, BOOK))
    return Own(school=OURS, person=ME, work=edition.work.key, edition=edition.key, at=10)


@pytest.fixture
def kept(press: Press, own: Own) -> Annotation:
    return press.library.write(lambda library: annotate(library.annotations, own, new_key, HERE))


def mine(press: Press, own: Own, person: PersonKey = ME) -> tuple[Annotation, ...]:
    return press.library.read(lambda library: library.annotations.of_work(OURS, person, own.work))


def place(own: Own, at: int, paragraph: str) -> Place:
    return Place(
        person=own.person,
        school=OURS,
        work=own.work,
        edition=own.edition,
        document="one",
        paragraph=paragraph,
        milliseconds=700,
        changed_at=at,
    )


def test_an_annotation_is_its_persons_own(press: Press, own: Own, kept: Annotation) -> None:
    assert mine(press, own) == (kept,)
    assert mine(press, own, OTHER) == ()


def test_a_note_and_a_colour_can_be_changed(press: Press, own: Own, kept: Annotation) -> None:
    press.library.write(
        lambda library: rewrite(library.annotations, own, kept.key, note="Newton", colour="blue")
    )

    assert [(each.note, each.colour) for each in mine(press, own)] == [("Newton", "blue")]


def test_what_was_deleted_comes_back(press: Press, own: Own, kept: Annotation) -> None:
    press.library.write(lambda library: delete(library.annotations, own, kept.key))
    assert mine(press, own) == ()

    press.library.write(lambda library: restore(library.annotations, own, kept.key))

    assert mine(press, own) == (kept,)


def test_nobody_changes_what_another_wrote(press: Press, own: Own, kept: Annotation) -> None:
    other = Own(school=OURS, person=OTHER, work=own.work, edition=own.edition, at=11)

    with pytest.raises(AnnotationMissing):
        press.library.write(lambda library: delete(library.annotations, other, kept.key))


def test_a_note_has_a_longest_length(press: Press, own: Own, kept: Annotation) -> None:
    note = "x" * (LONGEST_NOTE + 1)

    with pytest.raises(TooManyAnnotations):
        press.library.write(
            lambda library: rewrite(library.annotations, own, kept.key, note=note, colour=None)
        )


def test_the_newest_place_wins_whichever_comes_last(press: Press, own: Own) -> None:
    for at, paragraph in ((5, "p5"), (9, "p9"), (7, "p7")):
        late = place(own, at, paragraph)
        press.library.write(lambda library, late=late: keep_newest(library.places, late))  # type: ignore[misc]

    found = press.library.read(lambda library: library.places.find(OURS, ME, own.work))

    assert found == place(own, 9, "p9")


def test_a_later_edition_is_told_of(press: Press, own: Own) -> None:
    later = publish(press, card("one", "other words"), Act(school=OURS, at=2))
    press.library.write(lambda library: library.textbooks.keep(later.key, BOOK))

    old = press.library.read(lambda library: library.shelves.find(OURS, own.edition))

    assert old is not None
    assert (old.state, old.newer, old.newer_number) == ("superseded", later.key, 2)


def test_another_school_knows_of_no_draft(press: Press) -> None:
    draft = upload_draft(press, card("two"), Act(school=OURS, at=1)).key
    press.library.write(lambda library: library.textbooks.keep(draft, BOOK))

    seen = [
        press.library.read(lambda library, school=school: library.shelves.find(school, draft))  # type: ignore[misc]
        for school in (OURS, SchoolKey("theirs"))
    ]

    assert [each is not None for each in seen] == [True, False]


@pytest.mark.parametrize(
    ("state", "roles", "school", "open_"),
    [
        ("published", {"student"}, OURS, True),
        ("superseded", {"student"}, LIBRARY, True),
        ("draft", {"publisher"}, OURS, True),
        ("submitted", {"reviewer"}, OURS, True),
        ("draft", {"teacher", "student"}, OURS, False),
        ("draft", {"publisher"}, LIBRARY, False),
        ("withdrawn", {"publisher"}, OURS, False),
    ],
)
def test_released_books_are_everybodys_and_drafts_their_makers(
    state: str, roles: set[str], school: SchoolKey, open_: bool
) -> None:
    person = Person(key=ME, school=OURS, display_name="N", roles=frozenset(roles), language="ru")  # type: ignore[arg-type]
    shelved = Shelved(edition=EditionKey("e"), work=WorkKey("w"), school=school, state=state)  # type: ignore[arg-type]

    assert shelved.is_open_to(person) is open_


def test_schools_are_kept_apart(press: Press, own: Own, kept: Annotation) -> None:
    theirs = SchoolKey("theirs")
    press.library.write(lambda library: library.people.add_school(School(key=theirs, name="Theirs")))

    found = press.library.read(lambda library: library.annotations.of_work(theirs, ME, own.work))

    assert found == ()

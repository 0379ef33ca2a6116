"""Review: what may be done to an edition, by which school, and what is remembered of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from press_of_toys import AUTHOR, OURS, REVIEWER, THEIRS, card, deck, library_act, open_press, our_act

from library_core.adapters.database import Database
from library_core.editions import Edition, EditionMissing
from library_core.library import Act, Library
from library_core.metadata import Metadata
from library_core.publishing import Press, publish, upload_draft
from library_core.releasing import Reason
from library_core.review import (
    Description,
    OwnDocument,
    ReasonMissing,
    WrongState,
    accept,
    describe,
    send_back,
    submit,
    take_back,
    take_up,
    withdraw,
)
from variants.texts import Text


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Press:
    return open_press(database, tmp_path)


def submitted(press: Press, text: str = "words") -> Edition:
    draft = upload_draft(press, card("ace", text), our_act(1))
    return press.library.write(lambda library: submit(library, draft.key, our_act(2)))


def accepted(press: Press, text: str = "words") -> Edition:
    edition = submitted(press, text)
    return press.library.write(lambda library: accept(library, edition.key, our_act(3, REVIEWER)))


def test_an_accepted_draft_is_edition_one_in_the_catalogue(press: Press) -> None:
    edition = accepted(press)

    catalogue = press.library.read(lambda library: library.editions.published(OURS, ["ours/ace"]))
    assert catalogue == {"ours/ace": edition}
    assert edition.number == 1


def test_nobody_accepts_what_they_uploaded_themselves(press: Press) -> None:
    edition = submitted(press)

    with pytest.raises(OwnDocument):
        press.library.write(lambda library: accept(library, edition.key, our_act(3, AUTHOR)))

    found = press.library.read(lambda library: library.editions.find(OURS, edition.key))
    assert found == edition


def test_a_correction_is_edition_two_and_the_first_stays_readable(press: Press) -> None:
    first = accepted(press, "one")
    second = accepted(press, "two")

    editions = press.library.read(lambda library: library.editions.of_work(OURS, first.work.key))
    assert [(edition.number, edition.state) for edition in sorted(editions, key=lambda e: e.number or 0)] == [
        (1, "superseded"),
        (2, "published"),
    ]
    assert second.work == first.work


def test_a_returned_edition_keeps_the_reason(press: Press) -> None:
    edition = submitted(press)

    returned = press.library.write(
        lambda library: send_back(
            library, edition.key, our_act(3, REVIEWER), Reason(" No figure. ", "accessibility")
        )
    )

    steps = press.library.read(lambda library: library.trail.of(OURS, edition.key))
    assert returned.state == "returned"
    assert [(step.what, step.who, step.at, step.reason, step.category) for step in steps] == [
        ("uploaded", AUTHOR, 1, "", ""),
        ("submitted", AUTHOR, 2, "", ""),
        ("returned", REVIEWER, 3, "No figure.", "accessibility"),
    ]


def test_an_edition_is_returned_with_a_reason_only(press: Press) -> None:
    edition = submitted(press)

    with pytest.raises(ReasonMissing):
        press.library.write(lambda library: send_back(library, edition.key, our_act(3), Reason("  ")))


@pytest.mark.parametrize("step", [accept, submit])
def test_a_step_is_taken_once(press: Press, step: Callable[..., Edition]) -> None:
    edition = accepted(press)

    with pytest.raises(WrongState):
        press.library.write(lambda library: step(library, edition.key, our_act(4)))


def test_another_school_can_do_nothing_with_an_edition(press: Press) -> None:
    edition = submitted(press)

    with pytest.raises(EditionMissing):
        press.library.write(lambda library: accept(library, edition.key, Act(school=THEIRS, at=3)))


def test_the_library_s_editions_are_not_a_school_s_to_withdraw(press: Press) -> None:
    edition = publish(press, card("ace"), library_act())

    with pytest.raises(EditionMissing):
        press.library.write(lambda library: withdraw(library, edition.key, our_act(), Reason("Old.")))


def test_a_withdrawn_edition_leaves_the_catalogue_and_stays_with_who_pinned_it(press: Press) -> None:
    ace = publish(press, card("ace"), our_act())
    hand = publish(press, deck("hand", "ace"), our_act())

    press.library.write(lambda library: withdraw(library, ace.key, our_act(9), Reason("Wrong constant.")))

    pinned = press.library.read(lambda library: library.editions.find(OURS, hand.uses["ace"]))
    assert press.library.read(lambda library: library.editions.catalogue_names(OURS, "card")) == ()
    assert pinned is not None
    assert pinned.state == "withdrawn"


def test_names_are_pinned_when_the_edition_is_accepted(press: Press) -> None:
    publish(press, card("ace", "one"), our_act())
    draft = upload_draft(press, deck("hand", "ace"), our_act())
    newer = publish(press, card("ace", "two"), our_act())

    press.library.write(lambda library: submit(library, draft.key, our_act()))
    edition = press.library.write(lambda library: accept(library, draft.key, our_act(1, REVIEWER)))

    assert edition.uses == {"ace": newer.key}


def test_nothing_of_another_school_is_found_by_any_read(press: Press) -> None:
    edition = accepted(press)

    def look(library: Library) -> tuple[object, ...]:
        editions, works = library.editions, library.works
        return (
            editions.find(THEIRS, edition.key),
            works.find(THEIRS, edition.work.key),
            works.find_named(THEIRS, "ours/ace"),
            library.derived.find(THEIRS, edition.key, "upper 1"),
            [
                *editions.find_all(THEIRS, [edition.key]),
                *editions.published(THEIRS, ["ours/ace"]),
                *editions.of_work(THEIRS, edition.work.key),
                *editions.with_fingerprint(THEIRS, edition.fingerprint),
                *editions.in_states(THEIRS, {"published"}),
                *editions.catalogue_names(THEIRS, "card"),
                *library.trail.of(THEIRS, edition.key),
            ],
        )

    assert press.library.read(look) == (None, None, None, None, [])


def test_a_draft_of_the_library_is_not_shown_to_schools(press: Press) -> None:
    draft = upload_draft(press, card("ace"), library_act())

    assert press.library.read(lambda library: library.editions.find(OURS, draft.key)) is None


DESCRIPTION = Description(
    title=Text(en="The ace"),
    subject="chemistry",
    section="acids",
    grades=(8,),
    languages=("en",),
    metadata=Metadata(rights_holder="We", licence="CC-BY-4.0"),
)


def test_a_returned_edition_is_described_anew_and_submitted_again(press: Press) -> None:
    edition = submitted(press)
    reason = Reason("Whose is it?", "rights")
    press.library.write(lambda library: send_back(library, edition.key, our_act(3, REVIEWER), reason))

    press.library.write(lambda library: describe(library, edition.key, our_act(4), DESCRIPTION))
    press.library.write(lambda library: submit(library, edition.key, our_act(5)))

    found = press.library.read(lambda library: library.editions.find(OURS, edition.key))
    assert found is not None
    assert (found.state, found.title, found.metadata) == (
        "submitted",
        Text(en="The ace"),
        DESCRIPTION.metadata,
    )


@pytest.mark.parametrize("reviewed", [False, True])
def test_what_a_reviewer_sees_is_not_described_any_more(press: Press, reviewed: bool) -> None:
    edition = accepted(press) if reviewed else submitted(press)

    with pytest.raises(WrongState):
        press.library.write(lambda library: describe(library, edition.key, our_act(4), DESCRIPTION))


def test_describing_alike_is_no_step(press: Press) -> None:
    draft = upload_draft(press, card("ace"), our_act(1))
    for at in (2, 3):
        press.library.write(lambda library, at=at: describe(library, draft.key, our_act(at), DESCRIPTION))  # type: ignore[misc]

    steps = press.library.read(lambda library: library.trail.of(OURS, draft.key))
    assert [(step.what, step.at) for step in steps] == [("uploaded", 1), ("described", 2)]


def test_a_publisher_takes_back_what_nobody_has_taken_up(press: Press) -> None:
    edition = submitted(press)

    back = press.library.write(lambda library: take_back(library, edition.key, our_act(3)))
    press.library.write(lambda library: submit(library, edition.key, our_act(4)))
    press.library.write(lambda library: take_up(library, edition.key, our_act(5, REVIEWER)))

    assert back.state == "draft"
    with pytest.raises(WrongState):
        press.library.write(lambda library: take_back(library, edition.key, our_act(6)))


def test_one_person_does_both_only_where_the_operator_wants_it(press: Press) -> None:
    edition = submitted(press)

    released = press.library.write(
        lambda library: accept(library, edition.key, our_act(3, AUTHOR), alone=True)
    )

    assert released.state == "published"

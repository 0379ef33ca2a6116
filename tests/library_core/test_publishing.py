"""Publishing: from files to editions in the catalogue."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from press_of_toys import OURS, Readings, card, deck, library_act, open_press, our_act

from library_core.adapters.database import Database
from library_core.library import Act
from library_core.objects import put_bytes, read_object
from library_core.people import LIBRARY, SchoolKey
from library_core.publishing import Press, Upload, files_of, publish, upload_draft
from variants.problems import DocumentRefused


@pytest.fixture
def readings() -> Readings:
    return Readings()


@pytest.fixture
def press(database: Database, tmp_path: Path, readings: Readings) -> Press:
    return open_press(database, tmp_path, readings)


def changes(press: Press) -> list[str]:
    return [change.key for change in press.library.read(lambda library: library.changes.after(0, 100))]


def refusal(press: Press, upload: Upload, act: Act) -> str:
    with pytest.raises(DocumentRefused) as refused:
        publish(press, upload, act)
    return " | ".join(problem.in_language("en") for problem in refused.value.problems)


def test_published_files_are_edition_one_of_a_work_in_the_library(press: Press) -> None:
    edition = publish(press, card("ace"), library_act(at=5))

    found = press.library.read(lambda library: library.editions.find(OURS, edition.key))
    assert found == edition
    assert (edition.work.name, edition.number, edition.state) == ("library/ace", 1, "published")
    assert edition.published_at == 5
    assert files_of(press.objects, edition) == {"ace.txt": b"words"}


def test_other_files_are_the_next_edition_and_supersede_the_earlier(press: Press) -> None:
    first = publish(press, card("ace", "one"), library_act(1))
    second = publish(press, card("ace", "two"), library_act(2))

    earlier = press.library.read(lambda library: library.editions.find(OURS, first.key))
    assert second.number == 2
    assert earlier is not None
    assert earlier.state == "superseded"
    assert files_of(press.objects, earlier) == {"ace.txt": b"one"}


def test_the_same_files_again_are_the_same_edition_and_are_not_even_read(
    press: Press, readings: Readings
) -> None:
    first = publish(press, card("ace"), library_act(1))
    feed = changes(press)

    assert publish(press, card("ace"), library_act(2)) == first

    assert readings.paths == ["ace.txt"]
    assert changes(press) == feed


def test_the_same_files_published_at_once_are_one_edition(press: Press) -> None:
    with ThreadPoolExecutor(4) as threads:
        editions = list(threads.map(lambda at: publish(press, card("ace"), library_act(at)), range(8)))

    assert len({edition.key for edition in editions}) == 1
    assert changes(press) == [editions[0].key]


def test_earlier_files_published_again_are_a_new_edition(press: Press) -> None:
    for text in ("one", "two"):
        publish(press, card("ace", text), library_act())

    assert publish(press, card("ace", "one"), library_act()).number == 3


def test_a_refused_document_changes_nothing(press: Press) -> None:
    assert "ace.txt, line 1: a card says something" in refusal(press, card("ace", "bad"), library_act())

    assert changes(press) == []
    assert press.library.read(lambda library: library.works.find_named(LIBRARY, "library/ace")) is None


def test_names_are_pinned_to_the_editions_they_mean_at_that_moment(press: Press) -> None:
    ace = publish(press, card("ace", "one"), library_act())
    hand = publish(press, deck("hand", "ace"), library_act())
    newer = publish(press, card("ace", "two"), library_act())

    again = publish(press, deck("hand", "ace"), library_act())

    assert hand.uses == {"ace": ace.key}
    assert (again.number, again.uses) == (2, {"ace": newer.key})


def test_a_school_uses_its_own_works_and_the_library_s_by_name(press: Press) -> None:
    library_ace = publish(press, card("ace", "one"), library_act())
    own_ace = publish(press, card("ace", "two"), our_act())

    hand = publish(press, deck("hand", "ace", "library/ace"), our_act())

    assert hand.uses == {"ace": own_ace.key, "library/ace": library_ace.key}
    assert hand.words.en == "two one"


def test_unknown_names_are_located_with_a_proposal(press: Press) -> None:
    publish(press, card("ace"), library_act())
    publish(press, deck("hand", "ace"), library_act())

    said = refusal(press, deck("pair", "ace", "acce", "hand"), library_act())

    assert "pair.txt, line 2: `acce` is not a published card; did you mean `ace`?" in said
    assert "line 3: `hand` is not a published card" in said


def test_another_school_s_work_can_t_be_used(press: Press) -> None:
    publish(press, card("ace"), Act(school=SchoolKey("theirs"), at=1))

    assert "not a published card" in refusal(press, deck("pair", "theirs/ace"), our_act())


def test_an_id_names_works_of_one_kind(press: Press) -> None:
    publish(press, card("ace"), library_act())

    assert "is the id of a card already" in refusal(press, deck("ace"), library_act())


@pytest.mark.parametrize("name", ["Ace", "a b", "туз", "a" * 101, "a--b"])
def test_a_bad_id_is_refused(press: Press, name: str) -> None:
    assert "can't be an id" in refusal(press, card(name), library_act())


def test_an_unknown_kind_is_refused(press: Press) -> None:
    assert "the kind `opera`" in refusal(press, Upload(kind="opera", files={"a.txt": b""}), library_act())


def test_what_was_made_on_the_way_is_kept_with_the_edition(press: Press) -> None:
    edition = publish(press, card("ace"), library_act())

    made = press.library.read(lambda library: library.derived.find(OURS, edition.key, "upper 1"))
    assert made is not None
    assert read_object(press.objects, made) == b"WORDS"


def test_a_derived_object_is_replaced_by_a_later_one(press: Press) -> None:
    edition = publish(press, card("ace"), library_act())
    other = put_bytes(press.objects, b"other")

    press.library.write(lambda library: library.derived.keep(edition.key, "upper 1", other))

    assert press.library.read(lambda library: library.derived.find(OURS, edition.key, "upper 1")) == other


def test_a_draft_is_in_no_catalogue_and_the_same_draft_is_kept_once(press: Press) -> None:
    draft = upload_draft(press, card("ace"), our_act())

    assert upload_draft(press, card("ace"), our_act()) == draft
    assert (draft.state, draft.number) == ("draft", None)
    assert changes(press) == []
    assert press.library.read(lambda library: library.editions.published(OURS, ["ours/ace"])) == {}


def test_a_corrected_upload_supersedes_the_earlier_draft(press: Press) -> None:
    upload_draft(press, card("ace", "one"), our_act(1))
    second = upload_draft(press, card("ace", "two"), our_act(2))

    drafts = press.library.read(lambda library: library.editions.in_states(OURS, {"draft"}))
    assert drafts == (second,)


def test_a_section_too_long_to_be_kept_is_refused(press: Press) -> None:
    publish(press, card("ace", "section".ljust(64, "n")), library_act())

    assert "at most 64" in refusal(press, card("king", "section".ljust(65, "n")), library_act())

"""What was said of a work before is kept where its next package says nothing."""

from dataclasses import replace

from library_core.editions import Edition, EditionKey
from library_core.inherited_descriptions import inherited_description
from library_core.metadata import Metadata
from library_core.people import SchoolKey
from library_core.works import Work, WorkKey
from variants.texts import Text

SAID = Metadata(rights_holder="«Наука»", licence="CC-BY-4.0", authors=("А. Автор",), has_audio=True)
BEFORE = Edition(
    key=EditionKey("before"),
    work=Work(key=WorkKey("w"), school=SchoolKey("s"), name="s/book", kind="textbook"),
    state="returned",
    title=Text(ru="Силы"),
    subject="physics",
    section="mechanics",
    grades=(9,),
    languages=("ru",),
    manifest={},
    fingerprint="",
    created_at=1,
    metadata=SAID,
)


def test_a_silent_package_keeps_what_was_said() -> None:
    silent = replace(BEFORE, subject="", section="", grades=(), title=Text(ru="Работа"), metadata=Metadata())

    description = inherited_description(silent, BEFORE)

    assert description.metadata == replace(SAID, has_audio=False)
    assert (description.subject, description.section, description.grades) == ("physics", "mechanics", (9,))
    assert description.title == Text(ru="Работа")


def test_what_the_package_says_itself_wins() -> None:
    told = replace(BEFORE, section="optics", metadata=Metadata(licence="CC0-1.0", has_audio=True))

    description = inherited_description(told, BEFORE)

    assert description.section == "optics"
    assert description.metadata == replace(SAID, licence="CC0-1.0")

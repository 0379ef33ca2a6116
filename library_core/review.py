"""Review: a publisher describes and submits a draft; a reviewer takes it up, and accepts or returns it.

draft → submitted → in review → published or returned with a reason; published → superseded or withdrawn.
"""

from dataclasses import dataclass, replace
from typing import Final

from library_core.editions import Edition, EditionKey, EditionMissing, State
from library_core.library import Act, Library
from library_core.metadata import Metadata
from library_core.releasing import Reason, note, release
from variants.texts import Language, Text

WAITING: Final[tuple[State, ...]] = ("submitted", "in_review")
"""The states in which a reviewer may decide."""

_BEFORE_REVIEW: Final[tuple[State, ...]] = ("draft", "returned")


class WrongState(Exception):
    """The edition is past (or not yet at) the point where this can be done to it."""

    def __init__(self, edition: Edition) -> None:
        self.state = edition.state
        super().__init__(edition.state)


class ReasonMissing(Exception):
    """An edition is returned or withdrawn with a reason, so that its publisher knows what to mend."""


class OwnDocument(Exception):
    """Nobody accepts what they uploaded themselves: two people look at everything in the catalogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a publisher may say of a draft without another upload."""

    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    languages: tuple[Language, ...]
    metadata: Metadata


def describe(library: Library, key: EditionKey, act: Act, description: Description) -> Edition:
    """Describe a draft; one that was returned becomes a draft. Raises EditionMissing and WrongState."""
    edition = _own(library, key, act, *_BEFORE_REVIEW)
    described = replace(
        edition,
        state="draft",
        title=description.title,
        subject=description.subject,
        section=description.section,
        grades=description.grades,
        languages=description.languages,
        metadata=description.metadata,
    )
    if described == edition:
        return edition
    library.editions.describe(described)
    library.editions.change(described)
    note(library, described, "described", act)
    return described


def submit(library: Library, key: EditionKey, act: Act) -> Edition:
    """Ask for review of a draft. Raises EditionMissing and WrongState."""
    submitted = replace(_own(library, key, act, "draft"), state="submitted")
    library.editions.change(submitted)
    note(library, submitted, "submitted", act)
    return submitted


def take_back(library: Library, key: EditionKey, act: Act) -> Edition:
    """Make a submitted edition a draft again, as long as no reviewer has taken it up. Raises as `submit`."""
    draft = replace(_own(library, key, act, "submitted"), state="draft")
    library.editions.change(draft)
    note(library, draft, "taken_back", act)
    return draft


def take_up(library: Library, key: EditionKey, act: Act) -> Edition:
    """Say that somebody reviews a submitted edition. Raises as `submit`."""
    taken = replace(_own(library, key, act, "submitted"), state="in_review")
    library.editions.change(taken)
    note(library, taken, "taken_up", act)
    return taken


def accept(library: Library, key: EditionKey, act: Act, *, alone: bool = False) -> Edition:
    """Release an edition under review into the catalogue. Raises EditionMissing, WrongState and OwnDocument.

    With `alone` one person may do both, where the operator of a small school wants it so.
    """
    edition = _own(library, key, act, *WAITING)
    if not alone and edition.publisher is not None and edition.publisher == act.person:
        raise OwnDocument
    note(library, edition, "accepted", act)
    return release(library, edition, act)


def send_back(library: Library, key: EditionKey, act: Act, reason: Reason) -> Edition:
    """Return an edition to its publisher. Raises EditionMissing, WrongState and ReasonMissing."""
    _demand(reason)
    returned = replace(_own(library, key, act, *WAITING), state="returned")
    library.editions.change(returned)
    note(library, returned, "returned", act, reason)
    return returned


def withdraw(library: Library, key: EditionKey, act: Act, reason: Reason) -> Edition:
    """Take an edition out of the catalogue; who pinned it still reads it. Raises as `send_back` does."""
    _demand(reason)
    withdrawn = replace(_own(library, key, act, "published"), state="withdrawn")
    library.editions.change(withdrawn)
    library.changes.add("edition", act.school, key)
    note(library, withdrawn, "withdrawn", act, reason)
    return withdrawn


def _own(library: Library, key: EditionKey, act: Act, *states: State) -> Edition:
    edition = library.editions.find(act.school, key)
    if edition is None or edition.work.school != act.school:
        raise EditionMissing(key)
    if edition.state not in states:
        raise WrongState(edition)
    return edition


def _demand(reason: Reason) -> None:
    if not reason.words.strip():
        raise ReasonMissing

"""Review: a publisher submits a draft; a reviewer accepts it, or returns it with a reason."""

from dataclasses import replace

from library_core.editions import Edition, EditionKey, EditionMissing, State
from library_core.library import Act, Library
from library_core.releasing import note, release


class WrongState(Exception):
    """The edition is past (or not yet at) the point where this can be done to it."""

    def __init__(self, edition: Edition) -> None:
        self.state = edition.state
        super().__init__(edition.state)


class ReasonMissing(Exception):
    """An edition is returned or withdrawn with a reason, so that its publisher knows what to mend."""


class OwnDocument(Exception):
    """Nobody accepts what they uploaded themselves: two people look at everything in the catalogue."""


def submit(library: Library, key: EditionKey, act: Act) -> Edition:
    """Ask for review of a draft. Raises EditionMissing and WrongState."""
    submitted = replace(_own(library, key, act, "draft"), state="submitted")
    library.editions.change(submitted)
    note(library, submitted, "submitted", act)
    return submitted


def accept(library: Library, key: EditionKey, act: Act) -> Edition:
    """Release a submitted edition into the catalogue. Raises EditionMissing, WrongState and OwnDocument."""
    edition = _own(library, key, act, "submitted")
    if edition.publisher is not None and edition.publisher == act.person:
        raise OwnDocument
    note(library, edition, "accepted", act)
    return release(library, edition, act)


def send_back(library: Library, key: EditionKey, act: Act, reason: str) -> Edition:
    """Return a submitted edition to its publisher. Raises EditionMissing, WrongState and ReasonMissing."""
    _demand(reason)
    returned = replace(_own(library, key, act, "submitted"), state="returned")
    library.editions.change(returned)
    note(library, returned, "returned", act, reason.strip())
    return returned


def withdraw(library: Library, key: EditionKey, act: Act, reason: str) -> Edition:
    """Take an edition out of the catalogue; who pinned it still reads it. Raises as `send_back` does."""
    _demand(reason)
    withdrawn = replace(_own(library, key, act, "published"), state="withdrawn")
    library.editions.change(withdrawn)
    library.changes.add("edition", act.school, key)
    note(library, withdrawn, "withdrawn", act, reason.strip())
    return withdrawn


def _own(library: Library, key: EditionKey, act: Act, state: State) -> Edition:
    edition = library.editions.find(act.school, key)
    if edition is None or edition.work.school != act.school:
        raise EditionMissing(key)
    if edition.state != state:
        raise WrongState(edition)
    return edition


def _demand(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing

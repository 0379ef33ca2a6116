"""Writing: a document is begun, saved at every step, deleted and brought back, and becomes an edition.

Two tabs never overwrite each other: whoever saves an earlier revision is told, and both texts are kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from library_core.editions import Edition, EditionKey
from library_core.library import Act, Library
from library_core.people import LIBRARY, PersonKey
from library_core.publishing import Press, Upload, publish, upload_draft
from library_core.review import submit
from library_core.works import full_name
from library_core.written import WrittenDocument, WrittenElsewhere, WrittenKey, WrittenMissing

MOST_DOCUMENTS: Final = 500
LONGEST_DOCUMENT: Final = 200_000
LONGEST_TITLE: Final = 200
KEPT_AFTER_DELETING: Final = 30 * 24 * 3600 * 1000
"""Milliseconds in which a deleted document can be brought back."""


class TooManyDocuments(Exception):
    """The person has to delete a document before beginning another."""


class TooLongDocument(Exception):
    """No document is as long as this."""


class IdentifierTaken(Exception):
    """Another work of the catalogue has this id: the author can choose another."""

    def __init__(self, identifier: str) -> None:
        self.identifier = identifier
        super().__init__(identifier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a new document begins with."""

    kind: str
    title: str
    content: str
    made_of: EditionKey | None = None
    edition: EditionKey | None = None


def begin(library: Library, act: Act, new_key: Callable[[], str], beginning: Beginning) -> WrittenDocument:
    """Keep a new document. Raises TooManyDocuments and TooLongDocument."""
    person = _person(act)
    if len(library.written.list(act.school, person)) >= MOST_DOCUMENTS:
        raise TooManyDocuments
    document = WrittenDocument(
        key=WrittenKey(new_key()),
        school=act.school,
        person=person,
        kind=beginning.kind,
        title=beginning.title[:LONGEST_TITLE],
        content=_bounded(beginning.content),
        changed_at=act.at,
        made_of=beginning.made_of,
        edition=beginning.edition,
    )
    library.written.add(document)
    return document


def own(library: Library, act: Act, key: WrittenKey) -> WrittenDocument:
    """Return the person's document that is not deleted. Raises WrittenMissing."""
    found = library.written.find(act.school, _person(act), key)
    if found is None or found.deleted_at is not None:
        raise WrittenMissing(key)
    return found


def save(library: Library, act: Act, document: WrittenDocument) -> WrittenDocument:
    """Keep title and content of a document as last read. Raises WrittenElsewhere and TooLongDocument."""
    title, content = document.title[:LONGEST_TITLE], _bounded(document.content)
    saved = own(library, act, document.key)
    if (saved.content, saved.title) == (content, title):
        return saved
    if saved.revision != document.revision:
        raise WrittenElsewhere(saved)
    return library.written.change(replace(document, title=title, content=content, changed_at=act.at))


def delete(library: Library, act: Act, key: WrittenKey) -> WrittenDocument:
    """Put a document away; it can be restored for a while. Raises WrittenMissing."""
    document = own(library, act, key)
    library.written.forget(act.school, document.person, act.at - KEPT_AFTER_DELETING)
    return library.written.change(replace(document, deleted_at=act.at))


def restore(library: Library, act: Act, key: WrittenKey) -> WrittenDocument:
    """Bring a deleted document back. Raises WrittenMissing."""
    found = library.written.find(act.school, _person(act), key)
    if found is None:
        raise WrittenMissing(key)
    return found if found.deleted_at is None else library.written.change(replace(found, deleted_at=None))


def publish_written(press: Press, document: WrittenDocument, upload: Upload, act: Act) -> Edition:
    """Publish the document to its author's school at once; a second time makes the next edition.

    Raises DocumentRefused and IdentifierTaken.
    """
    press.library.read(lambda library: _demand_own_name(library, upload, act, document.edition))

    def link(library: Library, edition: Edition) -> Edition:
        _link(library, act, document.key, edition=edition.key)
        return edition

    # With the edition: a crash between the two would take the document's name away from it.
    edition = publish(press, upload, act, link)
    return press.library.write(lambda library: link(library, edition))


def offer_written(press: Press, document: WrittenDocument, upload: Upload, act: Act) -> Edition:
    """Submit the document to the reviewers of the library. Raises as `publish_written` does."""
    there = replace(act, school=LIBRARY)
    press.library.read(lambda library: _demand_own_name(library, upload, there, document.offered))

    def submit_and_link(library: Library, draft: Edition) -> Edition:
        _link(library, act, document.key, offered=draft.key)
        return submit(library, draft.key, there) if draft.state == "draft" else draft

    draft = upload_draft(press, upload, there, submit_and_link)
    return press.library.write(lambda library: submit_and_link(library, draft))


def name_is_free(library: Library, act: Act, identifier: str) -> bool:
    """Say whether no work that the school may know of has this id already."""
    names = (full_name(identifier, school) for school in (act.school, LIBRARY))
    return all(library.works.find_named(act.school, name) is None for name in names)


def _demand_own_name(library: Library, upload: Upload, act: Act, earlier: EditionKey | None) -> None:
    """Raise IdentifierTaken if the name belongs to a work that this document did not make."""
    identifier = min(upload.files).rpartition(".")[0]
    work = library.works.find_named(act.school, full_name(identifier, act.school))
    if work is None or work.school != act.school:
        return
    before = library.editions.find(act.school, earlier) if earlier is not None else None
    if before is None or before.work.key != work.key:
        raise IdentifierTaken(identifier)


def _link(
    library: Library,
    act: Act,
    key: WrittenKey,
    *,
    edition: EditionKey | None = None,
    offered: EditionKey | None = None,
) -> None:
    found = library.written.find(act.school, _person(act), key)
    if found is not None:
        linked = replace(found, edition=edition or found.edition, offered=offered or found.offered)
        if linked != found:
            library.written.change(linked)


def _bounded(content: str) -> str:
    if len(content) > LONGEST_DOCUMENT:
        raise TooLongDocument
    return content


def _person(act: Act) -> PersonKey:
    assert act.person is not None, "a document is written by somebody"
    return act.person

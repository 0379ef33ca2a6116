"""Publishing: files become an edition of a work, as a draft for review or at once.

What the files mean is known to the reader of their kind alone, handed in as a table. Objects are stored
first; rows and the change feed follow in one transaction. The same files again are the same edition.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from library_core.editions import Edition, EditionKey, State
from library_core.library import Act, Library, LibraryStore
from library_core.metadata import Metadata
from library_core.objects import ObjectKey, ObjectStore, put_bytes, read_object
from library_core.releasing import note, release
from library_core.textbooks.book import Textbook
from library_core.uses import Use, resolve, uses_today
from library_core.works import LONGEST_SECTION, Work, WorkKey, full_name, is_identifier
from variants.problems import DocumentRefused, Problem
from variants.texts import Language, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The files of one document, by path, and the kind they are said to be.

    `files` are in memory: documents. `stored` are objects already: packages, videos, sounds.
    """

    kind: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    stored: Mapping[str, ObjectKey] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a reader found in the files; `derived` leads from recipes to objects that it made on the way.

    `unpacked` is what the edition holds instead of the files as they were sent: the content of a package.
    """

    identifier: str
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    languages: tuple[Language, ...]
    skills: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    words: Text = Text()
    derived: Mapping[str, bytes] = field(default_factory=dict)
    unpacked: Mapping[str, ObjectKey] | None = None
    metadata: Metadata = Metadata()
    textbook: Textbook | None = None


class UnknownWork(Exception):
    """The catalogue has no work of this name."""


FindUsed = Callable[[str], Mapping[str, bytes]]
"""Leads from a name, as written, to the files of the edition it means. Raises UnknownWork."""

Reader = Callable[[Mapping[str, bytes], FindUsed], Described]
"""Reads and proves the files of one kind. Raises DocumentRefused with every problem located."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a reader of packages is given: the upload, and the store that holds its objects and takes more."""

    upload: Upload
    objects: ObjectStore
    find_used: FindUsed


PackageReader = Callable[[Sent], Described]
"""Reads a kind whose files are objects. Raises DocumentRefused with every problem located."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """All that publishing needs: a reader for each kind, where objects and rows go, and new keys."""

    readers: Mapping[str, Reader]
    objects: ObjectStore
    library: LibraryStore
    new_key: Callable[[], str]
    package_readers: Mapping[str, PackageReader] = field(default_factory=dict)


Then = Callable[[Library, Edition], Edition]


def keep_as_it_is(_library: Library, edition: Edition) -> Edition:
    """Return the edition, and do nothing with it."""
    return edition


def publish(press: Press, upload: Upload, act: Act, then: Then = keep_as_it_is) -> Edition:
    """Release the files at once, for operators and the built-in library. Raises DocumentRefused.

    Files that are in the catalogue already, using what it holds now, change nothing. `then` is done in the
    same transaction with a new edition, and returns it.
    """

    def release_now(library: Library, draft: Edition) -> Edition:
        note(library, draft, "published", act)
        return then(library, release(library, draft, act))

    return _take_in(press, upload, act, {"published"}, release_now)


def upload_draft(press: Press, upload: Upload, act: Act, then: Then = keep_as_it_is) -> Edition:
    """Keep the files as a draft of the school. Raises DocumentRefused.

    An earlier draft of the same work, or one that was returned, is superseded. Files that are a draft,
    under review or in the catalogue already change nothing. `then` is as with `publish`.
    """

    def supersede_others(library: Library, draft: Edition) -> Edition:
        for other in library.editions.of_work(act.school, draft.work.key):
            if other.state in ("draft", "returned") and other.key != draft.key:
                library.editions.change(replace(other, state="superseded"))
                note(library, other, "superseded", act)
        note(library, draft, "uploaded", act)
        return then(library, draft)

    return _take_in(press, upload, act, {"draft", "submitted", "in_review", "published"}, supersede_others)


def prove(press: Press, upload: Upload, act: Act) -> Described:
    """Read the files as the school would publish them, and change nothing. Raises DocumentRefused."""
    described = _read(press, upload, act)
    if not is_identifier(described.identifier):
        raise DocumentRefused([_bad_identifier(upload, described)])
    if max(len(described.subject), len(described.section)) > LONGEST_SECTION:
        raise DocumentRefused([_long_section(upload)])
    press.library.read(lambda library: resolve(library, act.school, described.uses))
    return described


def _read(press: Press, upload: Upload, act: Act) -> Described:
    def find_used(name: str) -> Mapping[str, bytes]:
        return files_of_used(press, act, name)

    # A kind may be sent both ways: as files in memory, and as a package that is an object.
    if upload.kind in press.package_readers and (upload.stored or upload.kind not in press.readers):
        sent = Sent(upload=upload, objects=press.objects, find_used=find_used)
        return press.package_readers[upload.kind](sent)
    if upload.kind not in press.readers or upload.stored:
        raise DocumentRefused([_unknown_kind(upload)])
    return press.readers[upload.kind](upload.files, find_used)


def files_of_used(press: Press, act: Act, name: str) -> Mapping[str, bytes]:
    """Return the files of what the name means in the school's catalogue today. Raises UnknownWork."""
    full = full_name(name, act.school)
    edition = press.library.read(lambda library: library.editions.published(act.school, (full,))).get(full)
    if edition is None:
        raise UnknownWork(name)
    return files_of(press.objects, edition)


def files_of(objects: ObjectStore, edition: Edition) -> Mapping[str, bytes]:
    """Return the files of an edition by path."""
    return {path: read_object(objects, key) for path, key in edition.manifest.items()}


def fingerprint_of(upload: Upload) -> str:
    """Return a hash of the kind and all files with their paths."""
    digest = hashlib.sha256(upload.kind.encode())
    for path, content in sorted(upload.files.items()):
        digest.update(b"\0" + path.encode() + b"\0" + hashlib.sha256(content).digest())
    for path, key in sorted(upload.stored.items()):
        digest.update(b"\0" + path.encode() + b"\0" + bytes.fromhex(key))
    return digest.hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """Read, proven and stored: all that is left to do is to write the rows."""

    upload: Upload
    fingerprint: str
    described: Described
    manifest: Mapping[str, ObjectKey]
    size: int
    derived: Mapping[str, ObjectKey]


def _take_in(
    press: Press,
    upload: Upload,
    act: Act,
    unless: Collection[State],
    then: Callable[[Library, Edition], Edition],
) -> Edition:
    fingerprint = fingerprint_of(upload)
    known = press.library.read(lambda library: _find_same(library, act, fingerprint, unless))
    if known is not None:
        return known
    described = prove(press, upload, act)
    manifest = _manifest(press.objects, upload, described)
    prepared = _Prepared(
        upload=upload,
        fingerprint=fingerprint,
        described=described,
        manifest=manifest,
        size=sum(press.objects.size(key) for key in set(manifest.values())),
        derived=_store(press.objects, described.derived),
    )

    def write(library: Library) -> Edition:
        known = _find_same(library, act, fingerprint, unless)
        return known or then(library, _add_draft(library, prepared, press.new_key, act))

    return press.library.write(write)


def _find_same(library: Library, act: Act, fingerprint: str, states: Collection[State]) -> Edition | None:
    for edition in library.editions.with_fingerprint(act.school, fingerprint):
        if edition.state in states and uses_today(library, edition) == edition.uses:
            return edition
    return None


def _add_draft(library: Library, prepared: _Prepared, new_key: Callable[[], str], act: Act) -> Edition:
    described = prepared.described
    draft = Edition(
        key=EditionKey(new_key()),
        work=_work(library, prepared, new_key, act),
        state="draft",
        title=described.title,
        subject=described.subject,
        section=described.section,
        grades=described.grades,
        languages=described.languages,
        manifest=prepared.manifest,
        size=prepared.size,
        fingerprint=prepared.fingerprint,
        created_at=act.at,
        publisher=act.person,
        skills=described.skills,
        words=described.words,
        uses=resolve(library, act.school, described.uses),
        metadata=described.metadata,
    )
    library.editions.add(draft)
    if described.textbook is not None:
        library.textbooks.keep(draft.key, described.textbook)
    for recipe, made in prepared.derived.items():
        library.derived.keep(draft.key, recipe, made)
    return draft


def _manifest(objects: ObjectStore, upload: Upload, described: Described) -> Mapping[str, ObjectKey]:
    if described.unpacked is not None:
        return described.unpacked
    return {**upload.stored, **_store(objects, upload.files)}


def _store(objects: ObjectStore, files: Mapping[str, bytes]) -> Mapping[str, ObjectKey]:
    return {path: put_bytes(objects, content) for path, content in files.items()}


def _work(library: Library, prepared: _Prepared, new_key: Callable[[], str], act: Act) -> Work:
    upload = prepared.upload
    name = full_name(prepared.described.identifier, act.school)
    work = library.works.find_named(act.school, name)
    if work is None:
        work = Work(key=WorkKey(new_key()), school=act.school, name=name, kind=upload.kind)
        library.works.add(work)
    elif work.kind != upload.kind:
        raise DocumentRefused([_other_kind(upload, work)])
    return work


def _unknown_kind(upload: Upload) -> Problem:
    message = Text(
        en=f"the library keeps no documents of the kind `{upload.kind}`",
        ru=f"документов вида «{upload.kind}» в библиотеке не бывает",
    )
    return Problem(document=_document(upload), message=message)


def _bad_identifier(upload: Upload, described: Described) -> Problem:
    message = Text(
        en=f"`{described.identifier}` can't be an id: small Latin letters, digits and hyphens, at most 100",
        ru=f"`{described.identifier}` не годится как id: латинские строчные буквы, цифры и дефисы, до 100",
    )
    return Problem(document=_document(upload), message=message)


def _long_section(upload: Upload) -> Problem:
    message = Text(
        en=f"the names of a subject and of a section have at most {LONGEST_SECTION} characters",
        ru=f"названия предмета и раздела — не длиннее {LONGEST_SECTION} знаков",
    )
    return Problem(document=_document(upload), message=message)


def _other_kind(upload: Upload, work: Work) -> Problem:
    message = Text(
        en=f"`{work.identifier}` is the id of a {work.kind} already; choose another id",
        ru=f"id `{work.identifier}` уже занят документом вида «{work.kind}»; выберите другой",
    )
    return Problem(document=_document(upload), message=message)


def _document(upload: Upload) -> str:
    return min((*upload.files, *upload.stored), default=upload.kind)

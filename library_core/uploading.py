"""Uploading: begin with name and size, send parts in any order and as often as wanted, finish into an object.

Bytes are kept first, rows follow; whatever breaks off in between is sent again. Every part is compared with
its hash when it comes and once more when the parts are put together.
"""

import hashlib
import io
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Final, cast

from library_core.editions import EditionKey
from library_core.library import Act, Library, LibraryStore
from library_core.objects import ObjectStore
from library_core.people import PersonKey, SchoolKey
from library_core.quotas import Room, bytes_held, require_room
from library_core.uploads import (
    PART_SIZE,
    FileUpload,
    Part,
    PartLost,
    PartsMissing,
    PartStore,
    UploadKey,
    UploadMissing,
)

KEPT_MILLISECONDS: Final = 7 * 24 * 3600 * 1000
"""How long an upload of which nothing is heard is kept."""
MOST_AT_ONCE: Final = 20
"""Uploads that one person may have under way."""
LONGEST_NAME: Final = 200


class UploadTooLarge(Exception):
    """The file is larger than any may be: `size` and `largest` in bytes."""

    def __init__(self, size: int, largest: int) -> None:
        self.size, self.largest = size, largest
        super().__init__(f"{size} bytes, at most {largest} are taken")


class TooManyUploads(Exception):
    """The person has so many uploads under way that no other is begun."""


class PartRefused(Exception):
    """The bytes sent are not the part they are said to be; they have to be sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dock:
    """Where uploads arrive; `largest` is of a file, `quota` the usual one of a school, both in bytes."""

    library: LibraryStore
    objects: ObjectStore
    parts: PartStore
    new_key: Callable[[], str]
    largest: int
    quota: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """A part as it was sent, with the hash that the sender made of it."""

    number: int
    content: bytes
    digest: str


def begin_upload(dock: Dock, name: str, size: int, act: Act) -> FileUpload:
    """Begin an upload. Raises UploadTooLarge, QuotaExceeded and TooManyUploads before any byte is sent."""
    if not 0 <= size <= dock.largest:
        raise UploadTooLarge(size, dock.largest)
    person = _person(act)
    held = _held(dock, act.school, size)
    upload = FileUpload(
        key=UploadKey(dock.new_key()),
        school=act.school,
        person=person,
        name=plain_name(name),
        size=size,
        created_at=act.at,
        changed_at=act.at,
    )

    def write(library: Library) -> FileUpload:
        mine = library.uploads.list(act.school, person)
        if sum(each.state == "coming" for each in mine) >= MOST_AT_ONCE:
            raise TooManyUploads
        require_room(_room(dock, library, act.school, held), size)
        library.uploads.add(upload)
        return upload

    return dock.library.write(write)


def find_upload(library: Library, key: UploadKey, act: Act) -> FileUpload:
    """Return the person's own upload. Raises UploadMissing."""
    found = library.uploads.find(act.school, _person(act), key)
    if found is None:
        raise UploadMissing(key)
    return found


def missing_parts(library: Library, upload: FileUpload) -> tuple[int, ...]:
    """Return the numbers of the parts that are still to be sent."""
    if upload.state != "coming":
        return ()
    come = library.uploads.parts(upload.key)
    return tuple(number for number in range(upload.parts) if number not in come)


def receive_part(dock: Dock, key: UploadKey, sent: SentPart, act: Act) -> FileUpload:
    """Keep a part; the same again changes nothing. Raises UploadMissing and PartRefused."""
    upload = dock.library.read(lambda library: find_upload(library, key, act))
    if upload.state != "coming":
        return upload
    part = _examine(upload, sent)
    dock.parts.keep(key, sent.number, sent.content)

    def write(library: Library) -> FileUpload:
        still = find_upload(library, key, act)
        if still.state == "coming":
            library.uploads.keep_part(still.touched(act.at), part)
        return find_upload(library, key, act)

    return dock.library.write(write)


def finish_upload(dock: Dock, key: UploadKey, act: Act) -> FileUpload:
    """Put the parts together into one object; again gives the same.

    Raises UploadMissing, PartsMissing, QuotaExceeded, and PartLost for a part that has to be sent again.
    """
    upload, parts = dock.library.read(lambda library: _all_parts(library, key, act))
    if upload.state != "coming":
        return upload
    _require_room_still(dock, upload)
    try:
        put = dock.objects.put(cast(BinaryIO, _Joined(dock.parts, upload, parts)))
    except PartLost as lost:
        number = lost.number
        still = dock.library.write(lambda library: _ask_again(library, key, number, act))
        if still.state == "coming":
            raise
        # Somebody else has put them together meanwhile, and needs them no more.
        return still

    def write(library: Library) -> FileUpload:
        still = find_upload(library, key, act)
        if still.state != "coming":
            return still
        complete = replace(still.touched(act.at), state="complete", object=put, received=still.size)
        library.uploads.change(complete)
        library.uploads.forget_parts(key, range(upload.parts))
        return complete

    finished = dock.library.write(write)
    dock.parts.forget(key)
    return finished


def _ask_again(library: Library, key: UploadKey, number: int, act: Act) -> FileUpload:
    """Let a part be sent again if it is still needed; return the upload."""
    upload = find_upload(library, key, act)
    if upload.state == "coming":
        library.uploads.forget_parts(key, (number,))
    return upload


def upload_whole(dock: Dock, name: str, content: bytes, act: Act) -> FileUpload:
    """Take in a file that is in memory, within the same limits. Raises as beginning and finishing do."""
    upload = begin_upload(dock, name, len(content), act)
    for number in range(upload.parts):
        piece = content[number * PART_SIZE : (number + 1) * PART_SIZE]
        digest = hashlib.sha256(piece).hexdigest()
        receive_part(dock, upload.key, SentPart(number=number, content=piece, digest=digest), act)
    return finish_upload(dock, upload.key, act)


def abandon_upload(dock: Dock, key: UploadKey, act: Act) -> None:
    """Forget the upload and all that has come of it. Raises UploadMissing."""

    def write(library: Library) -> None:
        library.uploads.forget(find_upload(library, key, act).key)

    dock.library.write(write)
    dock.parts.forget(key)


def take_upload(library: Library, key: UploadKey, act: Act) -> FileUpload:
    """Return a complete upload to make something of, heard of now so that it does not expire meanwhile.

    Raises UploadMissing and PartsMissing.
    """
    upload = find_upload(library, key, act)
    if upload.object is None:
        raise PartsMissing(missing_parts(library, upload))
    taken = upload.touched(act.at)
    library.uploads.change(taken)
    return taken


def mark_taken(library: Library, key: UploadKey, edition: EditionKey, act: Act) -> None:
    """Say that an edition was made of the upload: from now on the edition's objects count, not the upload."""
    upload = take_upload(library, key, act)
    library.uploads.change(replace(upload, state="taken", edition=edition))


def expire_uploads(dock: Dock, at: int, kept: int = KEPT_MILLISECONDS) -> int:
    """Forget uploads of which nothing was heard for `kept` milliseconds, and parts of no upload."""

    def write(library: Library) -> int:
        forgotten = library.uploads.unheard_since(at - kept)
        for upload in forgotten:
            library.uploads.forget(upload.key)
        return len(forgotten)

    forgotten = dock.library.write(write)
    lying = tuple(dock.parts.uploads())
    wanted = dock.library.read(lambda library: library.uploads.among(lying))
    for key in lying:
        if key not in wanted:
            dock.parts.forget(key)
    return forgotten


def room_of(dock: Dock, school: SchoolKey) -> Room:
    """Return what the school may keep and what it keeps, counted exactly."""
    return dock.library.read(
        lambda library: _room(dock, library, school, bytes_held(library.quotas, dock.objects, school))
    )


def plain_name(name: str) -> str:
    """Return a file's name without folders, control characters and marks of direction, at most 200 long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" or letter == "\u200d")
    return plain.strip(" .")[-LONGEST_NAME:] or "file"


def _person(act: Act) -> PersonKey:
    if act.person is None:
        raise UploadMissing
    return act.person


def _examine(upload: FileUpload, sent: SentPart) -> Part:
    if not 0 <= sent.number < upload.parts or len(sent.content) != upload.size_of(sent.number):
        raise PartRefused
    if hashlib.sha256(sent.content).hexdigest() != sent.digest.lower():
        raise PartRefused
    return Part(number=sent.number, size=len(sent.content), digest=sent.digest.lower())


def _all_parts(library: Library, key: UploadKey, act: Act) -> tuple[FileUpload, tuple[Part, ...]]:
    upload = find_upload(library, key, act)
    missing = missing_parts(library, upload)
    if missing:
        raise PartsMissing(missing)
    parts = library.uploads.parts(key)
    return upload, tuple(parts[number] for number in sorted(parts))


def _require_room_still(dock: Dock, upload: FileUpload) -> None:
    """The operator may have taken room away since the upload began; it is among those under way itself."""
    held = _held(dock, upload.school, 0)
    dock.library.read(lambda library: require_room(_room(dock, library, upload.school, held), 0))


def _held(dock: Dock, school: SchoolKey, wanted: int) -> int:
    """Return the bytes of the school's editions, counted exactly only where a rough count leaves no room."""

    def read(library: Library) -> int:
        most = library.quotas.most_held(school)
        room = _room(dock, library, school, most)
        if room.used + wanted <= room.limit:
            return most
        return bytes_held(library.quotas, dock.objects, school)

    return dock.library.read(read)


def _room(dock: Dock, library: Library, school: SchoolKey, held: int) -> Room:
    limit = library.quotas.limit(school)
    return Room(
        limit=dock.quota if limit is None else limit,
        editions=held,
        under_way=library.uploads.under_way(school),
    )


class _Joined(io.RawIOBase):
    """Reads the parts one after another. Raises PartLost for one that is not what came."""

    def __init__(self, parts: PartStore, upload: FileUpload, expected: tuple[Part, ...]) -> None:
        self._pieces = _pieces(parts, upload, expected)
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


def _pieces(parts: PartStore, upload: FileUpload, expected: tuple[Part, ...]) -> Iterator[bytes]:
    """Yield whole parts, at most PART_SIZE bytes each, compared with their hashes."""
    for part in expected:
        with parts.open(upload.key, part.number) as source:
            content = source.read(part.size + 1)
        if hashlib.sha256(content).hexdigest() != part.digest:
            raise PartLost(part.number)
        yield content

"""Uploads: files that arrive in parts, each part with its own hash, and are put together into one object."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, Final, Literal, NewType, Protocol

from library_core.editions import EditionKey
from library_core.objects import ObjectKey
from library_core.people import PersonKey, SchoolKey

UploadKey = NewType("UploadKey", str)
UploadState = Literal["coming", "complete", "taken"]

PART_SIZE: Final = 8 << 20
"""Bytes of every part but the last, which is what remains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileUpload:
    """A file on its way: `size` and `received` in bytes, times in milliseconds UTC.

    `coming` until all parts are put together, then `complete` with its object, `taken` once an edition was
    made of it. `changed_at` is when anything was last heard of it: the forgotten ones expire by it.
    """

    key: UploadKey
    school: SchoolKey
    person: PersonKey
    name: str
    size: int
    created_at: int
    changed_at: int
    received: int = 0
    state: UploadState = "coming"
    place: str = ""
    object: ObjectKey | None = None
    edition: EditionKey | None = None

    @property
    def parts(self) -> int:
        """How many parts it has; an empty file has one empty part."""
        return max(1, -(-self.size // PART_SIZE))

    def size_of(self, number: int) -> int:
        """Return the bytes of a part; the first is number 0."""
        return min(PART_SIZE, self.size - number * PART_SIZE)

    def touched(self, at: int) -> "FileUpload":
        """Return the upload as it was heard of at this moment."""
        return replace(self, changed_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that has come: its `number` from 0, bytes, and SHA-256 as 64 hexadecimal digits."""

    number: int
    size: int
    digest: str


class UploadMissing(Exception):
    """There is no such upload of this person: it expired, was abandoned, or is somebody else's."""


class Uploads(Protocol):
    """Keeps what is known of uploads; a read finds a person's own alone."""

    def add(self, upload: FileUpload) -> None:
        """Keep a new upload."""
        ...

    def find(self, school: SchoolKey, person: PersonKey, key: UploadKey) -> FileUpload | None:
        """Return the person's upload."""
        ...

    def list(self, school: SchoolKey, person: PersonKey) -> tuple[FileUpload, ...]:
        """Return the person's uploads, the newest first."""
        ...

    def change(self, upload: FileUpload) -> None:
        """Keep the upload's new state, object, edition and time."""
        ...

    def keep_part(self, upload: FileUpload, part: Part) -> None:
        """Keep that a part has come; a later one of its number takes the place of the earlier."""
        ...

    def parts(self, key: UploadKey) -> Mapping[int, Part]:
        """Return the parts that have come, by number."""
        ...

    def forget_parts(self, key: UploadKey, numbers: Iterable[int]) -> None:
        """Forget that these parts have come."""
        ...

    def forget(self, key: UploadKey) -> None:
        """Forget the upload and its parts."""
        ...

    def unheard_since(self, moment: int) -> tuple[FileUpload, ...]:
        """Return the uploads, of anybody, of which nothing was heard since the moment."""
        ...

    def among(self, keys: Iterable[UploadKey]) -> frozenset[UploadKey]:
        """Return those of the keys that are uploads whose parts may still be wanted."""
        ...

    def under_way(self, school: SchoolKey) -> int:
        """Return the bytes that the school's uploads have or will have, without those taken."""
        ...


class PartStore(Protocol):
    """Keeps the bytes of parts until they are put together. Raises ObjectStoreFailed if it can't be asked."""

    def keep(self, upload: UploadKey, number: int, content: bytes) -> None:
        """Keep the bytes, wholly or not at all; they take the place of an earlier part of this number."""
        ...

    def open(self, upload: UploadKey, number: int) -> BinaryIO:
        """Open a part. Raises PartLost."""
        ...

    def forget(self, upload: UploadKey) -> None:
        """Delete all parts of the upload."""
        ...

    def uploads(self) -> Iterator[UploadKey]:
        """Go through the uploads of which there are parts."""
        ...


class PartLost(Exception):
    """A part is not there any more, or is not what came; it has to be sent again."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class PartsMissing(Exception):
    """Not all parts have come: the numbers of those that are still to be sent."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(len(self.numbers))

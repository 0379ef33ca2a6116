"""Objects in a bucket of an S3 store: small ones are put at once, large ones in parts under another name.

Putting and sweeping agree by marks: who deletes marks the key first and then looks how old the object is; who
puts looks for a mark afterwards. So an object that was put anew is never deleted as an old one.
"""

import contextlib
import hashlib
import io
import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import BinaryIO, Final, cast
from uuid import uuid4

from minio.commonconfig import ComposeSource, CopySource

from library_core.adapters.s3_client import PART, S3Client, exists, our_errors, put_if_absent
from library_core.adapters.s3_reading import Seekable, Streamed
from library_core.objects import ObjectKey, ObjectMissing, ObjectStoreFailed, Span, StoredObject

_KEY: Final = re.compile(r"[0-9a-f]{64}")
_INCOMING: Final = "incoming/"
_DELETING: Final = "deleting/"
_BUFFER: Final = 1 << 20
_COPIED_AT_ONCE: Final = 5 << 30
"""The largest object, in bytes, that S3 copies in one request."""
_MARK_SECONDS: Final = 600
"""After so long a mark is what a killed sweep left: every request of a sweep ends sooner."""
_INCOMING_SECONDS: Final = 24 * 3600
_SECOND: Final = 1000
_PUT_REPEATS: Final = 3
_MARK_WAITS: Final = 300
_MARK_WAIT_SECONDS: Final = 0.1


class S3Objects:
    """Implements `library_core.objects.ObjectStore` in a bucket that is there."""

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def put(self, source: BinaryIO) -> ObjectKey:
        """Store the bytes and return their key; the same bytes give the same key."""
        beginning = _read_fully(source, PART)
        if len(beginning) < PART:
            key = ObjectKey(hashlib.sha256(beginning).hexdigest())
            self._place(key, lambda: self._put(key, io.BytesIO(beginning), len(beginning)))
            return key
        return self._put_large(_Hashing(beginning, source))

    def open(self, key: ObjectKey, span: Span | None = None) -> BinaryIO:
        """Open the bytes, or the span of them. Raises ObjectMissing."""
        streamed = Streamed(self._client, key, span, self.size(key))
        return cast(BinaryIO, io.BufferedReader(streamed, _BUFFER))

    def open_seekable(self, key: ObjectKey) -> BinaryIO:
        """Open the whole object so that it can be read at any place. Raises ObjectMissing."""
        return cast(BinaryIO, io.BufferedReader(Seekable(self._client, key, self.size(key)), _BUFFER))

    def size(self, key: ObjectKey) -> int:
        """Return the number of bytes. Raises ObjectMissing."""
        if _KEY.fullmatch(key) is None:
            raise ObjectMissing(key)
        with our_errors(self._client, key):
            return self._client.minio.stat_object(self._client.bucket, key).size or 0

    def entries(self) -> Iterator[StoredObject]:
        """Go through all objects."""
        for name, size, changed_at in self._list(""):
            if _KEY.fullmatch(name):
                yield StoredObject(key=ObjectKey(name), size=size, put_at=_milliseconds(changed_at))

    def delete(self, key: ObjectKey, *, unless_put_since: int) -> bool:
        """Delete the object, unless somebody put it at that time or later; return whether it was."""
        mark = _DELETING + key
        if _KEY.fullmatch(key) is None or not put_if_absent(self._client, mark):
            return False
        try:
            with our_errors(self._client, key):
                found = self._client.minio.stat_object(self._client.bucket, key)
                # S3 tells whole seconds: what was put within this one may be younger than it says.
                if _milliseconds(found.last_modified) + _SECOND > unless_put_since:
                    return False
                self._client.minio.remove_object(self._client.bucket, key)
        except ObjectMissing:
            return False
        finally:
            self._remove(mark)
        return True

    def clear_incoming(self) -> int:
        """Delete what killed processes left on its way here, and their marks; return how many."""
        now = time.time()
        old = [
            name
            for prefix, seconds in ((_INCOMING, _INCOMING_SECONDS), (_DELETING, _MARK_SECONDS))
            for name, _, changed_at in self._list(prefix)
            if changed_at is not None and changed_at.timestamp() < now - seconds
        ]
        for name in old:
            self._remove(name)
        return len(old)

    def _put_large(self, source: "_Hashing") -> ObjectKey:
        incoming = _INCOMING + uuid4().hex
        try:
            self._put(incoming, cast(BinaryIO, source), -1)
            key = ObjectKey(source.digest.hexdigest())
            self._place(key, lambda: self._copy(incoming, key, source.length))
        finally:
            with contextlib.suppress(ObjectStoreFailed):
                self._remove(incoming)
        return key

    def _place(self, key: ObjectKey, place: Callable[[], None]) -> None:
        """Bring the bytes under the key, again if a sweep deleted the old ones in the same moment."""
        for _ in range(_PUT_REPEATS):
            place()
            self._outlast_mark(_DELETING + key)
            if exists(self._client, key):
                return
        raise ObjectStoreFailed(f"{self._client.endpoint}: what was put is not there")

    def _outlast_mark(self, mark: str) -> None:
        for _ in range(_MARK_WAITS):
            try:
                with our_errors(self._client, mark):
                    found = self._client.minio.stat_object(self._client.bucket, mark)
            except ObjectMissing:
                return
            if _milliseconds(found.last_modified) < (time.time() - _MARK_SECONDS) * 1000:
                return
            time.sleep(_MARK_WAIT_SECONDS)
        raise ObjectStoreFailed(f"{self._client.endpoint}: a sweep does not end")

    def _put(self, name: str, source: BinaryIO, length: int) -> None:
        with our_errors(self._client, name):
            self._client.minio.put_object(
                self._client.bucket, name, source, length, part_size=PART, num_parallel_uploads=1
            )

    def _copy(self, source: str, target: str, size: int) -> None:
        minio, bucket = self._client.minio, self._client.bucket
        with our_errors(self._client, source):
            if size <= _COPIED_AT_ONCE:
                minio.copy_object(bucket, target, CopySource(bucket, source))
            else:
                minio.compose_object(bucket, target, [ComposeSource(bucket, source)])

    def _remove(self, name: str) -> None:
        with our_errors(self._client, name):
            self._client.minio.remove_object(self._client.bucket, name)

    def _list(self, prefix: str) -> Iterator[tuple[str, int, datetime | None]]:
        with our_errors(self._client, prefix):
            for found in self._client.minio.list_objects(self._client.bucket, prefix):
                if not found.is_dir and found.object_name:
                    yield found.object_name, found.size or 0, found.last_modified


class _Hashing:
    """Reads what was read already and then the rest, and hashes all of it."""

    def __init__(self, beginning: bytes, rest: BinaryIO) -> None:
        self._beginning = io.BytesIO(beginning)
        self._rest = rest
        self.digest = hashlib.sha256()
        self.length = 0

    def read(self, size: int = -1) -> bytes:
        """Read at most `size` bytes."""
        piece = self._beginning.read(size) or self._rest.read(size)
        self.digest.update(piece)
        self.length += len(piece)
        return piece


def _read_fully(source: BinaryIO, size: int) -> bytes:
    pieces = bytearray()
    while len(pieces) < size and (piece := source.read(size - len(pieces))):
        pieces += piece
    return bytes(pieces)


def _milliseconds(moment: datetime | None) -> int:
    return 0 if moment is None else int(moment.timestamp() * 1000)

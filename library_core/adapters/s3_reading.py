"""Objects of an S3 store as files: read once and checked at the end, or read at any place."""

import contextlib
import hashlib
import io
from typing import Any, Final

import urllib3
from minio.error import S3Error
from urllib3.response import BaseHTTPResponse

from library_core.adapters.s3_client import S3Client, our_errors, ranged
from library_core.objects import ObjectDamaged, ObjectStoreFailed, Span

_RESUMED: Final = 3
"""How often one reading goes on after the connection broke off."""


class Streamed(io.RawIOBase):
    """Reads an object, or a span of it, in one request; what breaks off is asked for from there on."""

    def __init__(self, client: S3Client, name: str, span: Span | None, size: int) -> None:
        start = 0 if span is None else min(span.start, size)
        self._client = client
        self._name = name
        self._at = start
        self._end = size if span is None else min(size, start + span.length)
        self._digest = hashlib.sha256() if span is None else None
        self._resumed = 0
        self._response: BaseHTTPResponse | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        wanted = min(len(buffer), self._end - self._at)
        piece = self._read(wanted) if wanted else b""
        buffer[: len(piece)] = piece
        self._at += len(piece)
        if self._digest is not None:
            self._digest.update(piece)
            if not piece and self._digest.hexdigest() != self._name:
                raise ObjectDamaged(self._name)
        return len(piece)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _read(self, wanted: int) -> bytes:
        while True:
            try:
                if self._response is None:
                    self._response = get(self._client, self._name, self._at, self._end - self._at)
                piece: bytes = self._response.read(wanted)
                if piece:
                    return piece
                raise urllib3.exceptions.ProtocolError("ended before its time")
            except urllib3.exceptions.HTTPError as error:
                self._let_go()
                self._resumed += 1
                if self._resumed > _RESUMED:
                    raise ObjectStoreFailed(f"{self._client.endpoint}: reading breaks off") from error

    def _let_go(self) -> None:
        """Leave the connection: one in the middle of an answer is closed, not given back to the pool."""
        if self._response is not None:
            with contextlib.suppress(urllib3.exceptions.HTTPError):
                self._response.close()
            self._response.release_conn()
            self._response = None


class Seekable(io.RawIOBase):
    """Reads an object at any place, a range for each read: to be used under a buffer."""

    def __init__(self, client: S3Client, name: str, size: int) -> None:
        self._client = client
        self._name = name
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if begin + offset < 0:
            raise ValueError("nothing stands before the first byte")
        self._at = begin + offset
        return self._at

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        wanted = min(len(buffer), max(0, self._size - self._at))
        if not wanted:
            return 0
        with Streamed(self._client, self._name, Span(start=self._at, length=wanted), self._size) as source:
            piece = io.BufferedReader(source).read(wanted)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def get(client: S3Client, name: str, start: int, length: int) -> BaseHTTPResponse:
    """Ask for `length` bytes from `start`. Raises ObjectMissing and ObjectStoreFailed."""
    with our_errors(client, name):
        try:
            return client.minio.get_object(client.bucket, name, request_headers=dict(ranged(start, length)))
        except S3Error as error:
            if error.code == "InvalidRange":
                raise ObjectDamaged(name) from error
            raise

"""Parts of uploads in a bucket of an S3 store, beside the objects: so any machine can put them together."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from library_core.adapters.s3_client import S3Client, our_errors
from library_core.objects import ObjectMissing
from library_core.uploads import PartLost, UploadKey, UploadMissing

_PARTS: Final = "parts/"
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class S3Parts:
    """Implements `library_core.uploads.PartStore` in a bucket that is there."""

    def __init__(self, client: S3Client) -> None:
        self._client = client

    def keep(self, upload: UploadKey, number: int, content: bytes) -> None:
        """Keep the bytes, wholly or not at all; they take the place of an earlier part of this number."""
        name = f"{_prefix(upload)}{number}"
        with our_errors(self._client, name):
            self._client.minio.put_object(self._client.bucket, name, io.BytesIO(content), len(content))

    def open(self, upload: UploadKey, number: int) -> BinaryIO:
        """Open a part, read whole: parts are small. Raises PartLost."""
        name = f"{_prefix(upload)}{number}"
        try:
            with our_errors(self._client, name):
                response = self._client.minio.get_object(self._client.bucket, name)
                try:
                    return io.BytesIO(response.read())
                finally:
                    response.close()
                    response.release_conn()
        except ObjectMissing:
            raise PartLost(number) from None

    def forget(self, upload: UploadKey) -> None:
        """Delete all parts of the upload."""
        for name in tuple(self._names(_prefix(upload))):
            with our_errors(self._client, name):
                self._client.minio.remove_object(self._client.bucket, name)

    def uploads(self) -> Iterator[UploadKey]:
        """Go through the uploads of which there are parts."""
        # Every part is listed: some stores keep the empty folder of an upload whose parts are deleted.
        folders = {name.removeprefix(_PARTS).partition("/")[0] for name in self._names(_PARTS)}
        yield from (UploadKey(key) for key in sorted(folders) if _KEY.fullmatch(key))

    def _names(self, prefix: str) -> Iterator[str]:
        with our_errors(self._client, prefix):
            for found in self._client.minio.list_objects(self._client.bucket, prefix, recursive=True):
                if not found.is_dir:
                    yield found.object_name or ""


def _prefix(upload: UploadKey) -> str:
    if _KEY.fullmatch(upload) is None:
        raise UploadMissing(upload)
    return f"{_PARTS}{upload}/"

"""Parts of uploads in a folder: one folder for an upload, one file for a part."""

import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from library_core.adapters.folder_errors import StoredFile, our_errors
from library_core.uploads import PartLost, UploadKey, UploadMissing

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class FolderParts:
    """Implements `library_core.uploads.PartStore` in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @our_errors()
    def keep(self, upload: UploadKey, number: int, content: bytes) -> None:
        """Keep the bytes, wholly or not at all; they take the place of an earlier part of this number."""
        folder = self._of(upload)
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(folder / str(number))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @our_errors()
    def open(self, upload: UploadKey, number: int) -> BinaryIO:
        """Open a part. Raises PartLost."""
        try:
            return io.BufferedReader(StoredFile(self._of(upload) / str(number)))
        except FileNotFoundError:
            raise PartLost(number) from None

    @our_errors()
    def forget(self, upload: UploadKey) -> None:
        """Delete all parts of the upload."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self._of(upload))

    def uploads(self) -> Iterator[UploadKey]:
        """Go through the uploads of which there are parts."""
        with our_errors(), contextlib.suppress(FileNotFoundError):
            for folder in sorted(self._folder.iterdir()):
                if folder.is_dir() and _KEY.fullmatch(folder.name):
                    yield UploadKey(folder.name)

    def _of(self, upload: UploadKey) -> Path:
        if _KEY.fullmatch(upload) is None:
            raise UploadMissing(upload)
        return self._folder / upload

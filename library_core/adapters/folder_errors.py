"""What a file system says when it can't: a full disk, a folder that came off its mount."""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from library_core.objects import ObjectStoreFailed


@contextlib.contextmanager
def our_errors() -> Iterator[None]:
    """Turn errors of the file system into ObjectStoreFailed, which tells no path.

    A connection that breaks off while it is read from is none of them.
    """
    try:
        yield
    except ConnectionError:
        raise
    except OSError as error:
        raise ObjectStoreFailed(error.strerror or type(error).__name__) from error


class StoredFile(io.FileIO):
    """A file that is read; a disk that fails meanwhile is told as it is when the file is opened."""

    @our_errors()
    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 (any writable buffer: Python 3.12 names the type)
        """Read into the buffer, and return how many bytes."""
        return super().readinto(buffer)

    @our_errors()
    def readall(self) -> bytes:
        """Read to the end."""
        return super().readall()

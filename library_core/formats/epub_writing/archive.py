"""The archive of a package: the media type first and stored, every entry with the same moment and rights."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

MEDIA_TYPE: Final = b"application/epub+zip"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_STORED: Final = (".opus", ".mp3", ".m4a", ".png", ".jpg", ".jpeg", ".webp", ".woff2", ".mp4", ".webm")
_RIGHTS: Final = 0o644 << 16


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return the files by path as a package, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry_of("mimetype"), MEDIA_TYPE)
        for path in sorted(files, key=lambda path: (not path.startswith("META-INF/"), path)):
            archive.writestr(entry_of(path), files[path])
    return buffer.getvalue()


def entry_of(path: str) -> zipfile.ZipInfo:
    """Return the entry of a file; what is packed already is stored."""
    entry = zipfile.ZipInfo(path, _MOMENT)
    stored = path == "mimetype" or path.lower().endswith(_STORED)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = _RIGHTS
    entry.create_system = 3
    return entry

"""A textbook as an EPUB package again, for those who teach or publish with it."""

import tempfile
from collections.abc import Iterator
from typing import IO, Final
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from api.exporting import exported_edition
from api.routes.works.reading import open_book
from api.web.visits import Visit
from library_core.formats.epub_writing.exporting import write_package_again

_PIECE: Final = 256 * 1024
_IN_MEMORY: Final = 8 * 1024 * 1024


def export(visit: Visit) -> Response:
    """Send the package of a textbook that the person may read; large ones pass through a temporary file."""
    key = open_book(visit).key
    exported = exported_edition(visit.application, visit.reader.school, key)
    package = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by who sends it
    write_package_again(exported, visit.application.objects, package)  # type: ignore[arg-type]
    length = package.tell()
    headers = {
        "Content-Length": str(length),
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(f'{key}.epub')}",
    }
    return StreamingResponse(_pieces(package), media_type="application/epub+zip", headers=headers)


def _pieces(package: "IO[bytes]") -> Iterator[bytes]:
    with package:
        package.seek(0)
        while piece := package.read(_PIECE):
            yield piece

"""Pages made smaller for the way, in the thread that made them: the event loop is left to answer others."""

import gzip
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_SMALLEST: Final = 800
_LEVEL: Final = 2


def compress(request: Request, response: Response) -> Response:
    """Return the response with its body compressed, if the browser takes gzip and it is worth it."""
    response.headers.add_vary_header("Accept-Encoding")
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    if (
        takes_gzip
        and hasattr(response, "body")
        and len(response.body) >= _SMALLEST
        and "content-encoding" not in response.headers
    ):
        response.body = gzip.compress(bytes(response.body), _LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.body))
    return response

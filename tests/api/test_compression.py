"""Pages are compressed for who takes it, and are the same pages."""

import gzip

from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.web.compression import compress

PAGE = "<p>Брусок лежит на наклонной плоскости.</p>" * 100


def ask(accepted: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept-encoding", accepted.encode())]})


def test_a_page_is_compressed_and_reads_the_same() -> None:
    response = compress(ask("br, gzip"), HTMLResponse(PAGE))

    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) == len(response.body) < 1000
    assert gzip.decompress(bytes(response.body)).decode() == PAGE


def test_who_does_not_take_gzip_gets_the_plain_page() -> None:
    response = compress(ask("identity"), HTMLResponse(PAGE))

    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "Accept-Encoding"


def test_a_small_response_stays_as_it_is() -> None:
    assert "content-encoding" not in compress(ask("gzip"), HTMLResponse("small")).headers

"""Static files come compressed, whatever else the server can do."""

import asyncio
import gzip
from collections.abc import MutableMapping
from typing import Any

from api.web.static_files import static_files, static_folder

Message = MutableMapping[str, Any]


def sent_for(path: str) -> list[Message]:
    """Return what is sent to a browser that takes gzip, by a server that can send files by their paths."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "path": path,
        "root_path": "",
        "headers": [(b"accept-encoding", b"gzip")],
        "extensions": {"http.response.pathsend": {}},
    }

    async def serve() -> None:
        await static_files()(scope, receive, send)

    asyncio.run(serve())
    return sent


def test_a_static_file_is_compressed_by_a_server_that_could_send_it_by_its_path() -> None:
    start, *rest = sent_for("/bench.js")

    body = b"".join(message["body"] for message in rest)
    assert dict(start["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == static_folder().joinpath("bench.js").read_bytes()

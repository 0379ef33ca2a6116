"""One request over a connection of its own: through a proxy each may come to another node."""

import asyncio
import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from benchmarks.load import Call

PATIENCE: Final = 20.0
"""Seconds to wait for a whole answer."""
_END_OF_HEAD: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole answer; names of fields in small letters."""

    status: int
    fields: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:  # noqa: ANN401 (whatever JSON holds)
        """Return the body read as JSON."""
        return json.loads(self.body)


class CutOff(Exception):
    """No whole answer came: nobody knows whether the request was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCall(Call):
    """A request that brings a file, as a browser sends a form with one."""

    name: str
    content: bytes

    def to_bytes(self, port: int) -> bytes:
        """Return the request as it is sent."""
        mark = "faults-5f1a"
        fields = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in self.form or ()
        )
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{self.name}"; filename="part"\r\n\r\n'
        body = (fields + head).encode() + self.content + f"\r\n--{mark}--\r\n".encode()
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            f"Origin: http://127.0.0.1:{port}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            f"Content-Type: multipart/form-data; boundary={mark}",
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body


async def ask(port: int, call: Call, patience: float = PATIENCE) -> Answer:
    """Send a request and return its whole answer. Raises CutOff."""
    closing = replace(call, headers={**call.headers, "Connection": "close"})
    try:
        async with asyncio.timeout(patience):
            return await _exchange(port, closing.to_bytes(port))
    except (OSError, TimeoutError, asyncio.IncompleteReadError, EOFError, zlib.error, ValueError) as error:
        raise CutOff(type(error).__name__) from error


async def _exchange(port: int, request: bytes) -> Answer:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        head = (await reader.readuntil(_END_OF_HEAD)).decode("latin-1")
        status, *lines = head.split("\r\n")
        fields = {
            name.strip().lower(): value.strip()
            for name, found, value in (line.partition(":") for line in lines)
            if found
        }
        if "content-length" in fields:
            body = await reader.readexactly(int(fields["content-length"]))
        elif fields.get("transfer-encoding", "").lower() == "chunked":
            body = await _chunks(reader)
        else:
            body = await reader.read()
    finally:
        writer.close()
    if fields.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(status=int(status.split(" ")[1]), fields=fields, body=body)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += (await reader.readexactly(size + 2))[:-2]
    return body

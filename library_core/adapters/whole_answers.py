"""Connections that refuse an answer of HTTP whose head was cut off.

The standard library takes the end of a connection for the end of the head: a length that lost its last digits
would pass for the length of an object.
"""

from http.client import HTTPResponse, RemoteDisconnected
from typing import Any, Final

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_END_OF_HEAD: Final = frozenset({b"\r\n", b"\n"})


def refuse_broken_heads(connections: PoolManager) -> None:
    """Let all connections made from now on take a head that breaks off for a connection that does."""
    connections.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class _Lines:
    """Reads lines, and keeps the last."""

    def __init__(self, source: Any) -> None:  # noqa: ANN401 (whatever the library reads from)
        self._source = source
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = bytes(self._source.readline(limit))
        return self.last

    def close(self) -> None:
        self._source.close()


class _Answer(HTTPResponse):
    def begin(self) -> None:
        own: Any = self
        source, lines = own.fp, _Lines(own.fp)
        own.fp = lines
        try:
            super().begin()
        finally:
            if own.fp is lines:
                own.fp = source
        if lines.last not in _END_OF_HEAD:
            raise RemoteDisconnected("the head of the answer breaks off")


class _Connection(HTTPConnection):
    response_class = _Answer


class _SecureConnection(HTTPSConnection):
    response_class = _Answer


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection

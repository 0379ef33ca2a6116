"""A wire between two programs on loopback that can be slow, cut, or cut just after something was said."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

Way = Literal["whole", "slow", "cut", "cut after", "truncated", "broken"]
_PIECE: Final = 1 << 16
_DELAY: Final = 0.05
"""Seconds that each piece waits on a slow wire."""
_LET_THROUGH: Final = 300
"""Bytes of answers that come through a wire that truncates."""
_BROKEN: Final = b"HTTP/1.1 500 Broken\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbroken"


@dataclass(slots=True, kw_only=True)
class Wire:
    """Leads from a port of its own to another one; `said` is what it is cut after, while `way` says so.

    A wire that is broken answers every request of HTTP with status 500 itself.
    """

    port: int
    target: int
    said: bytes = b""
    way: Way = "whole"
    _open: set[socket.socket] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turn(self, way: Way) -> None:
        """Be so from now on; a wire that is cut or broken loses its connections at once."""
        self.way = way
        if way in {"cut", "truncated", "broken"}:
            with self._lock:
                ends = list(self._open)
            for end in ends:
                _close(end)

    def serve(self, listening: socket.socket) -> None:
        """Take connections until the socket is closed."""
        while True:
            try:
                near, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(near,), daemon=True).start()

    def _connect(self, near: socket.socket) -> None:
        if self.way == "cut":
            _close(near)
            return
        if self.way == "broken":
            with contextlib.suppress(OSError):
                near.recv(_PIECE)
                near.sendall(_BROKEN)
            _close(near)
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            _close(near)
            return
        far.settimeout(None)
        with self._lock:
            self._open |= {near, far}
        threading.Thread(target=self._carry, args=(far, near, "back"), daemon=True).start()
        self._carry(near, far, "forth")
        with self._lock:
            self._open -= {near, far}

    def _carry(self, source: socket.socket, target: socket.socket, going: Literal["forth", "back"]) -> None:
        """Carry bytes one way until an end is closed."""
        carried = 0
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                if self.way == "slow":
                    time.sleep(_DELAY)
                if self.way == "truncated" and going == "back":
                    piece = piece[: max(0, _LET_THROUGH - carried)]
                carried += len(piece)
                if self.way == "cut after" and going == "forth" and self.said and self.said in piece:
                    # Whoever said it hears nothing any more, and whoever was told has all of it.
                    _close(source)
                    target.sendall(piece)
                    break
                target.sendall(piece)
                if self.way == "truncated" and going == "back" and carried >= _LET_THROUGH:
                    break
        _close(source)
        _close(target)


@contextlib.contextmanager
def wire(target: int, said: bytes = b"") -> Iterator[Wire]:
    """Lay a wire to a port of loopback as long as the block does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        laid = Wire(port=int(listening.getsockname()[1]), target=target, said=said)
        threading.Thread(target=laid.serve, args=(listening,), daemon=True).start()
        try:
            yield laid
        finally:
            laid.turn("cut")


def _close(end: socket.socket) -> None:
    """Close an end so that whoever waits for it hears of it at once."""
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()

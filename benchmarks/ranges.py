"""A range of a large file from the object host: how soon it starts, and how fast it goes on."""

import contextlib
import io
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.bootstrap import Application, Unit, open_application
from api.settings import Settings
from api.web.visits import present
from benchmarks.server import serving
from benchmarks.sizes import Sizes
from benchmarks.timings import describe
from library_core.capabilities import make_capability
from library_core.editions import Edition, EditionKey
from library_core.objects import ObjectKey
from library_core.people import LIBRARY, School
from library_core.works import Work, WorkKey
from variants.texts import Text

PATH: Final = "lecture.mp4"
SEEKS: Final = 100
AT_ONCE: Final = 4
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lecture:
    """A served file of `size` bytes at an address."""

    port: int
    address: str
    size: int


def run(sizes: Sizes) -> Iterator[str]:
    """Yield how soon ranges start, one after another, and how fast the rest of the file comes."""
    with tempfile.TemporaryDirectory() as folder:
        address = _publish(Path(folder), sizes.file)
        with serving(Path(folder)) as port:
            lecture = _Lecture(port=port, address=address, size=sizes.file)
            _fetch(lecture, 0, 1)
            step = lecture.size // SEEKS
            starts = [_fetch(lecture, number * step, 65536)[0] for number in range(SEEKS)]
            yield f"{SEEKS} seeks in {lecture.size / _MEGABYTE:.0f} MB start after {describe(starts)}"
            first, seconds = _fetch(lecture, _MEGABYTE, lecture.size)
            speed = (lecture.size - _MEGABYTE) / _MEGABYTE / seconds
            yield f"one range to the end: starts after {1000 * first:.1f} ms, {speed:.0f} MB/s"
            yield _together(lecture)


def _together(lecture: _Lecture) -> str:
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda number: _fetch(lecture, number, lecture.size), range(AT_ONCE)))
    seconds = time.perf_counter() - began
    return f"{AT_ONCE} at once: {AT_ONCE * lecture.size / _MEGABYTE / seconds:.0f} MB/s together"


def _fetch(lecture: _Lecture, start: int, length: int) -> tuple[float, float]:
    """Return the seconds to the first byte of the range, and to its last."""
    end = min(start + length, lecture.size) - 1
    request = (
        f"GET {lecture.address} HTTP/1.1\r\nHost: localhost:{lecture.port}\r\n"
        f"Range: bytes={start}-{end}\r\nConnection: close\r\n\r\n"
    )
    buffer = bytearray(_MEGABYTE)
    with socket.create_connection(("127.0.0.1", lecture.port)) as connection:
        began = time.perf_counter()
        connection.sendall(request.encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(65536)
        first = time.perf_counter() - began
        if not head.startswith(b"HTTP/1.1 206"):
            raise RuntimeError(head.decode(errors="replace"))
        left = end - start + 1 - len(head.partition(b"\r\n\r\n")[2])
        while left > 0:
            got = connection.recv_into(buffer)
            if not got:
                raise RuntimeError(f"{left} bytes are missing")
            left -= got
    return first, time.perf_counter() - began


def _publish(folder: Path, size: int) -> str:
    """Keep a file of noise in an edition, and return its address on the object host."""
    with contextlib.closing(open_application(Settings(data=folder))) as application:
        key = application.objects.put(io.BufferedReader(_Noise(size)))
        edition = application.write(lambda unit: _add(unit, key))
        return f"/{_capability(application, edition)}/{edition}/{PATH}"


def _capability(application: Application, edition: EditionKey) -> str:
    return make_capability(application.secret, edition, present())


def _add(unit: Unit, key: ObjectKey) -> EditionKey:
    if unit.people.find_school(LIBRARY) is None:
        unit.people.add_school(School(key=LIBRARY, name="Library"))
    work = Work(key=WorkKey("lecture"), school=LIBRARY, name="library/lecture", kind="video")
    unit.library.works.add(work)
    edition = Edition(
        key=EditionKey("lecture"),
        work=work,
        state="draft",
        title=Text(en="Lecture"),
        subject="physics",
        section="mechanics",
        grades=(9,),
        languages=("en",),
        manifest={PATH: key},
        fingerprint="",
        created_at=present(),
    )
    unit.library.editions.add(edition)
    return edition.key


class _Noise(io.RawIOBase):
    """So many bytes that don't repeat within a megabyte."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._noise = os.urandom(_MEGABYTE)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        count = min(len(buffer), self._left, _MEGABYTE)
        buffer[:count] = self._noise[:count]
        self._left -= count
        return count

"""Where a lesson is played: the embedded default, or PostgreSQL and S3 with one to three nodes."""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from api.settings import Settings, read_settings
from benchmarks.server import serving
from deploy.local.nodes import Site
from deploy.local.site import Local, local

PLAYERS: Final = "players"
APPLICATION: Final = "application"
_MEGABYTE: Final = 1 << 20
_ROLES: Final = {
    "postgres": "PostgreSQL",
    "haproxy": "HAProxy",
    "deploy/local/outliving": "watcher of programs",
    "api.commands.main": APPLICATION,
    "benchmarks.server": APPLICATION,
}
_PARTS_OF_SEAWEEDFS: Final = (" master ", " volume ", " filer ", " s3 ")
_NODE: Final = re.compile(r"TETRAD_DATA=\S*/(node-\d+) ")
_BUSY: Final = 0.9
"""Of a core: a player that takes more can't ask as fast as it should."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A running installation: its settings, to prepare a lesson with, and the port where browsers come in."""

    name: str
    settings: Settings
    port: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the processes of one role have taken so far: processor seconds, and bytes of memory now.

    What several processes share is counted in parts.
    """

    seconds: float = 0.0
    memory: int = 0


@contextlib.contextmanager
def embedded(folder: Path) -> Iterator[Place]:
    """Serve one process with everything in a folder, as `tetrad serve` does on one machine."""
    with serving(folder) as port:
        yield Place(name="embedded", settings=Settings(data=folder), port=port)


@contextlib.contextmanager
def several(folder: Path, nodes: int) -> Iterator[Place]:
    """Run PostgreSQL, SeaweedFS, HAProxy and so many nodes of the application on this machine."""
    with local(folder, nodes=nodes, workers=0, built_in=False) as site:
        name = "one node" if nodes == 1 else f"{nodes} nodes"
        yield Place(name=name, settings=_settings(site), port=site.site.port)


def _settings(site: Local) -> Settings:
    shared: Site = site.site
    return read_settings({**shared.environment(), "TETRAD_DATA": str(shared.folder / "benchmark")})


def usage() -> Mapping[str, Usage]:
    """Return what all processes started from here have taken, by role; the players are a role, too."""
    found: dict[str, Usage] = {}
    for process in (os.getpid(), *_below(os.getpid())):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            role, own = _role(process), _own(process)
            so_far = found.get(role, Usage())
            found[role] = Usage(seconds=so_far.seconds + own.seconds, memory=so_far.memory + own.memory)
    return found


def describe_usage(
    before: Mapping[str, Usage], after: Mapping[str, Usage], requests: int, seconds: float
) -> Iterator[str]:
    """Yield for each role its processor milliseconds a request, how busy it was, and its memory."""
    for role, now in sorted(after.items()):
        taken = now.seconds - before.get(role, Usage()).seconds
        yield (
            f"{role}: {1000 * taken / max(1, requests):.2f} ms of processor time a request,"
            f" {100 * taken / seconds:.0f} % of a core, {now.memory // _MEGABYTE} MB"
        )
        if role == PLAYERS and taken > _BUSY * seconds:
            yield "the players had no time left: the installation may be faster than this"


def _role(process: int) -> str:
    if process == os.getpid():
        return PLAYERS
    words = _words(process, "cmdline")
    parts = (f"SeaweedFS {part.strip()}" for part in _PARTS_OF_SEAWEEDFS if part in words)
    if "weed" in words.partition(" ")[0]:
        return next(parts, "SeaweedFS")
    role = next((role for sign, role in _ROLES.items() if sign in words), APPLICATION)
    node = _NODE.search(_words(process, "environ"))
    return f"{role}, {node[1]}" if role == APPLICATION and node else role


def _words(process: int, file: str) -> str:
    return Path(f"/proc/{process}/{file}").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")


def _own(process: int) -> Usage:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    pages = Path(f"/proc/{process}/smaps_rollup").read_text()
    (proportional,) = (line for line in pages.splitlines() if line.startswith("Pss:"))
    return Usage(seconds=ticks, memory=1024 * int(proportional.split()[1]))


def _below(process: int) -> Iterator[int]:
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            yield child
            yield from _below(child)

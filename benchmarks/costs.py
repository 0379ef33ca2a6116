"""What each kind of request takes of a processor, in this process and beside it, on SQLite and PostgreSQL."""

import contextlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from api.bootstrap import open_application
from api.settings import Settings, read_settings
from benchmarks.in_process import Side, Taken, processor_milliseconds
from benchmarks.lesson import MIX, mixed, prepare
from benchmarks.load import Call
from benchmarks.looking import pages
from benchmarks.sizes import Sizes
from deploy.local.postgres import Cluster, new_cluster, start_cluster

_REQUESTS: Final = 4000
_LOOKS: Final = 60
_LARGEST: Final = 120


def run(sizes: Sizes) -> Iterator[str]:
    """Yield the milliseconds of each kind, and of the mix, on both databases."""
    small = smaller(sizes)
    with tempfile.TemporaryDirectory() as folder:
        yield from _costs("SQLite", Side(settings=Settings(data=Path(folder))), small)
    with tempfile.TemporaryDirectory() as folder, on_postgresql(Path(folder)) as side:
        yield from _costs("PostgreSQL", side, small)


def smaller(sizes: Sizes) -> Sizes:
    """Return a school that is made quickly: what one request costs doesn't depend on how many go to it."""
    return replace(sizes, students=min(sizes.students, _LARGEST))


def everything(settings: Settings, sizes: Sizes, requests: int) -> dict[str, Sequence[Call]]:
    """Make a school, and return what is asked of it: so many requests of a lesson, pages, sign-ins."""
    lesson = prepare(settings, sizes)
    looks = min(_LOOKS, requests)
    with contextlib.closing(open_application(settings)) as application:
        looking = pages(application, lesson.desks, lesson.benches, looks)
        # Else the index would be made beside the first requests, in the same process.
        application.follower.catch_up()
    return {**mixed(lesson, requests), **looking, "sign-ins": lesson.sign_ins[:looks]}


@contextlib.contextmanager
def on_postgresql(folder: Path) -> Iterator[Side]:
    """Run a durable PostgreSQL of our own, and yield an installation that keeps its rows there."""
    cluster = start_cluster(new_cluster({}))
    try:
        yield kept_in(cluster, cluster.new_database(), folder)
    finally:
        cluster.stop()


def kept_in(cluster: Cluster, database: str, folder: Path) -> Side:
    """Return an installation whose rows are in a database of a cluster, and its objects in a folder."""
    settings = read_settings({"TETRAD_DATA": str(folder), "TETRAD_DATABASE": database})
    return Side(settings=settings, beside=partial(_seconds_of_backends, cluster, database))


def _seconds_of_backends(cluster: Cluster, database: str) -> float:
    """Return the processor seconds of those processes of PostgreSQL that serve a database now."""
    name = database.rsplit("/", 1)[1].encode()
    (children,) = Path(f"/proc/{cluster.pid}/task").glob(f"{cluster.pid}/children")
    found = 0
    for child in children.read_text().split():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            if name in Path(f"/proc/{child}/cmdline").read_bytes():
                found += int(Path(f"/proc/{child}/schedstat").read_text().split()[0])
    return found / 1e9


def _costs(name: str, side: Side, sizes: Sizes) -> Iterator[str]:
    offered = everything(side.settings, sizes, min(sizes.requests, _REQUESTS))
    found = processor_milliseconds(side, offered)
    for kind, taken in found.items():
        yield f"{name}: {kind}: {taken.describe()}"
    yield f"{name}: a request of the mix: {_together(found)}"


def _together(found: Mapping[str, Taken]) -> str:
    here, beside = (
        sum(share * getattr(found[kind], part) for kind, share in MIX.items()) for part in ("mean", "beside")
    )
    return f"{here:.2f} ms (mean), {beside:.2f} of the database's processes"

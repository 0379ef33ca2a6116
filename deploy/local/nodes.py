"""Nodes of the application and workers, told where everything is by `TETRAD_*` alone."""

import http.client
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from api.object_settings import write_bucket
from deploy.local.processes import Program
from library_core.buckets import Bucket


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What all nodes share: the database, the bucket, the secret, and where browsers come in."""

    folder: Path
    database: str
    bucket: Bucket
    port: int
    built_in: bool = True

    def environment(self) -> dict[str, str]:
        """Return the settings that are the same on every node."""
        return {
            "TETRAD_DATABASE": self.database,
            "TETRAD_OBJECTS": write_bucket(self.bucket),
            "TETRAD_SECRET_FILE": str(self._secret()),
            "TETRAD_ORIGIN": f"http://127.0.0.1:{self.port}",
            "TETRAD_OBJECT_HOST": f"localhost:{self.port}",
            "TETRAD_SEARCH": "tantivy",
            "TETRAD_BUILT_IN": "yes" if self.built_in else "no",
            "TETRAD_PREPARE": "no",
            "TETRAD_WORKER": "no",
            "TETRAD_DRAIN": "3",
        }

    def _secret(self) -> Path:
        file = self.folder / "secret"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(32))
        return file


def node(site: Site, name: str, port: int) -> Program:
    """Return a node of the application on a port of its own."""
    environment = {**site.environment(), "TETRAD_PORT": str(port), "TETRAD_DATA": str(site.folder / name)}
    return _tetrad(site, name, environment, "serve", answers=lambda: is_ready(port))


def worker(site: Site, name: str) -> Program:
    """Return a worker, which answers nobody: it is at work once it runs."""
    environment = {**site.environment(), "TETRAD_DATA": str(site.folder / name)}
    return _tetrad(site, name, environment, "worker", answers=lambda: True)


def is_ready(port: int, asked: str = "/health/ready") -> bool:
    """Tell whether a node takes requests; `/health/live` asks only whether it runs."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", asked)
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _tetrad(
    site: Site, name: str, environment: Mapping[str, str], command: str, *, answers: Callable[[], bool]
) -> Program:
    return Program(
        name=name,
        command=[sys.executable, "-m", "api.commands.main", command],
        log=site.folder / f"{name}.log",
        answers=answers,
        environment=environment,
    )

"""HAProxy accepts its configuration, and the image holds nothing that builds and runs as nobody."""

import os
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from deploy.local.haproxy import proxy

DEPLOY: Final = Path(__file__).resolve().parents[2] / "deploy"
PACKAGES: Final = ("variants", "labs", "library_core", "search", "notebooks_engine", "content", "api")


@pytest.mark.slow
def test_haproxy_accepts_the_configuration_of_an_installation_with_tls(tmp_path: Path) -> None:
    subprocess.run([DEPLOY / "make-secrets", tmp_path / "secrets"], check=True)
    program = proxy(tmp_path, 8443, [8001, 8002, 8003])
    bind = f"127.0.0.1:8443 ssl crt {tmp_path / 'secrets' / 'school.pem'} alpn h2,http/1.1"
    command = [program.command[0], "-c", "-f", str(DEPLOY / "haproxy.cfg")]

    said = subprocess.run(
        command,
        env={**os.environ, **program.environment, "TETRAD_BIND": bind},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.slow
def test_secrets_are_made_once_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    subprocess.run([DEPLOY / "make-secrets", folder], check=True)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}

    subprocess.run([DEPLOY / "make-secrets", folder], check=True)

    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len({*before.values()}) == len(before) == 6


def stages() -> list[list[tuple[str, str]]]:
    """Return the instructions of each stage of the Dockerfile, with lines that go on joined."""
    written = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    found: list[list[tuple[str, str]]] = []
    for line in written.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        assert word in {
            *("ARG", "FROM", "RUN", "COPY", "ENV", "WORKDIR", "USER", "VOLUME"),
            *("EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT", "CMD"),
        }, line
        if word == "FROM":
            found.append([])
        if found:
            found[-1].append((word, rest.strip()))
    return found


def test_the_image_is_made_in_one_stage_and_run_in_another() -> None:
    building, running = stages()

    taken = [rest for word, rest in running if word == "COPY"]

    assert building[0][1].endswith(" AS build")
    assert taken == ["--from=build /opt/tetrad /opt/tetrad"]


def test_every_package_in_the_image_comes_with_its_hash() -> None:
    installs = [part for _, rest in stages()[0] for part in rest.split("&&") if " install " in part]

    assert installs
    assert all("--require-hashes" in part or "--no-index" in part for part in installs)


def test_the_image_holds_all_packages_of_ours() -> None:
    copied = " ".join(rest for word, rest in stages()[0] if word == "COPY")
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split()

    assert all(f"{package}/ {package}/" in copied and f"!{package}" in kept for package in PACKAGES)


def test_the_image_runs_as_nobody_of_importance_and_says_how_it_is() -> None:
    running = stages()[1]
    words = [word for word, _ in running]
    said = dict(running)

    assert said["USER"] == "tetrad"
    assert "/health/ready" in said["HEALTHCHECK"]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert not re.search(r"gcc|build-essential|-dev\b", " ".join(rest for _, rest in running))


def test_what_runs_has_no_installer() -> None:
    setting_up = next(rest for word, rest in stages()[1] if word == "RUN")

    assert "pip uninstall -y pip setuptools wheel" in setting_up
    assert "--without-pip /opt/tetrad" in " ".join(rest for _, rest in stages()[0])

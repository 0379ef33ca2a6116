"""The units of systemd are ones, know our settings, and keep secrets out of files that others read."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from api.settings import STOP_WITHIN, read_settings

UNITS: Final = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
NAMES: Final = ("tetrad", "tetrad-worker")
PROGRAM: Final = "/opt/tetrad/bin/tetrad"
CREDENTIALS: Final = {
    "TETRAD_SECRET_FILE": "secret",
    "TETRAD_DATABASE_PASSWORD_FILE": "database-password",
    "TETRAD_OBJECTS_KEYS_FILE": "object-keys",
    "TETRAD_METRICS_TOKEN_FILE": "metrics-token",
}
KEPT_FROM_IT: Final = ("NoNewPrivileges", "ProtectSystem", "ProtectHome", "PrivateTmp", "PrivateDevices")


def lines(file: str) -> list[tuple[str, str]]:
    """Return the settings of a unit in order, and refuse what is none."""
    found = []
    for line in (UNITS / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#") and not re.fullmatch(r"\[(Unit|Service|Install)\]", line):
            assert re.match(r"[A-Z]\w+=", line), line
            name, _, value = line.partition("=")
            found.append((name, value))
    return found


def variables(file: str) -> dict[str, str]:
    """Return what an environment file sets, as systemd reads it."""
    written = (UNITS / file).read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in written if line and not line.startswith("#"))


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units with their drop-ins, in a folder where they name a program that is there."""
    tetrad = Path(sys.executable).parent / "tetrad"
    for name in NAMES:
        written = (UNITS / f"{name}.service").read_text("utf-8").replace(PROGRAM, str(tetrad))
        (tmp_path / f"{name}.service").write_text(written, "utf-8")
        dropped = tmp_path / f"{name}.service.d"
        dropped.mkdir()
        shutil.copy(UNITS / "node.conf", dropped)
    return tmp_path


def test_systemd_has_nothing_to_say_against_the_units(installed: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        # The rules below hold everywhere; this one needs systemd's own eyes.
        assert not Path("/run/systemd/system").exists()
        return
    units = [installed / f"{name}.service" for name in NAMES]

    said = subprocess.run(
        [program, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )

    assert (said.returncode, said.stdout + said.stderr) == (0, "")


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_runs_our_program_as_nobody_of_importance(name: str) -> None:
    unit = dict(lines(f"{name}.service"))

    assert unit["ExecStart"].split()[0] == PROGRAM
    assert (unit["User"], unit["CapabilityBoundingSet"], unit["StateDirectoryMode"]) == ("tetrad", "", "0700")
    assert {unit[kept] for kept in KEPT_FROM_IT} == {"yes", "strict"}


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_given_time_to_end_what_it_began(name: str) -> None:
    unit = dict(lines(f"{name}.service"))

    drains = [int(variables(file)["TETRAD_DRAIN"]) for file in ("node.env", "one-machine.env")]

    assert int(unit["TimeoutStopSec"]) > max(drains) + STOP_WITHIN


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_begun_again_until_its_stores_are_there_and_not_more_than_every_few_seconds(
    name: str,
) -> None:
    unit = dict(lines(f"{name}.service"))

    assert (unit["Restart"], unit["StartLimitIntervalSec"]) == ("always", "0")
    assert 2 <= int(unit["RestartSec"]) <= 10


def test_a_server_and_a_worker_on_one_machine_keep_their_data_apart() -> None:
    folders = {dict(lines(f"{name}.service"))["StateDirectory"] for name in NAMES}
    told = {value for name in NAMES for key, value in lines(f"{name}.service") if key == "Environment"}

    assert told == {f"TETRAD_DATA=/var/lib/{folder}" for folder in folders}
    assert len(folders) == 2


def test_every_secret_of_a_node_is_a_credential() -> None:
    given = {value.split(":")[0] for name, value in lines("node.conf") if name == "LoadCredential"}
    told = dict(value.split("=", 1) for name, value in lines("node.conf") if name == "Environment")

    assert told == {name: f"%d/{credential}" for name, credential in CREDENTIALS.items()}
    assert given == {*CREDENTIALS.values()}


def test_what_runs_a_command_by_hand_gives_the_same_secrets() -> None:
    script = (UNITS / "tetrad-do").read_text("utf-8")

    shown = {variable: name for name, variable in re.findall(r"^show (\S+) (\S+)$", script, re.MULTILINE)}

    assert shown == CREDENTIALS


@pytest.mark.parametrize("file", ["one-machine.env", "node.env"])
def test_an_environment_file_is_accepted_and_holds_no_secret(file: str, tmp_path: Path) -> None:
    keys, password = tmp_path / "object-keys", tmp_path / "database-password"
    keys.write_text("access\nsecret\n")
    password.write_text("word")
    given = variables(file)
    of_the_node = {"TETRAD_DATABASE_PASSWORD_FILE": str(password), "TETRAD_OBJECTS_KEYS_FILE": str(keys)}

    settings = read_settings(given | (of_the_node if file == "node.env" else {}))

    assert settings.behind_proxy
    assert not any(
        re.search("PASSWORD|SECRET|KEY|TOKEN|://[^/]*:[^/@]*@", f"{k}={v}") for k, v in given.items()
    )

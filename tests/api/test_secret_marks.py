"""Whoever works on a database has the secret of its installation, or is told what to do."""

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from databases import DATABASES, lent_settings
from school_worlds import settings_of

from api.bootstrap import open_application
from api.commands.main import main
from api.observing.draining import Draining
from api.observing.readiness import Readiness, is_ready, probes_of
from api.secret_file import write_secret
from api.secret_marks import AnotherSecret, replace_mark
from api.settings import Settings

OTHER = b"another secret of 32 bytes......"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation that has been started once, which commands work on."""
    folder = tmp_path / "data"
    open_application(settings_of(folder)).close()
    monkeypatch.setenv("TETRAD_DATA", str(folder))
    return folder


def test_a_node_with_another_secret_does_not_start(data: Path) -> None:
    write_secret(data / "secret", OTHER)

    with pytest.raises(AnotherSecret) as refused:
        open_application(settings_of(data))

    assert "TETRAD_SECRET_FILE" in str(refused.value)
    assert "TETRAD_SECRET_FILE" in refused.value.text.in_language("ru")


@pytest.mark.parametrize("command", ["worker --once", "jobs list", "library verify", "backup kept.tetrad"])
def test_a_command_with_another_secret_says_what_to_do(
    data: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_secret(data / "secret", OTHER)
    monkeypatch.chdir(data.parent)

    assert main(command.split()) == 1
    assert "tetrad secret --help" in capsys.readouterr().err
    assert not (data.parent / "kept.tetrad").exists()


def test_no_new_secret_is_made_in_place_of_one_that_was_lost(data: Path) -> None:
    (data / "secret").unlink()

    with pytest.raises(AnotherSecret):
        open_application(settings_of(data))

    assert not (data / "secret").exists()


def test_a_secret_is_replaced_on_purpose(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_secret(data / "secret", OTHER)

    assert [main(["secret"]), main(["secret", "--replace"]), main(["secret"])] == [1, 0, 0]

    told = capsys.readouterr()
    assert "from now on" in told.out
    assert "is not the one" in told.err
    with contextlib.closing(open_application(settings_of(data))) as application:
        assert application.secret == OTHER


def test_a_node_whose_secret_has_been_replaced_is_not_ready(data: Path) -> None:
    with contextlib.closing(open_application(settings_of(data))) as application:
        application.database.write(lambda connection: replace_mark(connection, OTHER))

        found = dict(Readiness(probes_of(application), Draining()).ask())

    assert (found["database"], found["secret"]) == (
        "ok",
        "replaced: start this process anew with the new one",
    )
    assert not is_ready(found)


@pytest.fixture(params=DATABASES)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """The settings of an installation that was never started."""
    with lent_settings(request, tmp_path / "data") as settings:
        yield settings


def test_of_two_nodes_that_begin_at_once_with_two_secrets_one_starts(
    settings: Settings, tmp_path: Path
) -> None:
    nodes = []
    for name in ("one", "two"):
        write_secret(tmp_path / name, name.encode().ljust(32, b"."))
        nodes.append(replace(settings, secret_file=tmp_path / name))
    together = threading.Barrier(2)

    def start(node: Settings) -> bool:
        together.wait()
        try:
            open_application(node).close()
        except AnotherSecret:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(start, nodes)) == [False, True]

"""`tetrad doctor` finds each thing that is broken here, and says in either language what to do."""

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import time

import pytest
from school_worlds import settings_of
from sqlalchemy import create_engine, text

from api.bootstrap import open_application
from api.commands.doctor import diagnose
from api.commands.main import main
from api.diagnosing import machine, stores
from api.diagnosing.clocks import compare_clock
from api.diagnosing.databases import OLDEST_POSTGRESQL, judge_version
from api.diagnosing.findings import Finding
from api.diagnosing.machine import judge_room, missing_files
from api.migrations import downgrade
from deploy.local.postgres import Cluster
from deploy.local.processes import free_ports
from library_core.buckets import Bucket

BROWSERS_ASK = {"origin", "object host"}
"""What answers only while a server runs."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("started") / "data"
    application = open_application(settings_of(folder))
    application.follow_changes()
    application.close()
    return folder


@pytest.fixture
def data(started: Path, tmp_path: Path) -> Path:
    """The data folder of an installation that has been started once."""
    return Path(shutil.copytree(started, tmp_path / "data"))


def find(data: Path, name: str, **given: str) -> list[Finding]:
    """Return what the doctor says of one thing."""
    return [one for one in diagnose({"TETRAD_DATA": str(data), **given}) if one.name == name]


def the(data: Path, name: str, **given: str) -> tuple[str, str]:
    """Return the level and the English sentence of the one finding on a thing."""
    (found,) = find(data, name, **given)
    assert found.text.in_language("ru")
    return found.level, found.text.in_language("en")


def test_a_sound_installation_has_nothing_to_mend(data: Path) -> None:
    levels = {one.level for one in diagnose({"TETRAD_DATA": str(data)}) if one.name not in BROWSERS_ASK}

    assert levels == {"ok"}


def test_the_status_says_whether_something_does_not_work(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TETRAD_DATA", str(data))
    whole = main(["doctor", "--json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (data / "secret").chmod(0o644)

    assert (whole, main(["doctor", "--language", "ru"])) == (0, 1)
    assert all(row.keys() == {"check", "level", "message"} for row in rows)
    assert "fail  secret: Секрет в файле" in capsys.readouterr().out


def test_settings_that_cannot_be_read_are_told(data: Path) -> None:
    (found,) = diagnose({"TETRAD_DATA": str(data), "TETRAD_PORT": "eight"})

    assert (found.name, found.level) == ("settings", "fail")
    assert "TETRAD_PORT" in found.text.in_language("en")
    assert found.text.in_language("ru") == "В TETRAD_PORT записано 'eight'; нужно целое число от 1 до 65535."


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("settings", {"TETRAD_HOST": "0.0.0.0", "TETRAD_OBJECT_HOST": "files.example"}),
        ("settings", {"TETRAD_TRACES": "nowhere"}),
        ("settings", {"TETRAD_LARGEST_UPLOAD": "2G", "TETRAD_QUOTA": "1G"}),
        ("settings", {"TETRAD_OBJECTS": "s3://host"}),
        ("settings", {"TETRAD_DATABASE": "mysql://host/rows"}),
        ("object host", {"TETRAD_OBJECT_HOST": "https://a/b"}),
    ],
)
def test_what_the_start_would_refuse_is_told_in_both_languages(
    data: Path, name: str, given: dict[str, str]
) -> None:
    told = [one.text for one in find(data, name, **given) if one.level == "fail"]

    assert told
    assert all(text.ru and text.ru != text.en and re.search("[а-я]{4}", text.ru) for text in told)


def test_a_mistyped_setting_is_told_with_the_nearest(data: Path) -> None:
    found = find(data, "settings", TETRAD_TREADS="4")

    assert ("warn", True) in [(one.level, "TETRAD_THREADS" in one.text.in_language("ru")) for one in found]


def test_settings_that_contradict_each_other_are_told(data: Path) -> None:
    assert the(data, "settings", TETRAD_ORIGIN="https://127.0.0.1:1")[0] == "fail"


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")

    assert the(tmp_path / "file", "data folder")[0] == "fail"


def test_a_folder_that_nobody_can_write_into_is_told() -> None:
    assert the(Path("/proc/self"), "data folder")[0] == "fail"


def test_a_folder_that_is_open_to_others_is_told(data: Path) -> None:
    data.chmod(0o755)

    level, sentence = the(data, "data folder")

    assert (level, f"chmod 700 {data}" in sentence) == ("warn", True)


@pytest.mark.parametrize(("free", "level"), [(10 << 30, "ok"), (1 << 30, "warn"), (1 << 20, "fail")])
def test_room_that_runs_out_is_told(free: int, level: str) -> None:
    assert judge_room(free, Path("/data")).level == level


def test_too_old_programs_are_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "OLDEST_PYTHON", (99, 0))
    monkeypatch.setattr(machine, "OLDEST_SQLITE", (99, 0, 0))

    assert (the(data, "Python")[0], the(data, "SQLite")[0]) == ("fail", "fail")
    assert judge_version(OLDEST_POSTGRESQL - 1).level == "fail"


def test_files_that_browsers_lack_are_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("""<link href="{{ static('gone.css') }}">""", encoding="utf-8")

    assert missing_files(tmp_path, tmp_path) == ["gone.css"]


@pytest.mark.parametrize(("mode", "level"), [(0o600, "ok"), (0o640, "warn"), (0o604, "fail")])
def test_rights_of_every_file_with_a_secret_are_told(data: Path, mode: int, level: str) -> None:
    file = data / "file"
    file.write_text("a" * 64, encoding="utf-8")
    file.chmod(mode)
    names = ("TETRAD_SECRET_FILE", "TETRAD_METRICS_TOKEN_FILE")

    given = dict.fromkeys(names, str(file))

    assert [the(data, name, **given)[0] for name in names] == [level, level]


def test_a_file_of_keys_that_is_not_there_is_told(data: Path) -> None:
    given = {"TETRAD_DATABASE_PASSWORD_FILE": str(data / "none")}

    assert the(data, "TETRAD_DATABASE_PASSWORD_FILE", **given)[0] == "fail"


def test_a_token_that_can_be_guessed_is_told(data: Path) -> None:
    file = data / "token"
    file.write_text("short", encoding="utf-8")
    file.chmod(0o600)

    assert the(data, "secrets", TETRAD_METRICS_TOKEN_FILE=str(file))[0] == "fail"


def test_a_damaged_database_is_told(data: Path) -> None:
    for file in data.glob("tetrad.sqlite3-*"):
        file.unlink()
    with (data / "tetrad.sqlite3").open("r+b") as damaged:
        damaged.write(os.urandom(4096))

    assert the(data, "database")[0] == "fail"


def test_a_schema_that_is_older_or_newer_is_told(data: Path) -> None:
    engine = create_engine(f"sqlite:///{data / 'tetrad.sqlite3'}")
    downgrade(engine, "0010_labs")
    older = the(data, "schema")[0]
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
    engine.dispose()

    assert (older, the(data, "schema")[0]) == ("warn", "fail")


def test_looking_at_an_empty_folder_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)

    levels = {one.level for one in diagnose({"TETRAD_DATA": str(folder)})}

    assert levels == {"ok", "warn"}
    assert list(folder.iterdir()) == []


def test_a_postgresql_that_is_down_is_told_without_its_password(data: Path) -> None:
    address = f"postgresql://tetrad:hidden@127.0.0.1:{free_ports(1)[0]}/tetrad"

    level, sentence = the(data, "database", TETRAD_DATABASE=address)

    assert (level, "hidden" in sentence) == ("fail", False)
    assert the(data, "TETRAD_DATABASE", TETRAD_DATABASE=address)[0] == "warn"


def test_a_postgresql_that_answers_is_looked_into(data: Path, cluster: Cluster) -> None:
    given = {"TETRAD_DATABASE": cluster.url("postgres")}

    assert the(data, "database", **given)[0] == "ok"
    assert the(data, "clock of the database", **given)[0] == "ok"
    assert the(data, "schema", **given)[0] == "warn"
    assert (the(data, "secrets", **given)[0], the(data, "objects", **given)[0]) == ("warn", "warn")


@pytest.mark.parametrize(("ahead", "level"), [(0.5, "ok"), (-30, "warn"), (3600, "fail"), (-3600, "fail")])
def test_clocks_that_differ_are_told(ahead: float, level: str) -> None:
    assert compare_clock("clock", ahead).level == level


@contextmanager
def answering(status: int, ahead: float = 0) -> Iterator[int]:
    """Serve every request with this status and a clock that is so many seconds ahead; give the port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(status)
            self.send_header("Date", formatdate(time() + ahead, usegmt=True))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(("ahead", "level"), [(0, "ok"), (7200, "fail")])
def test_the_clock_of_the_store_is_compared(ahead: float, level: str) -> None:
    with answering(403, ahead) as port:
        bucket = Bucket(
            endpoint=f"127.0.0.1:{port}", name="tetrad", access_key="a", secret_key="b", secure=False
        )

        assert [one.level for one in stores.clock(bucket)] == [level]


def test_a_store_that_is_down_is_told_without_its_keys(data: Path) -> None:
    address = f"s3://access:hidden@127.0.0.1:{free_ports(1)[0]}/tetrad?secure=no"

    level, sentence = the(data, "objects", TETRAD_OBJECTS=address)

    assert (level, "hidden" in sentence) == ("fail", False)


def test_an_index_that_does_not_open_is_told(data: Path) -> None:
    shutil.rmtree(data / "search")
    (data / "search").write_text("no folder", encoding="utf-8")

    assert the(data, "index")[0] == "fail"


def test_addresses_that_nothing_answers_at_are_told(data: Path) -> None:
    port = str(free_ports(1)[0])

    assert [the(data, name, TETRAD_PORT=port)[0] for name in ("origin", "object host")] == ["warn", "warn"]


@pytest.mark.parametrize(("status", "level"), [(200, "ok"), (404, "ok"), (503, "fail")])
def test_what_answers_for_browsers_is_told(data: Path, status: int, level: str) -> None:
    with answering(status) as port:
        assert the(data, "origin", TETRAD_PORT=str(port))[0] == level


def test_a_name_that_nobody_knows_is_told(data: Path) -> None:
    # A name under `invalid` leads nowhere: RFC 6761.
    assert the(data, "object host", TETRAD_OBJECT_HOST="no-such-name.invalid")[0] == "fail"


def test_a_proxy_that_does_not_answer_is_told(data: Path) -> None:
    given = {
        "TETRAD_BEHIND_PROXY": "yes",
        "TETRAD_ORIGIN": f"https://127.0.0.1:{free_ports(1)[0]}",
        "TETRAD_OBJECT_HOST": f"https://localhost:{free_ports(1)[0]}",
    }

    assert the(data, "origin", **given)[0] == "fail"

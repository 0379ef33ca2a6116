"""The real server: every line that it writes is JSON, and its doors are open where they should be."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from bare_server import Served, bare_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that was stopped after a few requests and a mistyped setting; only its log is left."""
    with bare_server(tmp_path_factory.mktemp("served"), {"TETRAD_DATABSE": "elsewhere"}) as served:
        yield served


def fetch(served: Served, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{served.address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_metrics_of_a_real_process_count_its_requests(served: Served) -> None:
    fetch(served, "/sign-in")

    status, text = fetch(served, "/metrics")

    assert status == 200
    assert 'tetrad_request_seconds_count{method="GET",route="/sign-in",status="2xx"} 1.0' in text
    assert "process_resident_memory_bytes" in text


def test_what_a_proxy_passed_on_reads_no_metrics(served: Served) -> None:
    assert fetch(served, "/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 403


def test_every_line_of_the_log_is_json_and_tells_what_is_mistyped(served: Served) -> None:
    fetch(served, "/no/such/page")
    served.stop()

    lines = [json.loads(line) for line in served.log.read_text("utf-8").splitlines()]

    told = [line for line in lines if "TETRAD_DATABASE meant?" in line["event"]]
    routes = {line.get("route") for line in lines if line["event"] == "request"}
    assert [line["level"] for line in told] == ["warning"]
    assert routes == {"/sign-in", "(no such page)"}
    assert not [line for line in lines if line["level"] == "error"]


def test_a_log_for_people_is_plain(tmp_path: Path) -> None:
    with bare_server(tmp_path, {"TETRAD_LOG": "text"}) as served:
        fetch(served, "/sign-in")

    (line,) = [line for line in served.log.read_text("utf-8").splitlines() if " request " in line]
    assert "INFO request method=GET route=/sign-in status=200" in line

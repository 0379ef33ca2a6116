"""Health and metrics: who may ask, what is told, and that a session or a host name is never needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from databases import sqlite_settings
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import open_application
from api.observing.draining import Draining
from api.observing.watch import Watch
from api.settings import Settings

TOKEN = "0123456789abcdef0123456789abcdef"
HOME = ("127.0.0.1", 5000)


@contextmanager
def opened(settings: Settings, draining: Draining | None = None) -> Iterator[TestClient]:
    app = create_app(open_application(settings), Watch(), draining)
    with TestClient(app, base_url="http://127.0.0.1", client=HOME) as client:
        yield client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with opened(sqlite_settings(tmp_path / "data")) as client:
        yield client


def test_a_living_process_says_so(client: TestClient) -> None:
    response = client.get("/health/live")

    assert (response.status_code, response.text) == (200, "ok\n")
    assert response.headers["cache-control"] == "no-store"


def test_a_ready_process_says_how_each_dependency_is(client: TestClient) -> None:
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "schema": "ok",
        "secret": "ok",
        "clock": "ok",
        "objects": "ok",
        "index": "ok",
        "process": "ok",
    }


def test_an_able_process_says_how_each_dependency_is(client: TestClient) -> None:
    response = client.get("/health/able")

    assert (response.status_code, response.json()["able"], response.json()["objects"]) == (200, True, "ok")


def test_a_process_that_stops_takes_no_work_in(tmp_path: Path) -> None:
    draining = Draining()
    with opened(sqlite_settings(tmp_path / "data"), draining) as client:
        draining.begin()

        assert client.get("/health/able").status_code == 503


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/health/able", "/metrics"])
def test_nothing_can_be_sent_to_these_doors(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("host", ["localhost", "anything.example"])
def test_health_answers_under_any_host_name(client: TestClient, host: str) -> None:
    assert client.get("/health/live", headers={"host": host}).status_code == 200
    assert client.get("/health/ready", headers={"host": host}).status_code == 200


def test_asking_for_health_is_no_traffic(client: TestClient) -> None:
    for path in ("/health/live", "/health/ready", "/metrics"):
        client.get(path)

    assert "tetrad_request_seconds_count{" not in client.get("/metrics").text


def test_a_process_that_stops_is_not_ready(tmp_path: Path) -> None:
    draining = Draining()
    with opened(sqlite_settings(tmp_path / "data"), draining) as client:
        draining.begin()

        response = client.get("/health/ready")

        assert (response.status_code, response.json()["process"]) == (503, "stopping")


def test_connections_are_closed_while_the_process_stops(tmp_path: Path) -> None:
    draining = Draining()
    with opened(sqlite_settings(tmp_path / "data"), draining) as client:
        before = client.get("/sign-in").headers.get("connection")
        draining.begin()

        assert (before, client.get("/sign-in").headers.get("connection")) == (None, "close")


def test_this_machine_may_read_the_metrics(client: TestClient) -> None:
    text = client.get("/metrics").text

    for name in (
        "tetrad_writes_waiting",
        "tetrad_sessions",
        "tetrad_pool_reads_total",
        "process_cpu_seconds",
    ):
        assert f"\n{name}" in text


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "school.example"},
        {"x-forwarded-for": "203.0.113.9"},
        {"forwarded": "for=203.0.113.9"},
        {"via": "1.1 proxy"},
    ],
)
def test_what_came_through_something_else_may_not(client: TestClient, headers: dict[str, str]) -> None:
    assert client.get("/metrics", headers=headers).status_code == 403


def test_another_machine_may_not(tmp_path: Path) -> None:
    app = create_app(open_application(sqlite_settings(tmp_path / "data")))
    with TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.7", 5000)) as client:
        assert client.get("/metrics").status_code == 403


def test_behind_a_proxy_nobody_may_without_a_token(tmp_path: Path) -> None:
    settings = replace(
        sqlite_settings(tmp_path / "data"),
        behind_proxy=True,
        origin="https://a.example",
        object_host="b.example",
    )
    with opened(settings) as client:
        assert client.get("/metrics").status_code == 403


def test_the_token_opens_and_nothing_else_does(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    with opened(replace(sqlite_settings(tmp_path / "data"), metrics_token_file=file)) as client:
        right = {"authorization": f"Bearer {TOKEN}", "host": "school.example", "via": "1.1 proxy"}
        refused = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN[:-1]}0"})

        assert client.get("/metrics", headers=right).status_code == 200
        assert (refused.status_code, client.get("/metrics").status_code) == (401, 401)
        assert refused.headers["www-authenticate"].startswith("Bearer")

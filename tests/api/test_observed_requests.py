"""Every request has a number, is counted by its route, and is logged without a word of anybody's."""

import json
import logging
import re
from collections.abc import Iterator

import pytest
from school_worlds import World, settings_of
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import open_application
from api.observing.instruments import Instruments
from api.observing.logs import REQUESTS
from api.observing.request_ids import number_of
from api.observing.watch import Watch
from api.web.static_files import static_address


def counted(instruments: Instruments, route: str, method: str = "GET", status: str = "2xx") -> float:
    labels = {"route": route, "method": method, "status": status}
    return instruments.registry.get_sample_value("tetrad_request_seconds_count", labels) or 0.0


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, watch: Watch) -> Iterator[TestClient]:
    application = open_application(settings_of(tmp_path_factory.mktemp("data")), watch.dependency)
    made = create_app(application, watch)
    here = ("127.0.0.1", 50_000)
    with TestClient(made, raise_server_exceptions=False, base_url="http://127.0.0.1", client=here) as client:
        yield client


def test_a_request_gets_a_number_of_its_own(client: TestClient) -> None:
    numbers = {client.get("/sign-in").headers["x-request-id"] for _ in range(3)}

    assert len(numbers) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", number) for number in numbers)


def test_the_number_that_a_proxy_gave_is_kept(client: TestClient) -> None:
    given = "3f2b8c1e-5a77-4d0b-9d0e-6f1f4f6b2c11"

    response = client.get("/nowhere", headers={"x-request-id": given})

    assert response.headers["x-request-id"] == given
    assert given in response.text


@pytest.mark.parametrize(
    ("peer", "behind_proxy", "kept"),
    [
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("203.0.113.7", False, False),
        ("", False, False),
        ("10.0.0.2", True, True),
    ],
)
def test_only_a_proxy_gives_numbers(peer: str, behind_proxy: bool, kept: bool) -> None:
    given = "3f2b8c1e-5a77-4d0b-9d0e-6f1f4f6b2c11"

    assert (number_of(given, peer, behind_proxy=behind_proxy) == given) == kept


@pytest.mark.parametrize("given", ["short", "x" * 65, "Ivan Ivanov, 9a", "<script>alert(1)</script>"])
def test_what_is_no_number_is_not_taken_for_one(client: TestClient, given: str) -> None:
    response = client.get("/sign-in", headers={"x-request-id": given})

    assert re.fullmatch(r"[0-9a-f]{16}", response.headers["x-request-id"])


def test_requests_are_counted_by_the_template_of_their_route(client: TestClient, watch: Watch) -> None:
    for number in range(3):
        client.get(f"/catalogue/{number}", follow_redirects=False)

    assert counted(watch.instruments, "/catalogue/{edition}", status="3xx") == 3


def test_what_has_no_route_is_counted_together(client: TestClient, watch: Watch) -> None:
    before = counted(watch.instruments, "(no such page)", status="4xx")

    for number in range(3):
        client.get(f"/no/such/page/{number}")
    client.request("BREW", "/coffee")

    assert counted(watch.instruments, "(no such page)", status="4xx") == before + 3
    assert counted(watch.instruments, "(no such page)", method="other", status="4xx") == 1


def test_static_files_and_the_object_host_are_counted_each_together(client: TestClient, watch: Watch) -> None:
    client.get(static_address("tetrad.css"))
    client.get("/capability/edition/a.png", headers={"host": "localhost"})

    assert counted(watch.instruments, "static") == 1
    assert counted(watch.instruments, "(object host)", status="4xx") == 1


def test_a_request_is_logged_once_with_its_route_and_nothing_else(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, REQUESTS.name):
        client.get("/catalogue/ivanov-9a?name=Ivanov", follow_redirects=False)

    (record,) = [record for record in caplog.records if record.name == REQUESTS.name]
    fields = vars(record)["fields"]
    assert fields.keys() == {"method", "route", "status", "ms", "bytes"}
    assert (fields["method"], fields["route"], fields["status"]) == ("GET", "/catalogue/{edition}", 303)
    assert "vanov" not in json.dumps(fields)


def test_requests_in_flight_come_back_to_none(client: TestClient, watch: Watch) -> None:
    client.get("/sign-in")

    assert watch.instruments.registry.get_sample_value("tetrad_requests_in_flight") == 0


def test_transactions_are_counted(client: TestClient, watch: Watch) -> None:
    labels = {"dependency": "database", "asked": "read"}
    name = "tetrad_dependency_seconds_count"
    before = watch.instruments.registry.get_sample_value(name, labels) or 0.0

    client.get("/sign-in", headers={"cookie": "tetrad_session=nobodys"})

    assert (watch.instruments.registry.get_sample_value(name, labels) or 0.0) > before


def test_requests_sent_away_are_counted(watch: Watch, world: World) -> None:
    app = create_app(world.application, own := Watch())
    with TestClient(app, base_url="http://testserver") as client:
        page = client.get("/sign-in").text
        token = re.search(r'name="csrf" value="([^"]+)"', page)
        assert token is not None
        form = {"csrf": token[1], "login": "student", "password": "wrong"}
        for _ in range(30):
            client.post("/sign-in", data=form, headers={"origin": "http://testserver"})

    assert own.instruments.registry.get_sample_value("tetrad_requests_shed_total", {"status": "429"})

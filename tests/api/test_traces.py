"""Traces tell a collector what a request did, and nobody's words; nothing of them is loaded unasked."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from collector import Collected, collecting
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from school_worlds import PASSWORD, World
from starlette.testclient import TestClient

from api.app import create_app
from api.bootstrap import open_application
from api.observing.instruments import Instruments
from api.observing.watch import Watch, make_watch
from api.settings import Settings, SettingsRefused

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def collected() -> Iterator[Collected]:
    with collecting() as collected:
        yield collected


def visit(world: World, collected: Collected, **headers: str) -> Instruments:
    """Let a student open an assignment and check an answer, watched; all has been sent when this returns."""
    watch = make_watch(replace(world.application.settings, traces=collected.address))
    application = open_application(world.application.settings, watch.dependency)
    with TestClient(create_app(application, watch), base_url="http://testserver") as client:
        student = replace(world, application=application, client=client).browser(world.north, "student")
        student.headers = headers
        path = f"/assignments/{world.north.attempt}"
        assert student.get(f"{path}?q=Ivanov").status_code == 200
        for number, answer in enumerate(("1000 kg", "3*+")):
            student.post(f"{path}/1/check", {"answer.part": answer, "idempotency": f"k{number}"})
    return watch.instruments


def attributes(span: Span) -> dict[str, str]:
    return {one.key: one.value.string_value or str(one.value.int_value) for one in span.attributes}


def test_a_request_is_a_span_with_what_it_asked_inside(world: World, collected: Collected) -> None:
    visit(world, collected)

    requests = {span.name: span for span in collected.spans if span.kind == Span.SPAN_KIND_SERVER}
    opened, checked = (
        requests["GET /assignments/{attempt}"],
        requests["POST /assignments/{attempt}/{slot}/check"],
    )
    inside = {span.name for span in collected.spans if span.parent_span_id == checked.span_id}
    assert attributes(opened)["http.route"] == "/assignments/{attempt}"
    assert attributes(opened)["http.response.status_code"] == "200"
    assert {"database read", "database write"} <= inside
    assert any(span.name == "check quantity" for span in collected.spans)


def test_a_trace_that_begins_in_the_proxy_goes_on(world: World, collected: Collected) -> None:
    visit(world, collected, traceparent=f"00-{TRACE}-b7ad6b7169203331-00")

    assert {span.trace_id.hex() for span in collected.spans} == {TRACE}


def test_traces_tell_nobody_s_words(world: World, collected: Collected) -> None:
    visit(world, collected)

    sent = b"".join(collected.bodies)
    personal = [" of north", "north-", PASSWORD, "Ivanov", "1000 kg", "testclient", world.north.attempt]
    assert [word for word in personal if word.encode() in sent] == []


def test_checks_are_counted_by_what_they_came_to(world: World, collected: Collected) -> None:
    instruments = visit(world, collected)

    def checks(outcome: str) -> float | None:
        labels = {"kind": "quantity", "outcome": outcome}
        return instruments.registry.get_sample_value("tetrad_check_seconds_count", labels)

    assert (checks("wrong") or checks("partly") or checks("right") or 0) >= 1
    assert checks("unreadable") == 1


def test_none_are_loaded_unasked() -> None:
    program = (
        "import sys, api.app; from api.observing.watch import make_watch; "
        "from api.settings import read_settings; make_watch(read_settings({})); "
        "print([name for name in sys.modules if 'opentelemetry' in name])"
    )

    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert printed.stdout == "[]\n"


def test_a_collector_that_is_away_holds_nothing_up(world: World) -> None:
    watch = make_watch(replace(world.application.settings, traces="http://127.0.0.1:9/v1/traces"))
    application = open_application(world.application.settings, watch.dependency)
    with TestClient(create_app(application, watch)) as client:
        assert client.get("/sign-in").status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1:4317", "grpc://collector:4317", "http://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingsRefused, match="TETRAD_TRACES names no collector"):
        make_watch(Settings(data=Path(), traces=address))


def test_no_traces_are_sent_unasked() -> None:
    assert make_watch(Settings(data=Path())).tracing is None
    assert Watch().tracing is None

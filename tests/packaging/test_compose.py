"""The compose file is valid, holds no secret, and has the layout that deploy/local runs."""

import hashlib
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Final

import pytest
import yaml
from json_schemas import Part, refusals

from api.setting_names import NAMES
from api.settings import STOP_WITHIN
from deploy.local import seaweed

ROOT: Final = Path(__file__).resolve().parents[2]
SCHEMA: Final = Path(__file__).parent / "compose_spec" / "compose-spec.json"
SHA256: Final = "d549057ebc2925f39f62799eab0db7b9e2c18b35b6c00595199116da3ed10e64"
PROXYS: Final = {"TETRAD_BIND", "TETRAD_STATS", "TETRAD_WAITING_PAGE", *(f"TETRAD_NODE_{n}" for n in "123")}


@pytest.fixture(scope="module")
def schema() -> Part:
    written = SCHEMA.read_bytes()
    assert hashlib.sha256(written).hexdigest() == SHA256
    return json.loads(written)


@pytest.fixture
def compose() -> Part:
    return yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))


def names(compose: Part, beginning: str) -> list[str]:
    return sorted(name for name in compose["services"] if re.fullmatch(rf"{beginning}-\d", name))


def test_the_compose_file_follows_the_specification(compose: Part, schema: Part) -> None:
    assert refusals(compose, schema) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("services", "node-1", "restarts"), "always"),
        (("services", "node-1", "healthcheck"), {"test": 3}),
        (("services", "node-1", "depends_on"), {"postgres": {"condition": "healthy"}}),
        (("volumes",), ["node-1"]),
        (("secrets", "secret"), {"file": 7}),
    ],
)
def test_what_the_specification_does_not_know_is_refused(
    compose: Part, schema: Part, place: tuple[str, ...], value: Part
) -> None:
    spoilt = deepcopy(compose)
    inner = spoilt
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value

    assert refusals(spoilt, schema)


def test_it_has_the_layout_of_the_local_installation(compose: Part) -> None:
    masters, volumes = names(compose, "master"), names(compose, "volume")
    commands = [compose["services"][name]["command"] for name in masters]

    assert (len(masters), len(volumes)) == (seaweed.MASTERS, seaweed.VOLUMES)
    assert len(names(compose, "node")) == 3
    assert all("-defaultReplication=001" in command for command in commands)
    assert {"postgres", "filer", "s3", "haproxy"} <= compose["services"].keys()


def test_everything_is_begun_again_until_somebody_stops_it(compose: Part) -> None:
    assert {service["restart"] for service in compose["services"].values()} == {"unless-stopped"}


def test_no_secret_stands_in_it(compose: Part) -> None:
    for name, service in compose["services"].items():
        for setting, value in service.get("environment", {}).items():
            spoken = re.search("PASSWORD|KEY|SECRET|TOKEN", setting)
            assert not spoken or value.startswith("/run/secrets/"), (name, setting)
            assert not re.search(r"://[^/]*:[^/]*@", value), (name, setting)

    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())


def test_every_secret_that_is_named_is_given_and_made(compose: Part) -> None:
    made = (ROOT / "deploy" / "make-secrets").read_text("utf-8")
    for service in compose["services"].values():
        needed = {
            value[13:]
            for value in service.get("environment", {}).values()
            if value.startswith("/run/secrets/")
        }
        assert needed <= {*service.get("secrets", [])}

    assert all(secret in made for secret in compose["secrets"])


def test_every_setting_is_one(compose: Part) -> None:
    given = {
        name
        for service in compose["services"].values()
        for name in service.get("environment", {})
        if name.startswith("TETRAD_")
    }

    assert given - {*NAMES} == PROXYS


def test_every_service_is_started_again_and_asked_how_it_is(compose: Part) -> None:
    asked = {
        name for name, service in compose["services"].items() if "test" in service.get("healthcheck", {})
    }
    by_the_image = {*names(compose, "node")}

    assert all(service["restart"] == "unless-stopped" for service in compose["services"].values())
    assert compose["services"].keys() - asked - by_the_image == {*names(compose, "worker")}


def test_a_node_has_time_to_end_what_it_began(compose: Part) -> None:
    for name in (*names(compose, "node"), *names(compose, "worker")):
        service = compose["services"][name]
        grace = int(service["stop_grace_period"].removesuffix("s"))
        assert grace > int(service["environment"]["TETRAD_DRAIN"]) + STOP_WITHIN


def test_every_part_keeps_its_own_data(compose: Part) -> None:
    kept = [volume for service in compose["services"].values() for volume in service.get("volumes", [])]
    own = [volume.split(":")[0] for volume in kept if not volume.startswith(".")]

    assert sorted(own) == sorted(compose["volumes"])

"""A mistyped setting is told, and settings that can't be meant together are refused with what to do."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from api.contradictions import require_consistent
from api.setting_names import NAMES, tell_unknown
from api.settings import SettingsRefused, read_settings

POSTGRESQL = "postgresql://tetrad@127.0.0.1:5432/tetrad"
BUCKET = "s3://127.0.0.1:9000/tetrad?secure=no"


class Asked(Mapping[str, str]):
    """An environment that remembers what was asked of it."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


def asked_names(folder: Path) -> set[str]:
    """Return every name that the settings are read from, each place of rows and objects tried."""
    keys = folder / "keys"
    keys.write_text("access\nsecret\n", encoding="utf-8")
    given = {
        "TETRAD_OBJECTS": BUCKET,
        "TETRAD_OBJECTS_KEYS_FILE": str(keys),
        "TETRAD_DATABASE": POSTGRESQL,
        "TETRAD_DATABASE_PASSWORD_FILE": str(keys),
    }
    asked = Asked(given)
    read_settings(asked)
    return asked.names


def test_every_name_that_is_read_is_known_and_every_known_name_is_read(tmp_path: Path) -> None:
    assert asked_names(tmp_path) == set(NAMES)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TETRAD_DATABSE", "TETRAD_DATABASE"),
        ("TETRAD_OBJECTS_HOST", "TETRAD_OBJECT_HOST"),
        ("TETRAD_PORTS", "TETRAD_PORT"),
        ("TETRAD_METRICS_TOKEN", "TETRAD_METRICS_TOKEN_FILE"),
    ],
)
def test_a_mistyped_name_is_told_with_the_nearest(name: str, meant: str) -> None:
    (sentence,) = tell_unknown({name: "x", "PATH": "/bin", "TETRAD_HOST": "::1"})

    assert sentence == f"{name} is no setting of Tetrad and is passed over; is {meant} meant?"


def test_a_name_like_no_other_is_told_without_a_guess() -> None:
    assert tell_unknown(["TETRAD_COLOUR_OF_THE_BIKE_SHED"]) == (
        "TETRAD_COLOUR_OF_THE_BIKE_SHED is no setting of Tetrad and is passed over.",
    )


def refusal(folder: Path, given: dict[str, str]) -> str:
    environment = {"TETRAD_DATA": str(folder / "data"), **given}
    try:
        require_consistent(read_settings(environment), environment)
    except SettingsRefused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"TETRAD_ORIGIN": "https://a.example", "TETRAD_OBJECT_HOST": "b.example"}, "TETRAD_ORIGIN"),
        ({"TETRAD_OBJECTS_KEYS_FILE": "keys"}, "TETRAD_OBJECTS"),
        ({"TETRAD_DATABASE_PASSWORD_FILE": "keys"}, "TETRAD_DATABASE"),
        ({"TETRAD_LARGEST_UPLOAD": "2G", "TETRAD_QUOTA": "1G"}, "TETRAD_QUOTA"),
        ({"TETRAD_TRACES_PERCENT": "5"}, "TETRAD_TRACES"),
        (
            {
                "TETRAD_BEHIND_PROXY": "yes",
                "TETRAD_ORIGIN": "http://a.example",
                "TETRAD_OBJECT_HOST": "b.example",
            },
            "https://",
        ),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    assert named in refusal(tmp_path, given)


def test_two_secrets_for_one_thing_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("access\nsecret\n", encoding="utf-8")
    objects = {
        "TETRAD_OBJECTS": BUCKET.replace("//", "//a:b@", 1),
        "TETRAD_OBJECTS_KEYS_FILE": str(file),
    }
    database = {
        "TETRAD_DATABASE": POSTGRESQL.replace("@", ":b@", 1),
        "TETRAD_DATABASE_PASSWORD_FILE": str(file),
    }

    assert "TETRAD_OBJECTS_KEYS_FILE names a file with others" in refusal(tmp_path, objects)
    assert "TETRAD_DATABASE_PASSWORD_FILE names a file with another" in refusal(tmp_path, database)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {
            "TETRAD_BEHIND_PROXY": "yes",
            "TETRAD_ORIGIN": "https://a.example",
            "TETRAD_OBJECT_HOST": "b.example",
        },
        {"TETRAD_ORIGIN": "http://127.0.0.1:8000"},
        {"TETRAD_DATABASE": POSTGRESQL},
    ],
)
def test_settings_that_go_together_are_taken(tmp_path: Path, given: dict[str, str]) -> None:
    assert refusal(tmp_path, given) == ""

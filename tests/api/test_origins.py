"""Pages and uploaded files are reached by two different host names, or nothing is served."""

from pathlib import Path

import pytest

from api.origins import application_origin, is_object_host, object_origin, require_two_hosts
from api.settings import Settings, SettingsRefused

DATA = Path("/data")
PROXIED = Settings(
    data=DATA, behind_proxy=True, origin="https://school.example", object_host="files.school.example"
)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("::1", "http://localhost:8000"),
        ("localhost", "http://127.0.0.1:8000"),
    ],
)
def test_on_one_machine_files_are_served_by_its_other_name(host: str, expected: str) -> None:
    settings = Settings(data=DATA, host=host)

    require_two_hosts(settings)

    assert object_origin(settings) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("files.school.example", "http://files.school.example:8000"),
        ("files.school.example:81", "http://files.school.example:81"),
        ("https://files.school.example", "https://files.school.example"),
        ("https://files.school.example:443/", "https://files.school.example"),
    ],
)
def test_the_object_host_may_be_named(given: str, expected: str) -> None:
    assert object_origin(Settings(data=DATA, object_host=given)) == expected


def test_behind_a_proxy_both_names_are_those_of_the_proxy() -> None:
    require_two_hosts(PROXIED)

    assert application_origin(PROXIED) == "https://school.example"
    assert object_origin(PROXIED) == "https://files.school.example"


@pytest.mark.parametrize(
    "settings",
    [
        Settings(data=DATA, host="0.0.0.0"),
        Settings(data=DATA, behind_proxy=True),
        Settings(data=DATA, behind_proxy=True, object_host="files.school.example"),
        Settings(data=DATA, object_host="127.0.0.1:9000"),
        Settings(data=DATA, object_host="HTTP://127.0.0.1"),
        Settings(data=DATA, behind_proxy=True, origin="https://a.example", object_host="a.example:8443"),
        Settings(data=DATA, object_host="files.school.example/path"),
        Settings(data=DATA, object_host="ftp://files.school.example"),
        Settings(data=DATA, object_host="files.school.example:port"),
        Settings(data=DATA, object_host="файлы.example"),
    ],
)
def test_other_arrangements_are_refused_with_instructions(settings: Settings) -> None:
    with pytest.raises(SettingsRefused, match="TETRAD_OBJECT_HOST"):
        require_two_hosts(settings)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST:1", "localhost.:8000"])
def test_the_object_host_is_known_by_its_name_however_it_is_written(host: str) -> None:
    assert is_object_host(Settings(data=DATA), host)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "testserver", "", "[", "localhost.example"])
def test_every_other_name_is_not_the_object_hosts(host: str) -> None:
    assert not is_object_host(Settings(data=DATA), host)

"""What an operator may set, and what is refused with instructions."""

from pathlib import Path

import pytest

from api.settings import Settings, SettingsRefused, read_settings, require_safe_address, to_environment


def test_settings_survive_the_way_into_another_process(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path,
        port=8123,
        threads=4,
        behind_proxy=True,
        origin="https://school.example",
        object_host="files.school.example",
    )

    assert read_settings(to_environment(settings)) == settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TETRAD_PORT", "0"),
        ("TETRAD_PORT", "70000"),
        ("TETRAD_PORT", "eight"),
        ("TETRAD_THREADS", "-1"),
        ("TETRAD_BEHIND_PROXY", "maybe"),
        ("TETRAD_CERTIFICATE", "/no/such/file.pem"),
        ("TETRAD_TIMEZONE", "Europe/Nowhere"),
        ("TETRAD_TIMEZONE", "Europe"),
        ("TETRAD_LARGEST_UPLOAD", "0"),
        ("TETRAD_QUOTA", "0"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsRefused, match=name):
        read_settings({name: value})


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_loopback_needs_no_certificate(tmp_path: Path, host: str) -> None:
    require_safe_address(Settings(data=tmp_path, host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::", "school.example"])
def test_an_address_that_others_reach_is_refused_without_encryption(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingsRefused, match="--certificate"):
        require_safe_address(Settings(data=tmp_path, host=host))


def test_a_declared_proxy_opens_any_address(tmp_path: Path) -> None:
    require_safe_address(Settings(data=tmp_path, host="0.0.0.0", behind_proxy=True))


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused, match="together"):
        require_safe_address(Settings(data=tmp_path, certificate=tmp_path / "certificate.pem"))

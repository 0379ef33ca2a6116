"""Where objects are kept, as an operator writes it; a secret never comes out again in a message."""

from pathlib import Path

import pytest

from api.bootstrap import open_application
from api.object_settings import ObjectsRefused, parse_bucket, read_bucket, write_bucket
from api.settings import Settings, SettingsRefused, read_settings, to_environment
from api.sizes import read_size, size_in_words
from library_core.buckets import Bucket

BUCKET = Bucket(endpoint="10.0.0.7:8333", name="tetrad", access_key="key", secret_key="a/b+c=", secure=False)


@pytest.mark.parametrize("written", ["", "folder"])
def test_the_folder_is_what_is_usual(written: str) -> None:
    assert read_bucket({"TETRAD_OBJECTS": written}) is None
    assert read_bucket({}) is None


def test_a_bucket_survives_the_way_into_another_process(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, objects=BUCKET, quota=7, largest_upload=5)

    assert read_settings(to_environment(settings)) == settings
    assert parse_bucket(write_bucket(BUCKET)) == BUCKET


def test_keys_stand_in_a_file(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("key\na/b+c=\n")

    given = {
        "TETRAD_OBJECTS": "s3://10.0.0.7:8333/tetrad?secure=no",
        "TETRAD_OBJECTS_KEYS_FILE": str(keys),
    }
    assert read_bucket(given) == BUCKET


def test_without_a_port_it_is_tls_and_its_usual_port() -> None:
    bucket = parse_bucket("s3://a:hush@store.example/books?region=ru-1")

    assert (bucket.endpoint, bucket.secure, bucket.region) == ("store.example", True, "ru-1")


@pytest.mark.parametrize(
    "written",
    [
        "minio",
        "s3://",
        "s3://a:hush@host",
        "s3://a:hush@host/",
        "s3://a:hush@host/one/two",
        "s3://a:hush@host:port/bucket",
        "s3://a:hush@host/bucket?secure=maybe",
        "s3://a:hush@host/bucket?tls=no",
        "http://a:hush@host/bucket",
        "s3://hush@host/bucket",
        "s3://[hush/bucket",
    ],
)
def test_what_names_no_bucket_is_refused_without_its_secret(written: str) -> None:
    with pytest.raises(ObjectsRefused, match="TETRAD_OBJECTS") as caught:
        read_bucket({"TETRAD_OBJECTS": written})

    assert "hush" not in str(caught.value)


def test_a_file_of_keys_that_has_none_is_refused(tmp_path: Path) -> None:
    for path, content in ((tmp_path / "one", "hush"), (tmp_path / "three", "hush hush hush")):
        path.write_text(content)
        with pytest.raises(ObjectsRefused, match="two lines") as caught:
            parse_bucket("s3://host/bucket", str(path))
        assert "hush" not in str(caught.value)
    with pytest.raises(ObjectsRefused, match="can't be read"):
        parse_bucket("s3://host/bucket", str(tmp_path / "none"))


@pytest.mark.slow
def test_a_store_that_does_not_answer_is_told_with_what_to_do(tmp_path: Path) -> None:
    away = Bucket(endpoint="127.0.0.1:9", name="tetrad", access_key="a", secret_key="hush", secure=False)

    with pytest.raises(SettingsRefused, match=r"127\.0\.0\.1:9") as caught:
        open_application(Settings(data=tmp_path, objects=away))

    assert "hush" not in str(caught.value) + repr(Settings(data=tmp_path, objects=away))


@pytest.mark.parametrize(
    ("written", "size"), [("0", 0), ("500M", 500 << 20), ("20g", 20 << 30), ("1 KB", 1024), ("7", 7)]
)
def test_sizes_are_written_with_units(written: str, size: int) -> None:
    assert read_size(written) == size


@pytest.mark.parametrize("written", ["", "-1", "1.5G", "G", "ten", "1" * 16, "1P", "²"])
def test_what_is_no_size_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_size(written)
    with pytest.raises(SettingsRefused, match="TETRAD_QUOTA"):
        read_settings({"TETRAD_QUOTA": written or "?"})


def test_sizes_are_told_in_both_languages() -> None:
    assert size_in_words(3 << 29, "ru") == "1,5\u00a0ГБ"
    assert [size_in_words(size, "en") for size in (0, 999, 1000, 8 << 20, 2000 << 20)] == [
        "0\u00a0B",
        "999\u00a0B",
        "1\u00a0KB",
        "8\u00a0MB",
        "2\u00a0GB",
    ]

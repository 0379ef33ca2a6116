"""What S3 adds: crashes of the store, wrong keys, stores that don't answer, and no secret in any message."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from seaweed import SECRET, Seaweed, start_seaweed

from library_core.adapters.s3_client import S3Client, connect, make_bucket, put_if_absent
from library_core.adapters.s3_objects import S3Objects
from library_core.buckets import Bucket
from library_core.objects import ObjectStoreFailed, put_bytes, read_object

pytestmark = pytest.mark.slow


def test_a_killed_store_still_has_what_it_took(tmp_path: Path) -> None:
    seaweed = start_seaweed(tmp_path)
    store = S3Objects(seaweed.client())
    contents = [os.urandom(size) for size in (10, 100_000, 20 << 20)]
    keys = [put_bytes(store, content) for content in contents]
    seaweed.kill()
    os.waitpid(seaweed.pid, 0)

    again = start_seaweed(tmp_path)
    try:
        mended = S3Objects(again.same())

        assert [read_object(mended, key) for key in keys] == contents
    finally:
        again.kill()


def test_a_store_that_is_away_is_told_in_words_without_the_secret() -> None:
    bucket = Bucket(endpoint="127.0.0.1:9", name="away", access_key="a", secret_key="hush", secure=False)

    with pytest.raises(ObjectStoreFailed, match=r"127\.0\.0\.1:9: \w+") as caught:
        put_bytes(S3Objects(connect(bucket)), b"tetrad")

    assert "hush" not in str(caught.value) + repr(bucket)


def test_a_wrong_secret_is_refused_by_the_store(seaweed: Seaweed) -> None:
    bucket = replace(seaweed.bucket(), secret_key="wrong")

    with pytest.raises(ObjectStoreFailed) as caught:
        make_bucket(connect(bucket))

    assert SECRET not in str(caught.value)


def test_one_of_many_makes_what_is_absent(seaweed: Seaweed) -> None:
    client: S3Client = seaweed.client()

    assert [put_if_absent(client, "deleting/one") for _ in range(3)] == [True, False, False]


def test_a_mark_that_a_sweep_just_made_is_waited_for(seaweed: Seaweed) -> None:
    client = seaweed.client()
    store = S3Objects(client)
    key = put_bytes(store, b"tetrad")
    put_if_absent(client, f"deleting/{key}")

    assert not store.delete(key, unless_put_since=1 << 50)
    assert store.clear_incoming() == 0
    client.minio.remove_object(client.bucket, f"deleting/{key}")
    assert store.delete(key, unless_put_since=int(time.time() * 1000) + 60_000)

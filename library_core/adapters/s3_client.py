"""One bucket of an S3 store through the `minio` client: bounded times and repeats, and our own errors."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3.util import Retry, Timeout

from library_core.adapters.whole_answers import refuse_broken_heads
from library_core.buckets import Bucket
from library_core.objects import ObjectMissing, ObjectStoreFailed

PART: Final = 16 << 20
"""Bytes of a part of a large object on its way to the store: 10,000 parts are the most S3 takes."""
_ABSENT: Final = frozenset({"NoSuchKey", "NotFound", "ResourceNotFound"})
_CONNECT_SECONDS: Final = 5
_READ_SECONDS: Final = 60
_REPEATS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Client:
    """The client, the pool of connections it uses, and the bucket."""

    minio: Minio
    connections: urllib3.PoolManager
    bucket: str
    endpoint: str


def connect(bucket: Bucket) -> S3Client:
    """Return a client of the bucket; nothing is asked of the store yet."""
    connections = urllib3.PoolManager(
        timeout=Timeout(connect=_CONNECT_SECONDS, read=_READ_SECONDS),
        maxsize=32,
        cert_reqs="CERT_REQUIRED",
        retries=Retry(
            total=_REPEATS,
            backoff_factor=0.2,
            status_forcelist=(500, 502, 503, 504),
            raise_on_status=False,
        ),
    )
    refuse_broken_heads(connections)
    minio = Minio(
        bucket.endpoint,
        access_key=bucket.access_key,
        secret_key=bucket.secret_key,
        secure=bucket.secure,
        region=bucket.region,
        http_client=connections,
    )
    return S3Client(minio=minio, connections=connections, bucket=bucket.name, endpoint=bucket.endpoint)


def make_bucket(client: S3Client) -> None:
    """Make the bucket if it isn't there. Raises ObjectStoreFailed if the store doesn't answer or refuses."""
    with our_errors(client, ""):
        if not client.minio.bucket_exists(client.bucket):
            client.minio.make_bucket(client.bucket)


@contextlib.contextmanager
def our_errors(client: S3Client, name: str) -> Iterator[None]:
    """Turn the client's errors into ObjectMissing of the name and ObjectStoreFailed."""
    try:
        yield
    except S3Error as error:
        if error.code in _ABSENT:
            raise ObjectMissing(name) from None
        raise ObjectStoreFailed(f"{client.endpoint}: {error.code}: {error.message}") from error
    except (MinioException, urllib3.exceptions.HTTPError) as error:
        raise ObjectStoreFailed(f"{client.endpoint}: {_reason(error)}") from error


def put_if_absent(client: S3Client, name: str) -> bool:
    """Make an empty object of this name, unless there is one; return whether it was made here."""
    with our_errors(client, name):
        address = client.minio.presigned_put_object(client.bucket, name)
        response = client.connections.request("PUT", address, body=b"", headers={"If-None-Match": "*"})
    if response.status in {409, 412}:
        return False
    if response.status != 200:
        raise ObjectStoreFailed(f"{client.endpoint}: status {response.status}")
    return True


def exists(client: S3Client, name: str) -> bool:
    """Return whether there is an object of this name."""
    try:
        with our_errors(client, name):
            client.minio.stat_object(client.bucket, name)
    except ObjectMissing:
        return False
    return True


def ranged(start: int, length: int | None = None) -> Mapping[str, str]:
    """Return the header that asks for the bytes from `start`, at most `length` of them."""
    last = "" if length is None else str(start + length - 1)
    return {"Range": f"bytes={start}-{last}"}


def _reason(error: Exception) -> str:
    """Return what went wrong without addresses: a presigned one would tell its signature."""
    reason = getattr(error, "reason", None) or error
    return type(reason).__name__

"""Every implementation of the object store for one test, and a way to damage what it keeps."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from seaweed import Seaweed, shared_seaweed

from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.s3_objects import S3Objects
from library_core.objects import ObjectKey, ObjectStore

STORES: Final = ("folder", pytest.param("s3", marks=pytest.mark.slow))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store; `damage` replaces the bytes of an object behind its back; `names` is all that it keeps."""

    store: ObjectStore
    damage: Callable[[ObjectKey, bytes], object]
    names: Callable[[], list[str]]


def folder_store(folder: Path) -> Kept:
    """Return a store in a folder."""
    return Kept(
        store=FolderObjects(folder),
        damage=lambda key, content: (folder / key[:2] / key[2:]).write_bytes(content),
        names=lambda: [path.name for path in folder.rglob("*") if path.is_file() and path.name != "lock"],
    )


def s3_store(seaweed: Seaweed) -> Kept:
    """Return a store in a bucket of its own."""
    client = seaweed.client()
    minio, bucket = client.minio, client.bucket
    return Kept(
        store=S3Objects(client),
        damage=lambda key, content: minio.put_object(bucket, key, io.BytesIO(content), len(content)),
        names=lambda: [found.object_name or "" for found in minio.list_objects(bucket, recursive=True)],
    )


def seaweed_of_this_run(factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    """Yield the one SeaweedFS that all test processes share."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with shared_seaweed(shared / "seaweed") as seaweed:
        yield seaweed

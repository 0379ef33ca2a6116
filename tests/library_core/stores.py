"""Every implementation of the object store for one test, and a way to damage what it keeps."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from seaweed import Seaweed

from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.s3_objects import S3Objects
from library_core.objects import ObjectKey, ObjectStore

STORES: Final = ("folder", pytest.param("s3", marks=pytest.mark.slow))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A store; `damage` and `lose` are done behind its back; `names` is all that it keeps.

    `exact` is how exactly it knows when an object was put, in seconds.
    """

    store: ObjectStore
    damage: Callable[[ObjectKey, bytes], object]
    lose: Callable[[ObjectKey], object]
    names: Callable[[], list[str]]
    exact: float


def folder_store(folder: Path) -> Kept:
    """Return a store in a folder."""
    return Kept(
        store=FolderObjects(folder),
        damage=lambda key, content: (folder / key[:2] / key[2:]).write_bytes(content),
        lose=lambda key: (folder / key[:2] / key[2:]).unlink(),
        names=lambda: [path.name for path in folder.rglob("*") if path.is_file() and path.name != "lock"],
        exact=0.001,
    )


def s3_store(seaweed: Seaweed) -> Kept:
    """Return a store in a bucket of its own."""
    client = seaweed.client()
    minio, bucket = client.minio, client.bucket
    return Kept(
        store=S3Objects(client),
        damage=lambda key, content: minio.put_object(bucket, key, io.BytesIO(content), len(content)),
        lose=lambda key: minio.remove_object(bucket, key),
        names=lambda: [found.object_name or "" for found in minio.list_objects(bucket, recursive=True)],
        exact=1.0,
    )


def lent_store(request: pytest.FixtureRequest, folder: Path, of: str) -> Kept:
    """Lend the empty store of this name."""
    return folder_store(folder) if of == "folder" else s3_store(request.getfixturevalue("seaweed"))

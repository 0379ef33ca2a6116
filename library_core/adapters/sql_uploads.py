"""Uploads, their parts, and the quotas of schools in SQL tables."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from library_core.adapters.tables import editions
from library_core.adapters.upload_tables import quotas, upload_parts, uploads
from library_core.objects import ObjectKey
from library_core.people import PersonKey, SchoolKey
from library_core.uploads import FileUpload, Part, UploadKey


class SqlUploads:
    """Implements `library_core.uploads.Uploads` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, upload: FileUpload) -> None:
        """Keep a new upload."""
        self._connection.execute(insert(uploads).values(asdict(upload)))

    def find(self, school: SchoolKey, person: PersonKey, key: UploadKey) -> FileUpload | None:
        """Return the person's upload."""
        query = select(uploads).where(
            uploads.c.school == school, uploads.c.person == person, uploads.c.key == key
        )
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _upload(row)

    def list(self, school: SchoolKey, person: PersonKey) -> tuple[FileUpload, ...]:
        """Return the person's uploads, the newest first."""
        query = select(uploads).where(uploads.c.school == school, uploads.c.person == person)
        rows = self._connection.execute(query.order_by(uploads.c.created_at.desc(), uploads.c.key))
        return tuple(_upload(row) for row in rows)

    def change(self, upload: FileUpload) -> None:
        """Keep the upload's new state, object, edition and time."""
        self._connection.execute(update(uploads).where(uploads.c.key == upload.key).values(asdict(upload)))

    def keep_part(self, upload: FileUpload, part: Part) -> None:
        """Keep that a part has come; a later one of its number takes the place of the earlier."""
        self.forget_parts(upload.key, (part.number,))
        self._connection.execute(insert(upload_parts).values(upload=upload.key, tag="", **asdict(part)))
        self._count(upload.key)
        self._connection.execute(
            update(uploads).where(uploads.c.key == upload.key).values(changed_at=upload.changed_at)
        )

    def parts(self, key: UploadKey) -> Mapping[int, Part]:
        """Return the parts that have come, by number."""
        query = select(upload_parts).where(upload_parts.c.upload == key).order_by(upload_parts.c.number)
        rows = self._connection.execute(query)
        return {row.number: Part(number=row.number, size=row.size, digest=row.digest) for row in rows}

    def forget_parts(self, key: UploadKey, numbers: Iterable[int]) -> None:
        """Forget that these parts have come."""
        which = upload_parts.c.upload == key
        for number in numbers:
            self._connection.execute(delete(upload_parts).where(which, upload_parts.c.number == number))

    def forget(self, key: UploadKey) -> None:
        """Forget the upload and its parts."""
        self._connection.execute(delete(upload_parts).where(upload_parts.c.upload == key))
        self._connection.execute(delete(uploads).where(uploads.c.key == key))

    def unheard_since(self, moment: int) -> tuple[FileUpload, ...]:
        """Return the uploads, of anybody, of which nothing was heard since the moment."""
        rows = self._connection.execute(select(uploads).where(uploads.c.changed_at < moment))
        return tuple(_upload(row) for row in rows)

    def among(self, keys: Iterable[UploadKey]) -> frozenset[UploadKey]:
        """Return those of the keys that are uploads whose parts may still be wanted."""
        coming = self._connection.execute(select(uploads.c.key).where(uploads.c.state == "coming"))
        return frozenset(UploadKey(key) for key in coming.scalars()) & frozenset(keys)

    def under_way(self, school: SchoolKey) -> int:
        """Return the bytes that the school's uploads have or will have, without those taken."""
        query = select(func.sum(uploads.c.size)).where(
            uploads.c.school == school, uploads.c.state.in_(("coming", "complete"))
        )
        return int(self._connection.execute(query).scalar_one() or 0)

    def _count(self, key: UploadKey) -> None:
        come = select(func.sum(upload_parts.c.size)).where(upload_parts.c.upload == key).scalar_subquery()
        self._connection.execute(
            update(uploads).where(uploads.c.key == key).values(received=func.coalesce(come, 0))
        )


class SqlQuotas:
    """Implements `library_core.quotas.Quotas` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def limit(self, school: SchoolKey) -> int | None:
        """Return the school's own limit in bytes, or None if it has the usual one."""
        found: int | None = self._connection.execute(
            select(quotas.c.bytes).where(quotas.c.school == school)
        ).scalar_one_or_none()
        return found

    def set_limit(self, school: SchoolKey, limit: int | None) -> None:
        """Give the school a limit of its own, or the usual one again."""
        self._connection.execute(delete(quotas).where(quotas.c.school == school))
        if limit is not None:
            self._connection.execute(insert(quotas).values(school=school, bytes=limit))

    def most_held(self, school: SchoolKey) -> int:
        """Return the bytes of all its editions together: objects that several hold are counted again."""
        query = select(func.sum(editions.c.size)).where(editions.c.school == school)
        return int(self._connection.execute(query).scalar_one() or 0)

    def objects(self, school: SchoolKey) -> Iterable[ObjectKey]:
        """Return every object that the school's editions hold, once."""
        rows = self._connection.execute(select(editions.c.manifest).where(editions.c.school == school))
        return {ObjectKey(key) for manifest in rows.scalars() for key in json.loads(manifest).values()}


def _upload(row: Row[Any]) -> FileUpload:
    return FileUpload(**row._asdict())

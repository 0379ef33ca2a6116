"""Harvesting from SQL tables: the last step of each work's trail says what became of it."""

from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from library_core.adapters.feed_order import settle
from library_core.adapters.sql_editions import SqlEditions
from library_core.adapters.tables import editions, trail, works
from library_core.editions import Edition, EditionKey
from library_core.harvesting import Harvested, Wanted
from library_core.people import LIBRARY
from library_core.works import WorkKey

TELLING: Final = ("published", "accepted", "withdrawn")
# A program of before the stamps, which still serves during a rolling upgrade, leaves them out.
_WHEN: Final = func.coalesce(trail.c.stamp, trail.c.at)


class SqlHarvest:
    """Implements `library_core.harvesting.Harvest` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def after(self, sequence: int, wanted: Wanted, limit: int) -> tuple[Harvested, ...]:
        """Return the works that changed last past the sequence, in that order, at most `limit`."""
        query = _last_steps().where(trail.c.sequence > sequence)
        if wanted.since is not None:
            query = query.where(wanted.since <= _WHEN)
        if wanted.until is not None:
            query = query.where(wanted.until > _WHEN)
        if wanted.kind is not None:
            query = query.where(works.c.kind == wanted.kind)
        return self._harvested(query.order_by(trail.c.sequence).limit(limit))

    def settle(self) -> int:
        """Wait, in a transaction that writes, until changes under way are visible; return when that was."""
        return settle(self._connection)

    def find(self, work: WorkKey) -> Harvested | None:
        """Return one work, if it has ever been in the public catalogue."""
        found = self._harvested(_last_steps().where(works.c.key == work))
        return found[0] if found else None

    def earliest(self) -> int | None:
        """Return when the first work changed, or None for an empty catalogue."""
        query = select(func.min(_WHEN)).where(trail.c.school == LIBRARY, trail.c.what.in_(TELLING))
        earliest: int | None = self._connection.execute(query).scalar()
        return earliest

    def _harvested(self, query: Select[Any]) -> tuple[Harvested, ...]:
        rows = list(self._connection.execute(query))
        keys = {EditionKey(row.edition) for row in rows if row.what != "withdrawn"}
        found = SqlEditions(self._connection).find_all(LIBRARY, keys)
        return tuple(_one(row, found.get(EditionKey(row.edition))) for row in rows)


def _one(row: Row[Any], edition: Edition | None) -> Harvested:
    return Harvested(work=WorkKey(row.work), kind=row.kind, at=row.at, sequence=row.sequence, edition=edition)


def _last_steps() -> Select[Any]:
    last = (
        select(func.max(trail.c.sequence))
        .join(editions, editions.c.key == trail.c.edition)
        .where(trail.c.school == LIBRARY, trail.c.what.in_(TELLING))
        .group_by(editions.c.work)
    )
    return (
        select(
            trail.c.sequence, _WHEN.label("at"), trail.c.what, trail.c.edition, editions.c.work, works.c.kind
        )
        .join(editions, editions.c.key == trail.c.edition)
        .join(works, works.c.key == editions.c.work)
        .where(trail.c.sequence.in_(last))
    )

"""Counters of use in SQL: a row for each work, school, use and day."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite

from library_core.adapters.reader_tables import usage
from library_core.adapters.tables import works
from library_core.people import SchoolKey
from library_core.usage import Use, What
from library_core.works import WorkKey

AT_ONCE: Final = 500
"""Keys in one question to the database."""

_INSERTS: Final[Mapping[str, Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class SqlUsage:
    """Implements `library_core.usage.Usage` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, work: WorkKey, school: SchoolKey, what: What, day: int) -> None:
        """Add one use by somebody of the school."""
        insert = _INSERTS[self._connection.dialect.name]
        first = insert(usage).values(work=work, school=school, what=what, day=day, times=1)
        self._connection.execute(
            first.on_conflict_do_update(
                index_elements=[usage.c.work, usage.c.school, usage.c.what, usage.c.day],
                set_={"times": usage.c.times + 1},
            )
        )

    def of_works(self, works: Iterable[WorkKey]) -> Mapping[WorkKey, Mapping[What, int]]:
        """Return how often each work was used in all; what never happened is left out."""
        wanted = tuple(works)
        found: dict[WorkKey, dict[What, int]] = {}
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            query = select(usage.c.work, usage.c.what, func.sum(usage.c.times).label("times"))
            query = query.where(usage.c.work.in_(some)).group_by(usage.c.work, usage.c.what)
            for row in self._connection.execute(query):
                found.setdefault(WorkKey(row.work), {})[row.what] = int(row.times)
        return found

    def changed_since(self, day: int, what: What) -> Mapping[str, int]:
        """Return the uses in all, by full name, of each work that was used so on the day or later."""
        recent = select(usage.c.work).where(usage.c.what == what, usage.c.day >= day)
        query = (
            select(works.c.name, func.sum(usage.c.times).label("times"))
            .join(works, works.c.key == usage.c.work)
            .where(usage.c.what == what, usage.c.work.in_(recent))
            .group_by(works.c.name)
        )
        return {row.name: int(row.times) for row in self._connection.execute(query)}

    def per_day(self, work: WorkKey, since: int) -> tuple[Use, ...]:
        """Return the uses of a work by all schools, day by day, from the day `since` on."""
        query = (
            select(usage.c.day, usage.c.what, func.sum(usage.c.times).label("times"))
            .where(usage.c.work == work, usage.c.day >= since)
            .group_by(usage.c.day, usage.c.what)
            .order_by(usage.c.day, usage.c.what)
        )
        rows = self._connection.execute(query)
        return tuple(Use(day=row.day, what=row.what, times=int(row.times)) for row in rows)

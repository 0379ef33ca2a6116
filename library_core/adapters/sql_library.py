"""The library in SQL tables: trail, derived objects, change feed, and all repositories of a connection."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, or_, select

from library_core.adapters.feed_order import stamp, take_turn
from library_core.adapters.leased_database import Transactions
from library_core.adapters.sql_editions import SqlEditions
from library_core.adapters.sql_harvest import TELLING, SqlHarvest
from library_core.adapters.sql_jobs import SqlJobs
from library_core.adapters.sql_opinions import SqlCourseSteps, SqlOpinions
from library_core.adapters.sql_people import SqlPeople
from library_core.adapters.sql_reading import SqlAnnotations, SqlPlaces, SqlShelves
from library_core.adapters.sql_references import SqlReferences
from library_core.adapters.sql_served import SqlServedFiles
from library_core.adapters.sql_textbooks import SqlTextbooks
from library_core.adapters.sql_uploads import SqlQuotas, SqlUploads
from library_core.adapters.sql_usage import SqlUsage
from library_core.adapters.sql_works import SqlWorks
from library_core.adapters.sql_written import SqlWrittenDocuments
from library_core.adapters.tables import changes, derived, editions, trail
from library_core.editions import EditionKey
from library_core.feed import Change, ChangeKind
from library_core.library import Library
from library_core.objects import ObjectKey
from library_core.people import LIBRARY, SchoolKey
from library_core.trail import Step

T = TypeVar("T")


class SqlTrail:
    """Implements `library_core.trail.Trail` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, step: Step) -> None:
        """Keep one more step; what others harvest is stamped."""
        harvested = step.school == LIBRARY and step.what in TELLING
        self._connection.execute(
            insert(trail).values(
                edition=step.edition,
                school=step.school,
                what=step.what,
                who=step.who,
                at=step.at,
                reason=step.reason,
                category=step.category,
                stamp=stamp(self._connection) if harvested else None,
            )
        )

    def of(self, school: SchoolKey, edition: EditionKey) -> tuple[Step, ...]:
        """Return the steps of an edition of this school, from the first to the last."""
        columns = [column for column in trail.c if column.name not in {"sequence", "stamp"}]
        query = select(*columns).where(trail.c.school == school, trail.c.edition == edition)
        rows = self._connection.execute(query.order_by(trail.c.sequence))
        return tuple(Step(**row._asdict()) for row in rows)


class SqlDerivedObjects:
    """Implements `library_core.derived.DerivedObjects` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, school: SchoolKey, edition: EditionKey, recipe: str) -> ObjectKey | None:
        """Return what was made, if this school may know of the edition."""
        query = (
            select(derived.c.object)
            .join(editions, editions.c.key == derived.c.edition)
            .where(derived.c.edition == edition, derived.c.recipe == recipe)
            .where(or_(editions.c.school == school, editions.c.school == LIBRARY))
        )
        made = self._connection.execute(query).scalar_one_or_none()
        return None if made is None else ObjectKey(made)

    def keep(self, edition: EditionKey, recipe: str, made: ObjectKey) -> None:
        """Keep what was made; a later one takes the place of the earlier."""
        same = (derived.c.edition == edition, derived.c.recipe == recipe)
        self._connection.execute(delete(derived).where(*same))
        self._connection.execute(insert(derived).values(edition=edition, recipe=recipe, object=made))


class SqlChanges:
    """Implements `library_core.feed.Changes` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kind: ChangeKind, school: SchoolKey, key: str) -> None:
        """Say that something changed, in the transaction that changes it."""
        take_turn(self._connection)
        self._connection.execute(insert(changes).values(kind=kind, school=school, key=key))

    def after(self, sequence: int, limit: int) -> tuple[Change, ...]:
        """Return the changes past the sequence, at most `limit`, in order."""
        query = select(changes).where(changes.c.sequence > sequence)
        rows = self._connection.execute(query.order_by(changes.c.sequence).limit(limit))
        return tuple(Change(**row._asdict()) for row in rows)

    def last(self) -> int:
        """Return the sequence of the newest change, or 0."""
        newest: int | None = self._connection.execute(select(func.max(changes.c.sequence))).scalar_one()
        return newest or 0


def sql_library(connection: Connection) -> Library:
    """Return all repositories of the library on one connection."""
    return Library(
        people=SqlPeople(connection),
        works=SqlWorks(connection),
        editions=SqlEditions(connection),
        trail=SqlTrail(connection),
        derived=SqlDerivedObjects(connection),
        changes=SqlChanges(connection),
        written=SqlWrittenDocuments(connection),
        textbooks=SqlTextbooks(connection),
        uploads=SqlUploads(connection),
        quotas=SqlQuotas(connection),
        references=SqlReferences(connection),
        harvest=SqlHarvest(connection),
        opinions=SqlOpinions(connection),
        course_steps=SqlCourseSteps(connection),
        shelves=SqlShelves(connection),
        places=SqlPlaces(connection),
        annotations=SqlAnnotations(connection),
        served=SqlServedFiles(connection),
        usage=SqlUsage(connection),
        jobs=SqlJobs(connection),
    )


class SqlLibraryStore:
    """Implements `library_core.library.LibraryStore` on a database, or on a leased one."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def read(self, work: Callable[[Library], T]) -> T:
        """Run the work on one moment of the library."""
        return self._database.read(lambda connection: work(sql_library(connection)))

    def write(self, work: Callable[[Library], T]) -> T:
        """Run the work and return when it is kept; what it raises undoes all that it did."""
        return self._database.write(lambda connection: work(sql_library(connection)))

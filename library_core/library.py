"""The library in one transaction: all of its repositories together, and the port that opens it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from library_core.course_steps import CourseSteps
from library_core.derived import DerivedObjects
from library_core.editions import Editions
from library_core.feed import Changes
from library_core.harvesting import Harvest
from library_core.jobs import Jobs
from library_core.opinions import Opinions
from library_core.people import People, PersonKey, SchoolKey
from library_core.quotas import Quotas
from library_core.reading.access import Shelves
from library_core.reading.annotations import Annotations
from library_core.reading.places import Places
from library_core.references import References
from library_core.served import ServedFiles
from library_core.textbooks.book import Textbooks
from library_core.trail import Trail
from library_core.uploads import Uploads
from library_core.usage import Usage
from library_core.works import Works
from library_core.written import WrittenDocuments

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Repositories that read and write in the same transaction."""

    people: People
    works: Works
    editions: Editions
    trail: Trail
    derived: DerivedObjects
    changes: Changes
    written: WrittenDocuments
    textbooks: Textbooks
    uploads: Uploads
    quotas: Quotas
    references: References
    harvest: Harvest
    opinions: Opinions
    course_steps: CourseSteps
    shelves: Shelves
    places: Places
    annotations: Annotations
    served: ServedFiles
    usage: Usage
    jobs: Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who does something, for which school, and when (milliseconds UTC); no person: the program itself."""

    school: SchoolKey
    at: int
    person: PersonKey | None = None


class LibraryStore(Protocol):
    """Opens the library for one transaction at a time."""

    def read(self, work: Callable[[Library], T]) -> T:
        """Run the work on one moment of the library."""
        ...

    def write(self, work: Callable[[Library], T]) -> T:
        """Run the work and return when it is kept; what it raises undoes all that it did."""
        ...

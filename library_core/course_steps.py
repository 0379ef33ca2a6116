"""Course steps: which works of a course somebody has done."""

from collections.abc import Mapping
from typing import Protocol

from library_core.people import PersonKey, SchoolKey
from library_core.works import WorkKey


class CourseSteps(Protocol):
    """Keeps what each person has ticked off, by works, so that it survives new editions."""

    def done(self, person: PersonKey, course: WorkKey) -> Mapping[WorkKey, int]:
        """Return the works done and when (milliseconds UTC)."""
        ...

    def mark(self, school: SchoolKey, person: PersonKey, course: WorkKey, work: WorkKey, at: int) -> None:
        """Say that a work is done; a second time changes nothing."""
        ...

    def clear(self, person: PersonKey, course: WorkKey, work: WorkKey) -> None:
        """Say that it is not."""
        ...

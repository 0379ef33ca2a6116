"""A class: a roster of students, and the teachers whose class it is."""

from dataclasses import dataclass
from typing import NewType

from library_core.people import PersonKey, SchoolKey

ClassKey = NewType("ClassKey", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """A class of a school; `created_at` is milliseconds UTC."""

    key: ClassKey
    school: SchoolKey
    title: str
    created_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A student's place in a class; `group` is empty where the class isn't divided."""

    student: PersonKey
    group: str = ""
    position: int = 0

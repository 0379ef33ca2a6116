"""Schools, the people in them and how they sign in.

A display name stands with the person and nowhere else: every other row knows a person by key alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NewType, Protocol

from variants.texts import Language

SchoolKey = NewType("SchoolKey", str)
PersonKey = NewType("PersonKey", str)
Role = Literal["student", "teacher", "publisher", "reviewer", "operator"]
ROLES: Final[tuple[Role, ...]] = ("student", "teacher", "publisher", "reviewer", "operator")

LIBRARY: Final = SchoolKey("library")
"""The school that owns what every school may use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A school owns its people, classes, drafts and editions."""

    key: SchoolKey
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of one school; may hold several roles."""

    key: PersonKey
    school: SchoolKey
    display_name: str
    roles: frozenset[Role]
    language: Language

    def renamed(self, display_name: str) -> "Person":
        """Return the person under another name."""
        return replace(self, display_name=display_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a person signs in with; a one-time password is to be changed at first use."""

    login: str
    person: PersonKey
    school: SchoolKey
    password_hash: str
    one_time: bool = False


class LoginTaken(Exception):
    """Somebody signs in with this login already; the person who chose it can choose another."""

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(login)


class People(Protocol):
    """Keeps schools, people and credentials; a read finds people of the school asked about, never others."""

    def add_school(self, school: School) -> None:
        """Keep a new school; a school that is there already stays as it is."""
        ...

    def find_school(self, key: SchoolKey) -> School | None:
        """Return the school."""
        ...

    def list_schools(self) -> tuple[School, ...]:
        """Return all schools by name, for operators."""
        ...

    def add(self, person: Person) -> None:
        """Keep a new person of a school that is there."""
        ...

    def find(self, school: SchoolKey, key: PersonKey) -> Person | None:
        """Return the person of this school."""
        ...

    def find_all(self, school: SchoolKey, keys: Iterable[PersonKey]) -> tuple[Person, ...]:
        """Return those of the keys who are people of this school, by display name."""
        ...

    def list(self, school: SchoolKey, role: Role | None = None) -> tuple[Person, ...]:
        """Return the people of this school, all or those who hold the role, by display name."""
        ...

    def change(self, person: Person) -> None:
        """Keep the person's new display name, roles and language."""
        ...

    def add_credential(self, credential: Credential) -> None:
        """Let a person sign in. Raises LoginTaken."""
        ...

    def change_password(self, credential: Credential) -> None:
        """Keep a new password hash for the login of this credential's person."""
        ...

    def find_credential(self, login: str) -> Credential | None:
        """Return what the login signs in with; logins are unique over all schools."""
        ...

    def credentials_of(self, school: SchoolKey, keys: Iterable[PersonKey]) -> Mapping[PersonKey, Credential]:
        """Return how those of the keys who are people of this school sign in; not all may."""
        ...

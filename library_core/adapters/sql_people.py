"""People in SQL tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from library_core.adapters.tables import credentials, people, person_roles, schools
from library_core.people import Credential, LoginTaken, Person, PersonKey, Role, School, SchoolKey

_WITH_ROLES: Final = (
    select(people, person_roles.c.role)
    .outerjoin(person_roles, person_roles.c.person == people.c.key)
    .order_by(people.c.display_name, people.c.key)
)
# Built once: every request asks it.
_FOUND: Final = _WITH_ROLES.where(people.c.school == bindparam("school"), people.c.key == bindparam("key"))
_FOUND_ALL: Final = _WITH_ROLES.where(
    people.c.school == bindparam("school"), people.c.key.in_(bindparam("keys", expanding=True))
)


class SqlPeople:
    """Implements `library_core.people.People` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_school(self, school: School) -> None:
        """Keep a new school; a school that is there already stays as it is."""
        if self.find_school(school.key) is None:
            self._connection.execute(insert(schools).values(key=school.key, name=school.name))

    def find_school(self, key: SchoolKey) -> School | None:
        """Return the school."""
        row = self._connection.execute(select(schools).where(schools.c.key == key)).one_or_none()
        return None if row is None else School(key=SchoolKey(row.key), name=row.name)

    def list_schools(self) -> tuple[School, ...]:
        """Return all schools by name, for operators."""
        rows = self._connection.execute(select(schools).order_by(schools.c.name, schools.c.key))
        return tuple(School(key=SchoolKey(row.key), name=row.name) for row in rows)

    def add(self, person: Person) -> None:
        """Keep a new person of a school that is there."""
        self._connection.execute(
            insert(people).values(
                key=person.key,
                school=person.school,
                display_name=person.display_name,
                language=person.language,
            )
        )
        self._add_roles(person)

    def find(self, school: SchoolKey, key: PersonKey) -> Person | None:
        """Return the person of this school."""
        found = _read(self._connection.execute(_FOUND, {"school": school, "key": key}).all())
        return found[0] if found else None

    def find_all(self, school: SchoolKey, keys: Iterable[PersonKey]) -> tuple[Person, ...]:
        """Return those of the keys who are people of this school, by display name."""
        asked = {"school": school, "keys": list(keys)}
        return _read(self._connection.execute(_FOUND_ALL, asked).all())

    def list(self, school: SchoolKey, role: Role | None = None) -> tuple[Person, ...]:
        """Return the people of this school, all or those who hold the role, by display name."""
        if role is None:
            return self._select(school)
        holders = select(person_roles.c.person).where(person_roles.c.role == role)
        return self._select(school, people.c.key.in_(holders))

    def change(self, person: Person) -> None:
        """Keep the person's new display name, roles and language."""
        changed = self._connection.execute(
            update(people)
            .where(people.c.school == person.school, people.c.key == person.key)
            .values(display_name=person.display_name, language=person.language)
        )
        if changed.rowcount:
            self._connection.execute(delete(person_roles).where(person_roles.c.person == person.key))
            self._add_roles(person)

    def add_credential(self, credential: Credential) -> None:
        """Let a person sign in. Raises LoginTaken."""
        if self.find_credential(credential.login) is not None:
            raise LoginTaken(credential.login)
        self._connection.execute(
            insert(credentials).values(
                login=credential.login,
                school=credential.school,
                person=credential.person,
                password_hash=credential.password_hash,
                one_time=credential.one_time,
            )
        )

    def change_password(self, credential: Credential) -> None:
        """Keep a new password hash for the login of this credential's person."""
        self._connection.execute(
            update(credentials)
            .where(credentials.c.school == credential.school, credentials.c.person == credential.person)
            .values(password_hash=credential.password_hash, one_time=credential.one_time)
        )

    def find_credential(self, login: str) -> Credential | None:
        """Return what the login signs in with; logins are unique over all schools."""
        row = self._connection.execute(select(credentials).where(credentials.c.login == login)).one_or_none()
        return None if row is None else Credential(**row._asdict())

    def credentials_of(self, school: SchoolKey, keys: Iterable[PersonKey]) -> Mapping[PersonKey, Credential]:
        """Return how those of the keys who are people of this school sign in; not all may."""
        theirs = select(credentials).where(
            credentials.c.school == school, credentials.c.person.in_(tuple(keys))
        )
        found = (Credential(**row._asdict()) for row in self._connection.execute(theirs))
        return {credential.person: credential for credential in found}

    def _add_roles(self, person: Person) -> None:
        rows = [{"person": person.key, "role": role} for role in sorted(person.roles)]
        if rows:
            self._connection.execute(insert(person_roles), rows)

    def _select(self, school: SchoolKey, *conditions: ColumnElement[bool]) -> tuple[Person, ...]:
        query = _WITH_ROLES.where(people.c.school == school, *conditions)
        return _read(self._connection.execute(query).all())


def beside_people(rows: Table) -> Select[Any]:
    """Return rows that name a `person` and their `school`, each with what `person_beside` reads.

    A row comes once for each role of its person, and once if there is no such person.
    """
    them = and_(people.c.key == rows.c.person, people.c.school == rows.c.school)
    beside = (people.c.key, people.c.display_name, people.c.language, person_roles.c.role)
    return (
        select(rows, *beside)
        .outerjoin(people, them)
        .outerjoin(person_roles, person_roles.c.person == people.c.key)
    )


def person_beside(rows: Sequence[Any]) -> Person | None:
    """Return the person of these lines of one row that `beside_people` has found."""
    found = _read(rows) if rows and rows[0].key is not None else ()
    return found[0] if found else None


def _read(rows: Sequence[Any]) -> tuple[Person, ...]:
    roles: dict[str, set[Role]] = {}
    for row in rows:
        held = roles.setdefault(row.key, set())
        if row.role is not None:
            held.add(cast(Role, row.role))
    first = {row.key: row for row in reversed(rows)}
    return tuple(_person(first[key], frozenset(held)) for key, held in roles.items())


def _person(row: Any, roles: frozenset[Role]) -> Person:  # noqa: ANN401 (a row with all its columns)
    return Person(
        key=PersonKey(row.key),
        school=SchoolKey(row.school),
        display_name=row.display_name,
        roles=roles,
        language=row.language,
    )

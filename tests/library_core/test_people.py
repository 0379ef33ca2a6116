"""People: found within their school, and nowhere else."""

from collections.abc import Iterator

import pytest

from library_core.adapters.database import Database
from library_core.adapters.sql_people import SqlPeople
from library_core.people import Credential, LoginTaken, Person, PersonKey, School, SchoolKey

OURS, THEIRS = SchoolKey("ours"), SchoolKey("theirs")
TEACHER = Person(
    key=PersonKey("t"),
    school=OURS,
    display_name="Teacher",
    roles=frozenset({"teacher", "publisher"}),
    language="ru",
)
STUDENT = Person(
    key=PersonKey("s"), school=OURS, display_name="Student 01", roles=frozenset({"student"}), language="en"
)
STRANGER = Person(
    key=PersonKey("x"), school=THEIRS, display_name="Student 02", roles=frozenset({"student"}), language="en"
)


@pytest.fixture
def people(database: Database) -> Iterator[SqlPeople]:
    with database.engine.begin() as connection:
        people = SqlPeople(connection)
        people.add_school(School(key=OURS, name="School A"))
        people.add_school(School(key=THEIRS, name="School B"))
        for person in (TEACHER, STUDENT, STRANGER):
            people.add(person)
        yield people


def test_a_person_is_found_as_kept(people: SqlPeople) -> None:
    assert people.find(OURS, TEACHER.key) == TEACHER


def test_a_list_holds_the_people_of_one_school_by_name(people: SqlPeople) -> None:
    assert people.list(OURS) == (STUDENT, TEACHER)
    assert people.list(OURS, "student") == (STUDENT,)


def test_nobody_of_another_school_is_found(people: SqlPeople) -> None:
    people.add_credential(Credential(login="x", person=STRANGER.key, school=THEIRS, password_hash="h"))

    assert people.find(OURS, STRANGER.key) is None
    assert people.find_all(OURS, [STRANGER.key, STUDENT.key]) == (STUDENT,)
    assert people.credentials_of(OURS, [STRANGER.key]) == {}


def test_somebody_of_another_school_is_not_changed(people: SqlPeople) -> None:
    people.change(Person(key=STRANGER.key, school=OURS, display_name="?", roles=frozenset(), language="ru"))

    assert people.find(THEIRS, STRANGER.key) == STRANGER


def test_a_person_is_renamed_and_given_other_roles(people: SqlPeople) -> None:
    changed = Person(
        key=STUDENT.key, school=OURS, display_name="Student 1", roles=frozenset({"operator"}), language="ru"
    )

    people.change(changed)

    assert people.find(OURS, STUDENT.key) == changed


def test_a_login_belongs_to_one_person_of_all_schools(people: SqlPeople) -> None:
    people.add_credential(Credential(login="birch", person=STUDENT.key, school=OURS, password_hash="h"))

    with pytest.raises(LoginTaken):
        people.add_credential(
            Credential(login="birch", person=STRANGER.key, school=THEIRS, password_hash="h")
        )


def test_a_changed_password_is_what_the_login_finds(people: SqlPeople) -> None:
    first = Credential(login="birch", person=STUDENT.key, school=OURS, password_hash="h", one_time=True)
    people.add_credential(first)
    second = Credential(login="birch", person=STUDENT.key, school=OURS, password_hash="i")

    people.change_password(second)

    assert people.find_credential("birch") == second
    assert people.credentials_of(OURS, [STUDENT.key, STRANGER.key]) == {STUDENT.key: second}


def test_a_school_added_again_stays_as_it_is(people: SqlPeople) -> None:
    people.add_school(School(key=OURS, name="Another name"))

    assert [school.name for school in people.list_schools()] == ["School A", "School B"]
